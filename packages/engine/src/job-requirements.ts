import { VerificationError } from '@chancery/core'
import { ENGINE_ERRORS, type EngineErrorCode } from './errors.ts'
import { isOrIsAtRef, type RecordCheck, untrustedKey } from './record-check.ts'
import type { RecordedJob } from './recorded-job.ts'
import type { Trust } from './trust.ts'

/** The CI job that a file's record must name. Each list: one of them; absent: any. */
export interface ExpectedJob {
  /** URLs of git repositories, whole. */
  readonly identityRepositories?: readonly string[] | undefined
  /** As the platform writes them, with or without `@REF`. */
  readonly identityWorkflows?: readonly string[] | undefined
  /** `refs/tags/v*`: a star stands for characters but no slash. */
  readonly identityRefs?: readonly string[] | undefined
  /** URLs of the platforms' token issuers, whole. */
  readonly identityIssuers?: readonly string[] | undefined
}

/** What the lists are compared with. Everything but a ref is compared whole: there a star would let strangers in. */
const DEMANDS = [
  ['--identity-issuer', 'identityIssuers', 'issuer', (found: string, wanted: string) => found === wanted],
  ['--identity-repository', 'identityRepositories', 'repository', (found: string, wanted: string) => found === wanted],
  ['--identity-workflow', 'identityWorkflows', 'workflow', isOrIsAtRef],
  ['--identity-ref', 'identityRefs', 'ref', isRef],
] as const

/**
 * Only a job counts whose token was verified when the file was signed, as a record says that a trusted key signed about this file.
 * @throws VerificationError IDENTITY_UNPROVED where there is none, IDENTITY_UNEXPECTED where it is another job
 */
export function assertJob(
  expected: ExpectedJob,
  record: RecordCheck | null,
  job: RecordedJob | null,
  trust: Trust,
): void {
  const flags = DEMANDS.filter(([, list]) => expected[list] !== undefined).map(([flag]) => flag)
  if (flags.length === 0) return
  const all = flags.join(', ')
  if (record === null) throw refused('IDENTITY_UNPROVED', `${all}: there is no record beside the file`)
  if (record.verdict === 'not-checked') {
    const { message, howToFix } = untrustedKey(record, 'record', trust)
    throw refused('IDENTITY_UNPROVED', `${all}: ${message}`, howToFix)
  }
  if (job === null) throw refused('IDENTITY_UNPROVED', `${all}: the record names no CI job`)
  if (!job.entry.verified) {
    const { platform } = job.entry
    const who =
      platform === 'local' ? 'it was signed outside of any CI job' : `nobody proved which ${platform} job it was`
    throw refused('IDENTITY_UNPROVED', `${all}: the record says that ${who}`)
  }
  for (const [flag, list, member, matches] of DEMANDS) {
    const found = job.entry[member]
    if (expected[list] === undefined || (found !== null && expected[list].some((one) => matches(found, one)))) continue
    throw refused('IDENTITY_UNEXPECTED', `${flag}: the job's ${member} is ${found ?? 'not in its token'}`)
  }
  // The code of a request is a proposal, and the repository and the branch that its job names may be those that it is for.
  if (!job.isRequest || expected.identityRefs?.some((ref) => REQUEST_REF.test(ref) && isRef(job.entry.ref ?? '', ref)))
    return
  throw refused('IDENTITY_UNEXPECTED', `${all}: the job ran for a pull request (${job.entry.ref ?? 'no ref'})`)
}

const REQUEST_REF = /^refs\/(pull|merge-requests|pull-requests)\//

/** git allows no star in the name of a ref, so it can mean nothing else. */
export function isRef(found: string, wanted: string): boolean {
  const parts = wanted.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('[^/]*')}$`).test(found)
}

function refused(
  code: EngineErrorCode,
  message: string,
  howToFix: string = ENGINE_ERRORS[code].howToFix,
): VerificationError {
  return new VerificationError({ code, message, howToFix }, [])
}
