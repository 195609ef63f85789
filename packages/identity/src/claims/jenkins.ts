import type { ClaimReader } from './claim-reader.ts'
import { invalid } from './claim-reader.ts'
import { NO_DEFINITION, NO_ENVIRONMENT, NOBODY, type ReadClaims, refTypeOf } from './platform-claims.ts'

/**
 * The oidc-provider plugin. Only `sub` and `build_number` are there by themselves; all else comes from the administrator's claim templates, under the
 * name of the variable that they take it from, in either case: `git_commit`, `GIT_COMMIT`.
 */
export const readJenkins: ReadClaims = (claims) => {
  const either = (name: string): string | null => claims.text(name) ?? claims.text(name.toUpperCase())
  const subject = claims.required('sub')
  const build = either('build_number')
  const job = URL.canParse(subject) && /^https?:/.test(subject) ? subject : null
  const ref = refOf(either)
  const url = either('build_url') ?? (job && build ? `${job.replace(/\/?$/, '/')}${build}/` : null)
  return {
    organization: NOBODY,
    project: { id: null, name: either('job_name'), url: either('job_url') ?? job },
    ranIn: null,
    // The plugin's CHANGE_FORK names the fork's owner where a change comes from one.
    fork: either('change_id') === null ? null : either('change_fork') !== null,
    source: {
      repository: either('git_url'),
      ref,
      refType: refTypeOf(ref),
      refProtected: null,
      commit: commitOf(claims),
    },
    definition: NO_DEFINITION,
    jobDefinition: NO_DEFINITION,
    environment: { ...NO_ENVIRONMENT, name: either('environment') },
    trigger: either('build_cause'),
    run: { id: build, attempt: null, job: null, url },
    runner: { environment: null, hosted: null, id: either('node_name'), interactive: null },
    actor: { id: either('build_user_id'), name: either('build_user') },
    visibility: null,
  }
}

/** A multibranch job's variables: a change (pull request) has BRANCH_NAME too, and is not that branch. */
function refOf(either: (name: string) => string | null): string | null {
  const change = either('change_id')
  if (change !== null) return `refs/pull/${change}/head`
  const tag = either('tag_name')
  if (tag !== null) return `refs/tags/${tag}`
  const branch = either('branch_name') ?? either('git_branch')?.replace(/^origin\//, '') ?? null
  return branch === null || branch.startsWith('refs/') ? branch : `refs/heads/${branch}`
}

function commitOf(claims: ClaimReader): string | null {
  const [lower, upper] = [claims.commit('git_commit'), claims.commit('GIT_COMMIT')]
  if (lower !== null && upper !== null && lower !== upper) throw invalid('git_commit', 'is there twice and differs')
  return lower ?? upper
}
