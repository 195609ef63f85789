import { encodeCoseSign1, parseCoseSign1 } from '@chancery/codec'
import { isJsonObject, toBase64, utf8 } from '@chancery/core'
import type { NotaryDescription } from '../description.ts'
import { OciError } from '../errors.ts'
import { parseMembers } from '../json.ts'
import { HEADER } from './media-types.ts'

/**
 * The envelope with this token in place of its own. The header is not signed (Notary Project, "unsigned attributes"); whatever is, and every other header, stays as it is.
 * @throws OciError OCI_ENVELOPE_MALFORMED; CodecError CBOR_MALFORMED, COSE_MALFORMED
 */
export function withNotaryTimestamp(
  kind: NotaryDescription['kind'],
  bytes: Uint8Array,
  token: Uint8Array | null,
): Uint8Array {
  return kind === 'notary-jws' ? jwsWith(bytes, token) : coseWith(bytes, token)
}

function jwsWith(bytes: Uint8Array, token: Uint8Array | null): Uint8Array {
  const jws = parseMembers(bytes, 'OCI_ENVELOPE_MALFORMED', 'JWS').whole()
  if (!isJsonObject(jws.header)) throw new OciError('OCI_ENVELOPE_MALFORMED', 'the JWS envelope has no header')
  const { [HEADER.timestamp]: _, ...header } = jws.header
  return utf8(JSON.stringify({ ...jws, header: { ...header, ...(token && { [HEADER.timestamp]: toBase64(token) }) } }))
}

function coseWith(bytes: Uint8Array, token: Uint8Array | null): Uint8Array {
  const sign1 = parseCoseSign1(bytes)
  const unprotectedHeaders = new Map(sign1.unprotectedHeaders)
  unprotectedHeaders.delete(HEADER.timestamp)
  if (token) unprotectedHeaders.set(HEADER.timestamp, token)
  return encodeCoseSign1({ ...sign1, unprotectedHeaders })
}
