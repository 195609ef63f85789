import { DerCursor, encodeInteger, encodeSequence, parseDer, smallIntegerOf, TAG } from '@chancery/codec'
import { OciError } from './errors.ts'

// Sigstore keeps the authority's whole answer, TimeStampResp (RFC 3161 section 2.4.2); everybody else keeps the token in it.

/** The answer "granted" around a TimeStampToken. */
export function encodeTimestampResponse(token: Uint8Array): Uint8Array {
  return encodeSequence(encodeSequence(encodeInteger(0)), token)
}

/** The token in an answer. @throws CodecError; OciError OCI_ENVELOPE_MALFORMED where it was refused */
export function timestampTokenIn(response: Uint8Array): Uint8Array {
  const cursor = new DerCursor(parseDer(response, 'TimeStampResp', TAG.sequence), 'TimeStampResp')
  const status = smallIntegerOf(new DerCursor(cursor.take('status'), 'PKIStatusInfo').take('status'), 'PKIStatus')
  const token = cursor.take('timeStampToken', TAG.sequence)
  cursor.end()
  if (status > 1) throw new OciError('OCI_ENVELOPE_MALFORMED', 'the timestamp was refused by its authority')
  return token.bytes
}
