import { keyFingerprint } from '@chancery/attest'
import { type PublicKey, parsePublicKey } from '@chancery/codec'
import { OciError } from '../errors.ts'
import { heldAlgorithm, sigstoreWish } from '../signature-wish.ts'
import { keyTimestamp, parseCertificates, verifySignerPath } from '../signer-path.ts'
import {
  assertAnnotations,
  assertImage,
  type ExpectedImage,
  type ImageTrust,
  type VerifiedImageSignature,
} from '../verification.ts'
import { type ClassicMaterial, parseClassicAnnotations } from './annotations.ts'
import { parseClassicPayload } from './payload.ts'

/**
 * @param payload the layer's bytes
 * @param annotations the layer's, from the manifest
 * @throws OciError OCI_PAYLOAD_MALFORMED, OCI_ENVELOPE_MALFORMED, OCI_NOT_A_SIGNATURE, OCI_SIGNATURE_INVALID, OCI_KEY_UNTRUSTED,
 *   OCI_IMAGE_MISMATCH, OCI_REFERENCE_MISMATCH, OCI_ANNOTATION_MISMATCH; CodecError for the chain
 */
export function verifyClassicSignature(
  payload: Uint8Array,
  annotations: Readonly<Record<string, string>>,
  expected: ExpectedImage,
  trust: ImageTrust,
): VerifiedImageSignature {
  if (expected.predicateType !== null) {
    throw new OciError('OCI_PREDICATE_MISMATCH', 'a signature in the classic layout is no attestation')
  }
  const { digest, dockerReference, optional } = parseClassicPayload(payload)
  const signer = verifySigner(payload, parseClassicAnnotations(annotations), trust)
  assertImage(digest, expected)
  if (expected.dockerReference !== null && expected.dockerReference !== dockerReference) {
    throw new OciError('OCI_REFERENCE_MISMATCH', `the image was signed as ${JSON.stringify(dockerReference)}`, {
      details: { signed: dockerReference, expected: expected.dockerReference },
    })
  }
  assertAnnotations(optional, expected.annotations)
  const texts = Object.entries(optional).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return {
    kind: 'cosign',
    ...signer,
    annotations: Object.fromEntries(texts),
    statement: null,
    signingTime: null,
    expiry: null,
  }
}

/** A trusted key decides before a certificate is looked at, as in cosign. */
function verifySigner(
  payload: Uint8Array,
  { signature, certificates: ders, timestampTokens }: ClassicMaterial,
  { verifier }: ImageTrust,
): Omit<VerifiedImageSignature, 'kind' | 'annotations' | 'statement' | 'signingTime' | 'expiry'> {
  for (const spki of verifier.keys) {
    const key = parsePublicKey(spki)
    const algorithm = algorithmOf(key, payload, signature)
    if (algorithm === null) continue
    const stamped = keyTimestamp(timestampTokens, signature, verifier)
    const signedBy = keyFingerprint(spki)
    return { signedBy, certificate: null, key, algorithm, revocation: 'not-checked', ...stamped }
  }
  const certificates = parseCertificates(ders)
  const [leaf] = certificates
  if (!leaf) throw new OciError('OCI_KEY_UNTRUSTED', 'the image is signed by a key that is not trusted')
  const { publicKey: key } = leaf
  const algorithm = algorithmOf(key, payload, signature)
  if (algorithm === null) {
    throw new OciError('OCI_SIGNATURE_INVALID', 'the signature is not by the certificate beside it')
  }
  const path = verifySignerPath(certificates, timestampTokens, signature, verifier)
  return { signedBy: leaf.subjectName, certificate: leaf, key, algorithm, ...path }
}

function algorithmOf(key: PublicKey, payload: Uint8Array, signature: Uint8Array): string | null {
  return heldAlgorithm(key, (kind) => [sigstoreWish(kind)], payload, signature)
}
