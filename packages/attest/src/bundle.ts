import { fromBase64, isJsonObject, toBase64, utf8 } from '@chancery/core'
import type { Envelope } from './dsse.ts'
import { AttestError } from './errors.ts'
import { parseJson } from './statement.ts'

/** Sigstore bundle v0.3 (sigstore/protobuf-specs), the part that a key-signed DSSE has. */
export const BUNDLE_MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json'
const BUNDLE_MEDIA_TYPES: readonly string[] = [
  BUNDLE_MEDIA_TYPE,
  'application/vnd.dev.sigstore.bundle+json;version=0.1',
  'application/vnd.dev.sigstore.bundle+json;version=0.2',
  'application/vnd.dev.sigstore.bundle+json;version=0.3',
]

/** Larger ones are no bundles: a thousand subjects with their certificates stay far below. Bytes. */
export const MAX_BUNDLE_BYTES: number = 32 * 1024 * 1024

export type ParsedBundle =
  /** Signed by a bare key: `hint` is its fingerprint or empty. */
  | { readonly kind: 'key'; readonly hint: string; readonly envelope: Envelope }
  /** Signed under a certificate; verified with a trusted root. `json` is the bundle as it was read. */
  | { readonly kind: 'certificate'; readonly json: Record<string, unknown> }

/**
 * One JSON object on one line, and a newline: a JSON Lines reader takes it as well.
 * The key is named by the same fingerprint as hint and as keyid: cosign refuses every other combination that the specification allows.
 */
export function encodeBundle(envelope: Envelope): Uint8Array {
  const bundle = {
    mediaType: BUNDLE_MEDIA_TYPE,
    verificationMaterial: {
      publicKey: { hint: envelope.keyid },
      tlogEntries: [],
      timestampVerificationData: { rfc3161Timestamps: [] },
    },
    dsseEnvelope: {
      payload: toBase64(envelope.payload),
      payloadType: envelope.payloadType,
      signatures: [{ sig: toBase64(envelope.signature), keyid: envelope.keyid }],
    },
  }
  return utf8(`${JSON.stringify(bundle)}\n`)
}

/**
 * The bare envelope on one line, as in-toto's tools and `slsa-verifier verify-vsa` read it. Without a key id: they refuse one that they were not told.
 */
export function encodeEnvelope({ payload, payloadType, signature }: Envelope): Uint8Array {
  const envelope = { payload: toBase64(payload), payloadType, signatures: [{ sig: toBase64(signature) }] }
  return utf8(`${JSON.stringify(envelope)}\n`)
}

/** A Sigstore bundle, or a bare DSSE envelope. @throws AttestError BUNDLE_MALFORMED, BUNDLE_UNSUPPORTED */
export function parseBundle(bytes: Uint8Array): ParsedBundle {
  if (bytes.length > MAX_BUNDLE_BYTES) throw new AttestError('BUNDLE_MALFORMED', `a bundle of ${bytes.length} bytes`)
  const json = parseJson(bytes, 'bundle')
  if (json.mediaType === undefined && json.payload !== undefined) {
    return { kind: 'key', hint: '', envelope: envelopeOf(json) }
  }
  if (typeof json.mediaType !== 'string' || !BUNDLE_MEDIA_TYPES.includes(json.mediaType)) {
    throw new AttestError(
      'BUNDLE_UNSUPPORTED',
      `media type ${JSON.stringify(json.mediaType ?? null)} is no Sigstore bundle of ours`,
    )
  }
  const material = objectOf(json.verificationMaterial, 'verificationMaterial')
  if (material.certificate !== undefined || material.x509CertificateChain !== undefined)
    return { kind: 'certificate', json }
  const publicKey = objectOf(material.publicKey, 'publicKey')
  return {
    kind: 'key',
    hint: typeof publicKey.hint === 'string' ? publicKey.hint : '',
    envelope: envelopeOf(objectOf(json.dsseEnvelope, 'dsseEnvelope')),
  }
}

function envelopeOf(json: Record<string, unknown>): Envelope {
  const { payload, payloadType, signatures } = json
  if (typeof payloadType !== 'string' || !Array.isArray(signatures) || signatures.length !== 1) {
    throw new AttestError('BUNDLE_UNSUPPORTED', 'an envelope has a payload type and exactly one signature')
  }
  const { sig, keyid } = objectOf(signatures[0], 'signatures')
  return {
    payloadType,
    payload: base64Of(payload, 'payload'),
    keyid: typeof keyid === 'string' ? keyid : '',
    signature: base64Of(sig, 'sig'),
  }
}

function objectOf(value: unknown, what: string): Record<string, unknown> {
  if (!isJsonObject(value)) {
    throw new AttestError('BUNDLE_MALFORMED', `${what} is missing`)
  }
  return value
}

function base64Of(value: unknown, what: string): Uint8Array {
  try {
    return fromBase64(value as string)
  } catch (cause) {
    throw new AttestError('BUNDLE_MALFORMED', `${what} is not base64`, { cause })
  }
}
