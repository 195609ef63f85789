import {
  builderId,
  type Dependency,
  type DescribeBuild,
  gitUri,
  invocationOf,
  known,
  sourceDependency,
} from './build.ts'

/** docs/build-types/gitlab.md. */
export const gitlabBuild: DescribeBuild = (identity) => {
  const { source, definition, project, organization, ranIn, runner, trigger, run } = identity
  return {
    buildType: 'urn:chancery:build-type:gitlab:v1',
    externalParameters: known({
      repository: source.repository,
      ref: source.ref,
      configuration: definition.uri,
      environment: identity.environment.name,
    }),
    internalParameters: {
      gitlab: known({
        pipeline_source: trigger,
        pipeline_id: run.id,
        job_id: run.job,
        project_id: project.id,
        namespace_id: organization.id,
        job_project_id: ranIn?.id ?? null,
        ref_protected: source.refProtected,
        runner_environment: runner.environment,
        runner_id: runner.id,
      }),
    },
    resolvedDependencies: [...sourceDependency(source), ...configuration(identity)],
    builderId: builderId(identity),
    invocationId: invocationOf(identity),
  }
}

/** The CI configuration's commit, where it is of another project: `HOST/PROJECT//PATH@REF`. */
const configuration = ({ definition, source, issuer }: Parameters<DescribeBuild>[0]): readonly Dependency[] => {
  const [, place, ref] = /^(.+?)\/\/.+?@(.+)$/.exec(definition.uri ?? '') ?? []
  if (place === undefined || ref === undefined || definition.commit === null) return []
  const repository = `${new URL(issuer).protocol}//${place}`
  if (repository === source.repository && definition.commit === source.commit) return []
  return [{ uri: gitUri(repository, ref), digest: { gitCommit: definition.commit } }]
}
