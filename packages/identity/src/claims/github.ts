import type { ReadClaims } from './platform-claims.ts'
import { refTypeOf } from './platform-claims.ts'

/** docs.github.com, "OpenID Connect reference"; required is what GitHub's own attest action requires. */
export const readGithub: ReadClaims = (claims, issuer) => {
  const server = serverOf(issuer)
  const repository = claims.required('repository')
  const url = `${server}/${repository}`
  const ref = claims.required('ref')
  const run = { id: claims.required('run_id'), attempt: claims.required('run_attempt') }
  const environment = claims.required('runner_environment')
  return {
    organization: { id: claims.required('repository_owner_id'), name: claims.required('repository_owner') },
    project: { id: claims.required('repository_id'), name: repository, url },
    ranIn: null,
    fork: null,
    source: {
      repository: url,
      ref,
      refType: refTypeOf(ref),
      refProtected: claims.flag('ref_protected'),
      commit: claims.requiredCommit('sha'),
    },
    definition: { uri: claims.required('workflow_ref'), commit: claims.commit('workflow_sha') },
    // Who builds: a reusable workflow is another one than the caller's, and what a verifier should pin.
    jobDefinition: { uri: claims.required('job_workflow_ref'), commit: claims.commit('job_workflow_sha') },
    environment: { name: claims.text('environment'), protected: null, tier: null },
    trigger: claims.required('event_name'),
    run: {
      ...run,
      job: claims.text('check_run_id'),
      url: `${url}/actions/runs/${run.id}/attempts/${run.attempt}`,
    },
    runner: { environment, hosted: environment === 'github-hosted', id: null, interactive: null },
    actor: { id: claims.text('actor_id'), name: claims.text('actor') },
    visibility: claims.oneOf('repository_visibility', ['public', 'internal', 'private']),
  }
}

/**
 * The server that an issuer speaks for, so that no environment variable has to be believed:
 * `https://token.actions.githubusercontent.com`, optionally with an enterprise's path; `https://token.actions.NAME.ghe.com`; `https://HOST/_services/token`.
 */
function serverOf(issuer: string): string {
  const { hostname, origin } = new URL(issuer)
  if (hostname === 'token.actions.githubusercontent.com') return 'https://github.com'
  if (/^token\.actions\.[^.]+\.ghe\.com$/.test(hostname)) return `https://${hostname.slice('token.actions.'.length)}`
  return origin
}
