import type { Fault } from '@chancery/core'
import { CodecError, codecFault } from '../errors.ts'
import type { Certificate } from '../x509/certificate.ts'
import type { Purpose } from '../x509/purpose.ts'
import { OID } from './oids.ts'
import { type Attribute, type SignerInfoData, signerInfoOf } from './signed-data.ts'
import { verifyCounterSignature, verifySignedToken } from './timestamp-token.ts'

/** A timestamp of a signature that holds; not yet trusted. */
export interface FoundTimestamp {
  readonly time: Date
  readonly authority: Certificate
  readonly certificates: readonly Certificate[]
  readonly purpose: Extract<Purpose, 'timestamping' | 'legacy-timestamping'>
  /** Timestamps of this one's own signature, which lie in its unsigned attributes. */
  readonly renewals: readonly FoundTimestamp[]
}

/** Of one signature, those within others among them. Old files have one or two; each costs a signature to check. */
const MAX_TIMESTAMPS = 16

/** Every timestamp among the unsigned attributes, oldest first, and the first fault among them. */
export function findTimestamps(
  signer: SignerInfoData,
  certificates: readonly Certificate[],
): { readonly timestamps: readonly FoundTimestamp[]; readonly fault: Fault | null } {
  const timestamps: FoundTimestamp[] = []
  const budget = { left: MAX_TIMESTAMPS }
  let fault: Fault | null = null
  for (const attribute of signer.unsignedAttrs.filter(({ oid }) => TIMESTAMPS.includes(oid))) {
    try {
      timestamps.push(...timestampsOf(attribute, signer.signature, certificates, budget))
    } catch (error) {
      if (!(error instanceof CodecError)) throw error
      fault ??= codecFault('TIMESTAMP_INVALID', error.message)
    }
  }
  return { timestamps: timestamps.sort(byTime), fault }
}

/**
 * Timestamps that stand beside a signature instead of in it, as Sigstore bundles have them.
 * @param tokens TimeStampTokens over `signature`
 * @throws CodecError TIMESTAMP_INVALID
 */
export function parseTimestamps(tokens: readonly Uint8Array[], signature: Uint8Array): readonly FoundTimestamp[] {
  const budget = { left: MAX_TIMESTAMPS }
  return tokens.map((token) => foundIn(token, signature, [], budget)).sort(byTime)
}

const TIMESTAMPS: readonly string[] = [OID.timestampToken, OID.microsoftTimestampToken, OID.counterSignature]

interface Budget {
  left: number
}

function timestampsOf(
  { oid, values }: Attribute,
  signature: Uint8Array,
  certificates: readonly Certificate[],
  budget: Budget,
): readonly FoundTimestamp[] {
  if (oid !== OID.counterSignature) return values.map(({ bytes }) => foundIn(bytes, signature, certificates, budget))
  return values.map((node) => {
    spend(budget)
    const { time, authority } = verifyCounterSignature(signerInfoOf(node), signature, certificates)
    return { time, authority, certificates, purpose: 'legacy-timestamping', renewals: [] }
  })
}

function foundIn(
  token: Uint8Array,
  signature: Uint8Array,
  certificates: readonly Certificate[],
  budget: Budget,
): FoundTimestamp {
  spend(budget)
  const { facts, signer } = verifySignedToken(token, signature, certificates)
  const { time, authority, certificates: embedded } = facts
  const renewals = signer.unsignedAttrs
    .filter(({ oid }) => oid === OID.timestampToken)
    .flatMap(({ values }) => values.map(({ bytes }) => foundIn(bytes, signer.signature, [], budget)))
  return { time, authority, certificates: [...embedded, ...certificates], purpose: 'timestamping', renewals }
}

function spend(budget: Budget): void {
  budget.left--
  if (budget.left < 0) throw new CodecError('TIMESTAMP_INVALID', 'there are more timestamps than any signature has')
}

function byTime(a: FoundTimestamp, b: FoundTimestamp): number {
  return a.time.getTime() - b.time.getTime()
}
