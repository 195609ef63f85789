import { isJsonObject, type PlainData, VerificationError, type VerifiedSignature } from '@chancery/core'
import { ENGINE_ERRORS, type EngineErrorCode } from './errors.ts'
import { isProved } from './provenance-check.ts'
import { type RecordCheck, untrustedKey } from './record-check.ts'
import type { RecordVerdict } from './report.ts'
import type { Trust } from './trust.ts'

export type Requirement = 'timestamp' | 'attestation' | 'provenance' | 'log' | 'strong'

/** What was found about a file. */
interface Evidence {
  readonly signatures: readonly VerifiedSignature[]
  readonly record: RecordCheck | null
  readonly provenance: RecordCheck | null
}

type Missing = ReturnType<typeof untrustedKey>

/**
 * `strong` is about algorithms: {@link assertStrong}.
 * @throws VerificationError REQUIREMENT_NOT_MET for the first of them that the file does not meet
 */
export function assertRequired(required: readonly Requirement[], evidence: Evidence, trust: Trust): void {
  for (const requirement of required) {
    const missing = MISSING[requirement](evidence, trust)
    if (missing) throw notMet(requirement, `--require ${requirement}: ${missing.message}`, missing.howToFix)
  }
}

const MISSING: Readonly<Record<Requirement, (evidence: Evidence, trust: Trust) => Missing | null>> = {
  timestamp: ({ signatures }) =>
    signatures.length === 0 || signatures.some(({ timestamp }) => timestamp === null)
      ? { message: 'a signature has no timestamp' }
      : null,
  attestation: ({ record }, trust) => missingStatement(record, 'record', trust),
  provenance: ({ provenance }, trust) => {
    if (provenance?.verdict !== 'verified' || isProved(provenance)) {
      return missingStatement(provenance, 'provenance', trust)
    }
    return { message: 'nobody proved which job it is about', howToFix: BUILD_WITH_TOKEN }
  },
  log: ({ record }, trust) => missingLog(record, trust),
  strong: () => null,
}

/** @throws VerificationError TIMESTAMP_QUORUM_NOT_MET */
export function assertTimestampQuorum(quorum: number | undefined, signatures: readonly VerifiedSignature[]): void {
  if (quorum === undefined) return
  const fewest = Math.min(...signatures.map(({ timestamps }) => timestamps.length), Number.POSITIVE_INFINITY)
  if (signatures.length > 0 && fewest >= quorum) return
  const code = 'TIMESTAMP_QUORUM_NOT_MET' satisfies EngineErrorCode
  const count = signatures.length === 0 ? 0 : fewest
  const message = `--timestamp-quorum ${quorum}: a signature has trusted timestamps of ${count} independent authorities`
  throw new VerificationError({ code, message, howToFix: ENGINE_ERRORS[code].howToFix }, signatures)
}

const BUILD_WITH_TOKEN =
  'Sign in a CI job whose identity token is verified: docs/identity.md. What a job says of itself without one is not provenance.'

function missingStatement(check: RecordCheck | null, what: 'record' | 'provenance', trust: Trust): Missing | null {
  if (check === null) return { message: `there is no ${what} beside the file` }
  return check.verdict === 'verified' ? null : untrustedKey(check, what, trust)
}

/** The record must be verified, or it would not be known what the log has. */
function missingLog(record: RecordCheck | null, trust: Trust): Missing | null {
  const missing = missingStatement(record, 'record', trust)
  if (missing || record?.log) return missing
  if (trust.logPolicy && trust.logPolicy.quorum.kind !== 'none') {
    const message =
      'the record brings no proof by a checkpoint that the log policy takes: of its logs, and cosigned by its quorum'
    return { message, howToFix: PROVE_COSIGNED }
  }
  const promised = promisedLog(record?.statement?.predicate)
  if (promised !== null) {
    const message = `the record is promised to the log ${promised}, and brings no proof by a log that is trusted`
    return { message, howToFix: PROVE_LOGGED }
  }
  return { message: 'no log that is trusted has the record', howToFix: PROVE_LOGGED }
}

const PROVE_LOGGED =
  'Trust the log with its verifier key (`chancery log init` printed it) or a trusted_root.json: --trust log.vkey. Where entries were queued, `chancery log flush` gives the records their proofs.'

const PROVE_COSIGNED =
  'Give the record a newer proof, by a checkpoint that the witnesses have cosigned: chancery log prove --bundle FILE.sigstore.json.'

function promisedLog(predicate: PlainData | undefined): string | null {
  const log = isJsonObject(predicate) ? predicate.log : null
  return isJsonObject(log) && typeof log.origin === 'string' ? log.origin : null
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

function notMet(
  requirement: string,
  message: string,
  howToFix: string = ENGINE_ERRORS.REQUIREMENT_NOT_MET.howToFix,
): VerificationError {
  return new VerificationError({ code: 'REQUIREMENT_NOT_MET', message, howToFix }, [], { details: { requirement } })
}
