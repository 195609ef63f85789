import { type Envelope, type ParsedBundle, parseBundle, type Statement, statementOf } from '@chancery/attest'
import type { JsonMembers } from '@chancery/codec'
import { utf8 } from '@chancery/core'
import type { Annotations } from '../description.ts'
import { OciError } from '../errors.ts'
import { membersOf, parseMembers } from '../json.ts'
import { timestampTokenIn } from '../timestamp-response.ts'

/** A Sigstore bundle about an image, read and not yet believed. */
export interface BundleContent {
  readonly parsed: ParsedBundle
  readonly envelope: Envelope
  readonly statement: Statement
  /** Of every subject, in the statement's order. */
  readonly annotations: readonly Annotations[]
  /** DER, the signer's first; empty in the key form. */
  readonly certificates: readonly Uint8Array[]
  /** TimeStampTokens. */
  readonly timestampTokens: readonly Uint8Array[]
}

const CODE = 'OCI_ENVELOPE_MALFORMED'
/** Of each kind; real bundles have one or two. */
const MAX_MATERIAL = 16

/** @throws AttestError BUNDLE_MALFORMED, BUNDLE_UNSUPPORTED; OciError OCI_ENVELOPE_MALFORMED */
export function parseBundleContent(bytes: Uint8Array): BundleContent {
  const parsed = parseBundle(bytes)
  const json = parseMembers(bytes, CODE, 'bundle')
  const envelope = parsed.kind === 'key' ? parsed.envelope : envelopeIn(json)
  const subjects = parseMembers(envelope.payload, CODE, 'statement').list('subject')
  const annotations = subjects.map((subject) => membersOf(subject, CODE, 'subject').texts('annotations'))
  return {
    parsed,
    envelope,
    statement: statementOf(envelope),
    annotations,
    ...materialOf(json),
  }
}

/** The envelope of a bundle with a certificate is read by the code that reads bare ones. */
function envelopeIn(json: JsonMembers): Envelope {
  if (!json.has('dsseEnvelope')) throw new OciError(CODE, 'the bundle has no envelope')
  const bare = parseBundle(utf8(JSON.stringify(json.value('dsseEnvelope'))))
  if (bare.kind !== 'key') throw new OciError(CODE, 'the envelope in the bundle is no envelope')
  return bare.envelope
}

function materialOf(json: JsonMembers): Pick<BundleContent, 'certificates' | 'timestampTokens'> {
  if (!json.has('verificationMaterial')) return { certificates: [], timestampTokens: [] }
  const material = json.object('verificationMaterial')
  const certificates = material.has('x509CertificateChain')
    ? material.object('x509CertificateChain').list('certificates')
    : material.has('certificate')
      ? [material.value('certificate')]
      : []
  const data = material.has('timestampVerificationData') ? material.object('timestampVerificationData') : null
  const timestamps = data?.has('rfc3161Timestamps') ? data.list('rfc3161Timestamps') : []
  if (certificates.length > MAX_MATERIAL || timestamps.length > MAX_MATERIAL) {
    throw new OciError(CODE, 'there are more certificates or timestamps than any signature has')
  }
  return {
    certificates: certificates.map((one) => membersOf(one, CODE, 'certificate').base64('rawBytes')),
    timestampTokens: timestamps.map((one) =>
      timestampTokenIn(membersOf(one, CODE, 'timestamp').base64('signedTimestamp')),
    ),
  }
}
