import { AttestError } from '../errors.ts'
import type { DescribeBuild } from './build.ts'

const BUILD_TYPE = 'https://actions.github.io/buildtypes/workflow/v1'

/** As GitHub's own attest action writes it (actions/toolkit, packages/attest), so that its verifiers and policies read ours too. */
export const githubBuild: DescribeBuild = ({
  project,
  organization,
  source,
  definition,
  jobDefinition,
  trigger,
  run,
  runner,
}) => {
  const repository = needed(source.repository, 'repository')
  const name = needed(project.name, 'project name')
  if (!repository.endsWith(`/${name}`)) throw lacks('server')
  const server = repository.slice(0, -name.length)
  // OWNER/REPOSITORY/PATH@REF; a ref may have further @ in it.
  const workflow = /^(.+?)@(.+)$/.exec(needed(definition.uri, 'workflow').replace(`${name}/`, ''))
  if (!workflow) throw lacks('workflow ref')
  return {
    buildType: BUILD_TYPE,
    externalParameters: {
      workflow: { ref: workflow[2] as string, repository, path: workflow[1] as string },
    },
    internalParameters: {
      github: {
        event_name: needed(trigger, 'event'),
        repository_id: needed(project.id, 'repository id'),
        repository_owner_id: needed(organization.id, 'owner id'),
        runner_environment: needed(runner.environment, 'runner environment'),
      },
    },
    resolvedDependencies: [
      {
        uri: `git+${repository}@${needed(source.ref, 'ref')}`,
        digest: { gitCommit: needed(source.commit, 'commit') },
      },
    ],
    builderId: server + needed(jobDefinition.uri, 'job workflow'),
    invocationId: needed(run.url, 'run'),
  }
}

function needed(value: string | null, what: string): string {
  if (value === null) throw lacks(what)
  return value
}

function lacks(what: string): AttestError {
  return new AttestError('STATEMENT_INVALID', `the identity of the GitHub job lacks its ${what}`)
}
