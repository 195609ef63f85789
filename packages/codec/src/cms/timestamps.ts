import type { Fault } from '@chancery/core'
import { CodecError, codecFault } from '../errors.ts'
import type { Certificate } from '../x509/certificate.ts'
import type { Purpose } from '../x509/purpose.ts'
import { OID } from './oids.ts'
import { type Attribute, type SignerInfoData, signerInfoOf } from './signed-data.ts'
import { verifyCounterSignature, verifyTimestampToken } from './timestamp-token.ts'

/** A timestamp in a signature that holds; not yet trusted. */
export interface FoundTimestamp {
  readonly time: Date
  readonly authority: Certificate
  readonly certificates: readonly Certificate[]
  readonly purpose: Extract<Purpose, 'timestamping' | 'legacy-timestamping'>
}

/** Of one signature. Old files have one or two; each costs a signature to check. */
const MAX_TIMESTAMPS = 16

/** Every timestamp among the unsigned attributes, oldest first, and the first fault among them. */
export function findTimestamps(
  signer: SignerInfoData,
  certificates: readonly Certificate[],
): { readonly timestamps: readonly FoundTimestamp[]; readonly fault: Fault | null } {
  const timestamps: FoundTimestamp[] = []
  let fault: Fault | null = null
  for (const attribute of signer.unsignedAttrs.filter(({ oid }) => TIMESTAMPS.includes(oid))) {
    try {
      if (timestamps.length + attribute.values.length > MAX_TIMESTAMPS) {
        throw new CodecError('TIMESTAMP_INVALID', 'there are more timestamps than any signature has')
      }
      timestamps.push(...timestampsOf(attribute, signer.signature, certificates))
    } catch (error) {
      if (!(error instanceof CodecError)) throw error
      fault ??= codecFault('TIMESTAMP_INVALID', error.message)
    }
  }
  timestamps.sort((a, b) => a.time.getTime() - b.time.getTime())
  return { timestamps, fault }
}

const TIMESTAMPS: readonly string[] = [OID.timestampToken, OID.microsoftTimestampToken, OID.counterSignature]

function timestampsOf(
  { oid, values }: Attribute,
  signature: Uint8Array,
  certificates: readonly Certificate[],
): readonly FoundTimestamp[] {
  if (oid === OID.counterSignature) {
    return values.map((node) => {
      const { time, authority } = verifyCounterSignature(signerInfoOf(node), signature, certificates)
      return { time, authority, certificates, purpose: 'legacy-timestamping' }
    })
  }
  return values.map(({ bytes }) => {
    const token = verifyTimestampToken(bytes, signature, certificates)
    const { time, authority } = token
    return { time, authority, certificates: [...token.certificates, ...certificates], purpose: 'timestamping' }
  })
}
