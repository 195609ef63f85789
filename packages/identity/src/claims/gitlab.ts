import type { WorkloadIdentity } from '../workload.ts'
import type { ClaimReader } from './claim-reader.ts'
import { type ReadClaims, refTypeOf } from './platform-claims.ts'

/** docs.gitlab.com, "OpenID Connect (OIDC) authentication using ID tokens". */
export const readGitlab: ReadClaims = (claims, issuer) => {
  const instance = issuer.replace(/\/$/, '')
  const project = claims.required('project_path')
  const projectId = claims.required('project_id')
  // In a merge request pipeline `project_*` is where the code comes from, the fork; `job_project_*` (GitLab 18.4) where the job runs.
  const jobProject = claims.text('job_project_path')
  const jobProjectId = claims.text('job_project_id')
  const trigger = claims.required('pipeline_source')
  const source = sourceOf(claims, trigger)
  const environment = claims.text('runner_environment')
  const definition = { uri: claims.text('ci_config_ref_uri'), commit: claims.commit('ci_config_sha') }
  const job = claims.required('job_id')
  return {
    organization: { id: claims.required('namespace_id'), name: claims.required('namespace_path') },
    project: { id: projectId, name: project, url: `${instance}/${project}` },
    ranIn: jobProject ? { id: jobProjectId, name: jobProject, url: `${instance}/${jobProject}` } : null,
    fork: jobProjectId === null ? null : jobProjectId !== projectId,
    source: { repository: `${instance}/${project}`, ...source },
    definition,
    jobDefinition: definition,
    environment: {
      name: claims.text('environment'),
      protected: claims.flag('environment_protected'),
      tier: claims.text('deployment_tier'),
    },
    trigger,
    run: {
      id: claims.required('pipeline_id'),
      attempt: null,
      job,
      url: `${instance}/${jobProject ?? project}/-/jobs/${job}`,
    },
    runner: {
      environment,
      hosted: environment === null ? null : environment === 'gitlab-hosted',
      id: claims.text('runner_id'),
      interactive: null,
    },
    actor: { id: claims.text('user_id'), name: claims.text('user_login') },
    visibility: claims.oneOf('project_visibility', ['public', 'internal', 'private']),
  }
}

/** `ref` is a bare name; `ref_path`, where there is one, is whole. A merge request's pipeline names its source branch as if it ran there. */
function sourceOf(claims: ClaimReader, trigger: string): Omit<WorkloadIdentity['source'], 'repository'> {
  const type = claims.oneOf('ref_type', ['branch', 'tag'])
  const name = claims.required('ref')
  const built = type === null || name.startsWith('refs/') ? name : `refs/${type === 'tag' ? 'tags' : 'heads'}/${name}`
  const ref = claims.text('ref_path') ?? built
  return {
    ref,
    refType: trigger === 'merge_request_event' ? 'pull-request' : (refTypeOf(ref) ?? type),
    refProtected: claims.flag('ref_protected'),
    commit: claims.requiredCommit('sha'),
  }
}
