import { derSignatureValue, verifySignature } from '@chancery/codec'
import { type NotaryDescription, rfc3339 } from '../description.ts'
import { OciError } from '../errors.ts'
import { schemeOf } from '../signature-wish.ts'
import { parseCertificates, verifySignerPath } from '../signer-path.ts'
import {
  assertAnnotations,
  assertImage,
  type ExpectedImage,
  type ImageTrust,
  type VerifiedImageSignature,
} from '../verification.ts'
import { notaryAlgorithm, notaryWish } from './algorithm.ts'
import { parseCose } from './cose.ts'
import { MAX_ENVELOPE_BYTES, type NotaryEnvelope } from './envelope.ts'
import { parseJws } from './jws.ts'
import { parseNotaryPayload } from './payload.ts'

/** @throws OciError OCI_ENVELOPE_MALFORMED, OCI_ENVELOPE_UNSUPPORTED; CodecError CBOR_MALFORMED, COSE_MALFORMED */
export function parseNotaryEnvelope(kind: NotaryDescription['kind'], bytes: Uint8Array): NotaryEnvelope {
  if (bytes.length > MAX_ENVELOPE_BYTES) {
    throw new OciError('OCI_ENVELOPE_MALFORMED', `an envelope of ${bytes.length} bytes`)
  }
  return kind === 'notary-jws' ? parseJws(bytes) : parseCose(bytes)
}

/**
 * @throws OciError OCI_ENVELOPE_MALFORMED, OCI_ENVELOPE_UNSUPPORTED, OCI_PAYLOAD_MALFORMED, OCI_SIGNATURE_INVALID,
 *   OCI_IMAGE_MISMATCH, OCI_ANNOTATION_MISMATCH, OCI_SIGNATURE_EXPIRED; CodecError CBOR_MALFORMED, COSE_MALFORMED, and for chain and timestamp
 */
export function verifyNotarySignature(
  kind: NotaryDescription['kind'],
  bytes: Uint8Array,
  expected: ExpectedImage,
  { verifier }: ImageTrust,
): VerifiedImageSignature {
  if (expected.predicateType !== null) {
    throw new OciError('OCI_PREDICATE_MISMATCH', 'a Notary Project signature is no attestation')
  }
  const envelope = parseNotaryEnvelope(kind, bytes)
  const certificates = parseCertificates(envelope.certificates)
  const [leaf] = certificates
  if (!leaf) throw new OciError('OCI_ENVELOPE_MALFORMED', 'the envelope has no certificate')
  // The key decides the algorithm; what the header names must be that one.
  if (notaryAlgorithm(leaf.publicKey)?.id !== envelope.algorithm.id) {
    throw new OciError(
      'OCI_ENVELOPE_UNSUPPORTED',
      `a key of ${leaf.subjectName} does not sign with ${envelope.algorithm.id}`,
    )
  }
  const value = derSignatureValue(envelope.algorithm, envelope.signature)
  const scheme = schemeOf(notaryWish(envelope.algorithm))
  if (!value || !verifySignature(leaf.publicKey, scheme, envelope.message, value)) {
    throw new OciError('OCI_SIGNATURE_INVALID', 'the envelope is not what its certificate signed')
  }
  const payload = parseNotaryPayload(envelope.payload)
  assertImage(payload.image.digest, expected)
  if (payload.image.size !== expected.image.size || payload.image.mediaType !== expected.image.mediaType) {
    throw new OciError('OCI_IMAGE_MISMATCH', 'the signature describes the image as of another size or media type')
  }
  const tokens = envelope.timestampToken ? [envelope.timestampToken] : []
  const path = verifySignerPath(certificates, tokens, envelope.signature, verifier)
  assertNotExpired(envelope, verifier.at)
  assertAnnotations(payload.annotations, expected.annotations)
  return {
    kind,
    signedBy: leaf.subjectName,
    certificate: leaf,
    key: leaf.publicKey,
    algorithm: envelope.algorithm.id,
    ...path,
    annotations: payload.annotations,
    statement: null,
    signingTime: rfc3339(envelope.signingTime),
    expiry: envelope.expiry && rfc3339(envelope.expiry),
  }
}

function assertNotExpired({ expiry, signingTime }: NotaryEnvelope, at: Date): void {
  if (!expiry) return
  if (expiry <= signingTime) throw new OciError('OCI_ENVELOPE_MALFORMED', 'the signature expired before it was made')
  if (at > expiry) {
    const when = rfc3339(expiry)
    throw new OciError('OCI_SIGNATURE_EXPIRED', `the signature was good until ${when}`, { details: { expiry: when } })
  }
}
