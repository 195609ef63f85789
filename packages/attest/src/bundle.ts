import { JsonMembers } from '@chancery/codec'
import { type DigestName, type JsonObject, toBase64, utf8 } from '@chancery/core'
import type { Envelope } from './dsse.ts'
import { AttestError } from './errors.ts'
import { parseJson } from './statement.ts'

/** Sigstore bundle v0.3 (sigstore/protobuf-specs), the part that a key-signed DSSE has. */
export const BUNDLE_MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json'

export type BundleVersion = '0.1' | '0.2' | '0.3'

const VERSIONS: Readonly<Record<string, BundleVersion>> = {
  [BUNDLE_MEDIA_TYPE]: '0.3',
  'application/vnd.dev.sigstore.bundle+json;version=0.1': '0.1',
  'application/vnd.dev.sigstore.bundle+json;version=0.2': '0.2',
  'application/vnd.dev.sigstore.bundle+json;version=0.3': '0.3',
}

/** Larger ones are no bundles: a thousand subjects with their certificates stay far below. Bytes. */
export const MAX_BUNDLE_BYTES: number = 32 * 1024 * 1024
/** Of certificates, of timestamps and of log entries: where sigstore-go stops reading. */
const MAX_MATERIAL = 32

const MATERIAL = ['certificate', 'x509CertificateChain', 'publicKey', 'tlogEntries', 'timestampVerificationData']

/** Signed by a bare key: `hint` is its fingerprint or empty. */
export interface KeyBundle {
  readonly kind: 'key'
  readonly hint: string
  readonly envelope: Envelope
  /** `TransparencyLogEntry`; of a bare envelope none. */
  readonly logEntries: readonly JsonMembers[]
  /** TimeStampResp (RFC 3161), DER. */
  readonly timestamps: readonly Uint8Array[]
}

/** A bare key signed a file itself, not a statement about it. */
export interface MessageBundle {
  readonly kind: 'message'
  readonly hint: string
  readonly message: MessageSignature
  /** TimeStampResp (RFC 3161), DER. */
  readonly timestamps: readonly Uint8Array[]
}

/** Signed under a certificate; verified with a trusted root. */
export interface CertificateBundle {
  readonly kind: 'certificate'
  readonly content: SignedContent
  readonly material: BundleMaterial
}

export type ParsedBundle = KeyBundle | CertificateBundle

export type SignedContent =
  | { readonly kind: 'envelope'; readonly envelope: Envelope }
  | { readonly kind: 'message'; readonly message: MessageSignature }

export interface MessageSignature {
  readonly digest: { readonly name: DigestName; readonly value: Uint8Array }
  readonly signature: Uint8Array
}

/** What a bundle brings along to be verified with: read, and nothing of it believed. */
export interface BundleMaterial {
  /** DER; of a chain, which versions below 0.3 may have, the first. What certifies it is the trusted root's word. */
  readonly certificate: Uint8Array
  /** TimeStampResp (RFC 3161), DER. */
  readonly timestamps: readonly Uint8Array[]
  /** `TransparencyLogEntry`. */
  readonly logEntries: readonly JsonMembers[]
}

/**
 * One JSON object on one line, and a newline: a JSON Lines reader takes it as well.
 * The key is named by the same fingerprint as hint and as keyid: cosign refuses every other combination that the specification allows.
 */
