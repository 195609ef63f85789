import { encodePem, parsePem } from '@chancery/codec'
import { type SignerInfo, toBase64, utf8 } from '@chancery/core'
import { OciError } from '../errors.ts'
import { membersOf, parseMembers } from '../json.ts'
import { signingCertificate } from '../signing-certificate.ts'
import { encodeTimestampResponse, timestampTokenIn } from '../timestamp-response.ts'

/** What stands beside a layer: the signature and everything about its signer. */
const SIGNATURE = 'dev.cosignproject.cosign/signature'
const CERTIFICATE = 'dev.sigstore.cosign/certificate'
const CHAIN = 'dev.sigstore.cosign/chain'
const TIMESTAMP = 'dev.sigstore.cosign/rfc3161timestamp'

const CODE = 'OCI_ENVELOPE_MALFORMED'
const MAX_CERTIFICATES = 16

export interface ClassicMaterial {
  readonly signature: Uint8Array
  /** DER, the signer's first; empty where a bare key signed. */
  readonly certificates: readonly Uint8Array[]
  readonly timestampTokens: readonly Uint8Array[]
}

/** @param signer null in the key form */
export function encodeClassicAnnotations(
  signature: Uint8Array,
  signer: SignerInfo | null,
  timestampToken: Uint8Array | null,
): Readonly<Record<string, string>> {
  const chain = signer?.certificates.slice(1) ?? []
  return {
    [SIGNATURE]: toBase64(signature),
    ...(signer && { [CERTIFICATE]: encodePem('CERTIFICATE', signingCertificate(signer)) }),
    ...(chain.length > 0 && { [CHAIN]: chain.map((der) => encodePem('CERTIFICATE', der)).join('') }),
    ...(timestampToken && timestampAnnotation(timestampToken)),
  }
}

/** The same annotations with this token in place of theirs. */
export function withClassicTimestamp(
  annotations: Readonly<Record<string, string>>,
  token: Uint8Array | null,
): Readonly<Record<string, string>> {
  const { [TIMESTAMP]: _, ...others } = annotations
  return { ...others, ...(token && timestampAnnotation(token)) }
}

function timestampAnnotation(token: Uint8Array): Readonly<Record<string, string>> {
  return { [TIMESTAMP]: JSON.stringify({ SignedRFC3161Timestamp: toBase64(encodeTimestampResponse(token)) }) }
}

/** @throws OciError OCI_ENVELOPE_MALFORMED; CodecError for PEM and DER */
export function parseClassicAnnotations(annotations: Readonly<Record<string, string>>): ClassicMaterial {
  const members = membersOf(annotations, CODE, 'annotations')
  const certificates = [CERTIFICATE, CHAIN].flatMap((name) =>
    members.has(name) ? parsePem(members.text(name)).map(({ bytes }) => bytes) : [],
  )
  if (certificates.length > MAX_CERTIFICATES) throw new OciError(CODE, 'there are more certificates than any chain has')
  const timestamp = members.has(TIMESTAMP) ? parseMembers(utf8(members.text(TIMESTAMP)), CODE, 'timestamp') : null
  return {
    signature: members.base64(SIGNATURE),
    certificates,
    timestampTokens: timestamp ? [timestampTokenIn(timestamp.base64('SignedRFC3161Timestamp'))] : [],
  }
}
