import { VerificationError, type VerifiedSignature } from '@chancery/core'
import { ENGINE_ERRORS } from './errors.ts'
import type { RecordVerdict } from './report.ts'

export type Requirement = 'timestamp' | 'attestation' | 'log' | 'strong'

/**
 * `strong` is about algorithms: {@link assertStrong}.
 * @throws VerificationError REQUIREMENT_NOT_MET for the first of them that the file does not meet
 */
export function assertRequired(
  required: readonly Requirement[],
  signatures: readonly VerifiedSignature[],
  record: RecordVerdict,
): void {
  const missing: Record<Exclude<Requirement, 'strong'>, string | null> = {
    timestamp:
      signatures.length === 0 || signatures.some(({ timestamp }) => timestamp === null)
        ? 'a signature has no timestamp'
        : null,
    attestation:
      record === 'verified' ? null : record === null ? 'there is no record beside the file' : `the record is ${record}`,
    log: 'the record is in no transparency log',
  }
  for (const requirement of required) {
    if (requirement === 'strong') continue
    const why = missing[requirement]
    if (why !== null) throw notMet(requirement, `--require ${requirement}: ${why}`)
  }
}

/**
 * Whoever asks for an identity must not be content with a file in which nobody looked for one.
 * @throws VerificationError REQUIREMENT_NOT_MET
 */
export function assertIdentityChecked(
  { identity, issuer }: { readonly identity?: string | undefined; readonly issuer?: string | undefined },
  record: RecordVerdict,
): void {
  if ((identity === undefined && issuer === undefined) || record === 'verified') return
  throw notMet(identity === undefined ? 'issuer' : 'identity', '--identity: no verified bundle says whom it is by')
}

function notMet(requirement: string, message: string): VerificationError {
  const { howToFix } = ENGINE_ERRORS.REQUIREMENT_NOT_MET
  return new VerificationError({ code: 'REQUIREMENT_NOT_MET', message, howToFix }, [], { details: { requirement } })
}