export function encodeBundle(envelope: Envelope, logEntries: readonly JsonObject[] = []): Uint8Array {
  const bundle = {
    mediaType: BUNDLE_MEDIA_TYPE,
    verificationMaterial: {
      publicKey: { hint: envelope.keyid },
      tlogEntries: logEntries,
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

/**
 * A Sigstore bundle with a statement, or under a certificate; or a bare DSSE envelope.
 * @throws AttestError BUNDLE_TOO_LARGE, BUNDLE_MALFORMED, BUNDLE_UNSUPPORTED, BUNDLE_HASH_UNKNOWN
 */
export function parseBundle(bytes: Uint8Array): ParsedBundle {
  const bundle = parseFileBundle(bytes)
  if (bundle.kind !== 'message') return bundle
  throw new AttestError('BUNDLE_UNSUPPORTED', 'the bundle signs a file, and has no statement')
}

/** Whatever a bundle can say about a file. @throws AttestError as {@link parseBundle} */
export function parseFileBundle(bytes: Uint8Array): ParsedBundle | MessageBundle {
  if (bytes.length > MAX_BUNDLE_BYTES) throw new AttestError('BUNDLE_TOO_LARGE', `a bundle of ${bytes.length} bytes`)
  const json = new JsonMembers(parseJson(bytes, 'bundle'), malformed, 'the bundle')
  if (!json.has('mediaType') && json.has('payload')) {
    return { kind: 'key', hint: '', envelope: envelopeOf(json), logEntries: [], timestamps: [] }
  }
  const version = versionOf(json.value('mediaType'))
  assertMembers(json, ['mediaType', 'verificationMaterial', 'dsseEnvelope', 'messageSignature'])
  const content = contentOf(json)
  const material = json.object('verificationMaterial')
  assertMembers(material, MATERIAL)
  const logEntries = logEntriesOf(material, version)
  const timestamps = timestampsOf(material)
  const certificate = certificateOf(material, version)
  if (certificate) return { kind: 'certificate', content, material: { certificate, timestamps, logEntries } }
  const publicKey = material.object('publicKey')
  const hint = publicKey.has('hint') ? publicKey.text('hint') : ''
  return content.kind === 'envelope'
    ? { kind: 'key', hint, envelope: content.envelope, logEntries, timestamps }
    : { kind: 'message', hint, message: content.message, timestamps }
}

function versionOf(mediaType: unknown): BundleVersion {
  const version = typeof mediaType === 'string' && Object.hasOwn(VERSIONS, mediaType) ? VERSIONS[mediaType] : undefined
  if (version) return version
  throw new AttestError('BUNDLE_UNSUPPORTED', `media type ${JSON.stringify(mediaType)} is no Sigstore bundle of ours`)
}

/** One of two: a reader that looks for the other would see something else. */
function contentOf(json: JsonMembers): SignedContent {
  if (json.has('dsseEnvelope') && json.has('messageSignature'))
    throw malformed('the bundle signs a statement and a file')
  if (json.has('messageSignature')) return { kind: 'message', message: messageOf(json.object('messageSignature')) }
  return { kind: 'envelope', envelope: envelopeOf(json.object('dsseEnvelope')) }
}

/** Unknown members of envelopes are ignored, as DSSE asks. */
function envelopeOf(json: JsonMembers): Envelope {
  const signatures = json.value('signatures')
  if (typeof json.value('payloadType') !== 'string' || !Array.isArray(signatures) || signatures.length !== 1) {
    throw new AttestError('BUNDLE_UNSUPPORTED', 'an envelope has a payload type and exactly one signature')
  }
  const signature = new JsonMembers(signatures[0], malformed, 'the signature')
  return {
    payloadType: json.text('payloadType'),
    payload: json.base64('payload'),
    keyid: signature.has('keyid') ? signature.text('keyid') : '',
    signature: signature.base64('sig'),
  }
}

/** sigstore/protobuf-specs, HashAlgorithm. */
const HASHES: Readonly<Record<string, DigestName>> = {
  SHA2_256: 'sha256',
  SHA2_384: 'sha384',
  SHA2_512: 'sha512',
}

function messageOf(json: JsonMembers): MessageSignature {
  assertMembers(json, ['messageDigest', 'signature'])
  const digest = json.object('messageDigest')
  const algorithm = digest.value('algorithm')
  const name = typeof algorithm === 'string' && Object.hasOwn(HASHES, algorithm) ? HASHES[algorithm] : undefined
  if (!name)
    throw new AttestError('BUNDLE_HASH_UNKNOWN', `hash algorithm ${JSON.stringify(algorithm)} is not known here`)
  return { digest: { name, value: digest.base64('digest') }, signature: json.base64('signature') }
}

/** null where a bare key signed. */
function certificateOf(material: JsonMembers, version: BundleVersion): Uint8Array | null {
  const kinds = ['certificate', 'x509CertificateChain', 'publicKey'].filter((kind) => material.has(kind))
  if (kinds.length !== 1) throw malformed(`who signed is said in ${kinds.length} ways`)
  if (material.has('certificate')) return material.object('certificate').base64('rawBytes')
  if (!material.has('x509CertificateChain')) return null
  if (version === '0.3') {
    throw new AttestError('BUNDLE_UNSUPPORTED', 'a bundle v0.3 has one certificate, and the trusted root its issuers')
  }
  const chain = membersOf(material.object('x509CertificateChain'), 'certificates')
  const [leaf] = chain.map((one) => one.base64('rawBytes'))
  if (!leaf) throw malformed('the certificate chain is empty')
  return leaf
}

function timestampsOf(material: JsonMembers): readonly Uint8Array[] {
  if (!material.has('timestampVerificationData')) return []
  const timestamps = membersOf(material.object('timestampVerificationData'), 'rfc3161Timestamps')
  return timestamps.map((one) => one.base64('signedTimestamp'))
}

/** Version 0.1 had the log's promise, later ones have a proof. */
function logEntriesOf(material: JsonMembers, version: BundleVersion): readonly JsonMembers[] {
  const needed = version === '0.1' ? 'inclusionPromise' : 'inclusionProof'
  const entries = membersOf(material, 'tlogEntries')
  for (const entry of entries) if (!entry.has(needed)) entry.fail(needed)
  return entries
}

/** A list of objects; absent is empty, as this JSON leaves out every default. */
function membersOf(json: JsonMembers, name: string): readonly JsonMembers[] {
  if (!json.has(name)) return []
  const list = json.list(name)
  if (list.length > MAX_MATERIAL) throw malformed(`${list.length} ${name}, ${MAX_MATERIAL} at most`)
  return list.map((one) => new JsonMembers(one, malformed, name))
}

/** Other readers refuse what they do not know, for it may limit what they do know. */
function assertMembers(json: JsonMembers, known: readonly string[]): void {
  const unknown = json.names().find((name) => !known.includes(name))
  if (unknown !== undefined) throw malformed(`the member ${JSON.stringify(unknown)} is not known here`)
}

function malformed(message: string, options?: { readonly cause: unknown }): AttestError {
  return new AttestError('BUNDLE_MALFORMED', message, options)
}
