import { DerCursor, parseDer, parseTimestamps, smallIntegerOf, TAG } from '@chancery/codec'
import { ChanceryError } from '@chancery/core'
import { AttestError } from './errors.ts'

/**
 * A bare key does not run out, so timestamps decide nothing for it; one that is of another signature, or broken, is still no part of a bundle that holds.
 * @param responses TimeStampResp, DER
 * @throws AttestError BUNDLE_TIMESTAMP_INVALID
 */
export function assertTimestampsHold(responses: readonly Uint8Array[], signature: Uint8Array): void {
  for (const response of responses) {
    try {
      parseTimestamps([tokenIn(response)], signature)
    } catch (cause) {
      if (isOfUnknown(cause)) continue
      if (!(cause instanceof ChanceryError) || cause instanceof AttestError) throw cause
      throw new AttestError('BUNDLE_TIMESTAMP_INVALID', cause.message, { cause })
    }
  }
}

/** Whether a token is about the signature, and nobody here has the certificate of whoever signed it. */
export function isOfUnknown(error: unknown): boolean {
  return (
    error instanceof Error && error.cause instanceof ChanceryError && error.cause.code === 'SIGNER_CERTIFICATE_MISSING'
  )
}

/** The token in an authority's answer (RFC 3161 section 2.4.2). */
export function tokenIn(response: Uint8Array): Uint8Array {
  const answer = new DerCursor(parseDer(response, 'TimeStampResp', TAG.sequence), 'TimeStampResp')
  const status = smallIntegerOf(new DerCursor(answer.take('status'), 'PKIStatusInfo').take('status'), 'PKIStatus')
  const token = answer.take('timeStampToken', TAG.sequence)
  answer.end()
  if (status > 1) throw new AttestError('BUNDLE_TIMESTAMP_INVALID', 'the timestamp was refused by its authority')
  return token.bytes
}
