import { type TimestampTokenFacts, verifyTimestampToken } from '@chancery/codec'
import { ChanceryError, equalBytes } from '@chancery/core'
import { AttestError } from '../errors.ts'
import { isOfUnknown, tokenIn } from '../key-timestamps.ts'
import { pathUnder } from './certificate.ts'
import { isAuthority } from './chain-rules.ts'
import type { TrustedAuthority } from './trusted-root.ts'
import { covers } from './validity.ts'

const MEMORABLE_DIGESTS: readonly string[] = ['sha256', 'sha384', 'sha512']

/**
 * Times that authorities of the trusted root stated of the signature. Timestamps of others say nothing; one that does not hold is refused.
 * @param responses TimeStampResp, DER
 * @throws AttestError BUNDLE_TIMESTAMP_INVALID
 */
export function stampedTimes(
  responses: readonly Uint8Array[],
  signature: Uint8Array,
  authorities: readonly TrustedAuthority[],
): readonly Date[] {
  return responses.flatMap((response) => {
    const time = stampedTime(response, signature, authorities)
    return time ? [time] : []
  })
}

function stampedTime(
  response: Uint8Array,
  signature: Uint8Array,
  authorities: readonly TrustedAuthority[],
): Date | null {
  const known = authorities.flatMap(({ chain }) => chain)
  let facts: TimestampTokenFacts
  try {
    facts = verifyTimestampToken(tokenIn(response), signature, known)
  } catch (cause) {
    if (!(cause instanceof ChanceryError)) throw cause
    if (isOfUnknown(cause)) return null
    throw new AttestError('BUNDLE_TIMESTAMP_INVALID', cause.message, { cause })
  }
  if (!MEMORABLE_DIGESTS.includes(facts.imprint.digest)) {
    throw new AttestError('BUNDLE_TIMESTAMP_INVALID', `a timestamp over ${facts.imprint.digest}`)
  }
  return authorities.some((authority) => isBy(facts, authority)) ? facts.time : null
}

/** An authority whose own certificate stands in the trusted root is that one and no other under the same issuer. */
function isBy({ authority, time }: TimestampTokenFacts, trusted: TrustedAuthority): boolean {
  if (!covers(trusted.validFor, time)) return false
  const [first] = trusted.chain
  if (!isAuthority(first) && !equalBytes(first.der, authority.der)) return false
  try {
    pathUnder(authority, trusted, time, 'timestamping')
    return true
  } catch (error) {
    if (error instanceof ChanceryError) return false
    throw error
  }
}
