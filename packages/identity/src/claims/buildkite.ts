import { NO_DEFINITION, NO_ENVIRONMENT, NOBODY, type ReadClaims, refTypeOf } from './platform-claims.ts'

/** buildkite.com/docs, "buildkite-agent oidc". The ids of organization and pipeline are there where the job asked for them (`--claim`). */
export const readBuildkite: ReadClaims = (claims) => {
  const organization = claims.required('organization_slug')
  const pipeline = claims.required('pipeline_slug')
  const build = claims.required('build_number')
  const job = claims.required('job_id')
  const tag = claims.text('build_tag')
  const branch = claims.text('build_branch')
  const ref = tag === null ? branch && `refs/heads/${branch}` : `refs/tags/${tag}`
  const environment = claims.text('runner_environment')
  const url = `https://buildkite.com/${organization}/${pipeline}`
  return {
    organization: { id: claims.text('organization_id'), name: organization },
    project: { id: claims.text('pipeline_id'), name: `${organization}/${pipeline}`, url },
    ranIn: null,
    fork: null,
    source: {
      repository: null,
      ref,
      refType: refTypeOf(ref),
      refProtected: null,
      commit: claims.commit('build_commit'),
    },
    definition: NO_DEFINITION,
    jobDefinition: { ...NO_DEFINITION, uri: claims.text('step_key') },
    environment: NO_ENVIRONMENT,
    trigger: claims.text('build_source'),
    run: { id: claims.text('build_id') ?? build, attempt: null, job, url: `${url}/builds/${build}#${job}` },
    runner: {
      environment,
      hosted: environment === null ? null : environment === 'buildkite-hosted',
      id: claims.text('agent_id'),
      interactive: null,
    },
    actor: NOBODY,
    visibility: null,
  }
}
