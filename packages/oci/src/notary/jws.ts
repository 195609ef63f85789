import type { JsonMembers } from '@chancery/codec'
import { concat, fromBase64, SIGNATURE_ALGORITHMS, toBase64, utf8 } from '@chancery/core'
import { rfc3339 } from '../description.ts'
import { OciError } from '../errors.ts'
import { membersOf, parseMembers } from '../json.ts'
import {
  assertHeaders,
  MAX_CERTIFICATES,
  type NotaryClaims,
  type NotaryEnvelope,
  type NotaryMaterial,
} from './envelope.ts'
import { HEADER, NOTARY_PAYLOAD_TYPE, X509_SCHEME } from './media-types.ts'

// JWS in its JSON serialization (RFC 7515 section 7.2.2), as the Notary Project profiles it ("JWS signature envelope").

const CODE = 'OCI_ENVELOPE_MALFORMED'

/** `BASE64URL(protected) . BASE64URL(payload)` */
export function jwsMessage(claims: NotaryClaims): Uint8Array {
  return utf8(`${base64url(jwsProtected(claims))}.${base64url(claims.payload)}`)
}

export function encodeJws(claims: NotaryClaims, material: NotaryMaterial): Uint8Array {
  const { certificates, signingAgent, timestampToken, signature } = material
  return utf8(
    JSON.stringify({
      payload: base64url(claims.payload),
      protected: base64url(jwsProtected(claims)),
      header: {
        x5c: certificates.map(toBase64),
        ...(signingAgent !== null && { [HEADER.agent]: signingAgent }),
        ...(timestampToken && { [HEADER.timestamp]: toBase64(timestampToken) }),
      },
      signature: base64url(signature),
    }),
  )
}

function jwsProtected({ algorithm, signingTime, expiry }: NotaryClaims): Uint8Array {
  return utf8(
    JSON.stringify({
      alg: algorithm.jwa,
      crit: [HEADER.scheme, ...(expiry ? [HEADER.expiry] : [])],
      cty: NOTARY_PAYLOAD_TYPE,
      [HEADER.scheme]: X509_SCHEME,
      [HEADER.signingTime]: rfc3339(signingTime),
      ...(expiry && { [HEADER.expiry]: rfc3339(expiry) }),
    }),
  )
}

/** @throws OciError OCI_ENVELOPE_MALFORMED, OCI_ENVELOPE_UNSUPPORTED */
export function parseJws(bytes: Uint8Array): NotaryEnvelope {
  const jws = parseMembers(bytes, CODE, 'JWS')
  const protectedBytes = jws.decoded('protected', fromBase64url)
  const headers = parseMembers(protectedBytes, CODE, 'protected header')
  assertHeaders({
    contentType: headers.value('cty'),
    scheme: headers.value(HEADER.scheme),
    critical: headers.list('crit'),
    hasExpiry: headers.has(HEADER.expiry),
  })
  const jwa = headers.text('alg')
  const algorithm = SIGNATURE_ALGORITHMS.find((row) => row.jwa === jwa)
  if (!algorithm) throw new OciError('OCI_ENVELOPE_UNSUPPORTED', `the algorithm ${JSON.stringify(jwa)}`)
  const header = jws.object('header')
  const certificates = header.list('x5c')
  if (certificates.length > MAX_CERTIFICATES) header.fail('x5c')
  return {
    algorithm,
    payload: jws.decoded('payload', fromBase64url),
    signingTime: timeIn(headers, HEADER.signingTime),
    expiry: headers.has(HEADER.expiry) ? timeIn(headers, HEADER.expiry) : null,
    message: concat(utf8(jws.text('protected')), utf8('.'), utf8(jws.text('payload'))),
    signature: jws.decoded('signature', fromBase64url),
    certificates: certificates.map((der) => membersOf({ der }, CODE, 'x5c').base64('der')),
    timestampToken: header.has(HEADER.timestamp) ? header.base64(HEADER.timestamp) : null,
    signingAgent: header.has(HEADER.agent) ? header.text(HEADER.agent) : null,
  }
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

function timeIn(headers: JsonMembers, name: string): Date {
  const text = headers.text(name)
  const time = new Date(text)
  return TIME.test(text) && !Number.isNaN(time.getTime()) ? time : headers.fail(name)
}

/** RFC 7515 section 2: URL-safe, without padding. */
function base64url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** @throws TypeError where `text` is not the one encoding of its bytes */
function fromBase64url(text: string): Uint8Array {
  if (!/^[\w-]*$/.test(text)) throw new TypeError('not base64url')
  const padding = '='.repeat((4 - (text.length % 4)) % 4)
  return fromBase64(text.replaceAll('-', '+').replaceAll('_', '/') + padding)
}
