import {
  AttestError,
  assertSubject,
  keyFingerprint,
  type ParsedBundle,
  preAuthEncoding,
  verifyCertificateBundle,
  verifyKeyBundle,
} from '@chancery/attest'
import { type PublicKey, parsePublicKey } from '@chancery/codec'
import { digestHex } from '../description.ts'
import { OciError } from '../errors.ts'
import { certifiedWish, heldAlgorithm, sigstoreWish } from '../signature-wish.ts'
import { keyTimestamp, parseCertificates, type SignerPath, verifySignerPath } from '../signer-path.ts'
import { assertAnnotations, type ExpectedImage, type ImageTrust, type VerifiedImageSignature } from '../verification.ts'
import { type BundleContent, parseBundleContent } from './content.ts'
import { cosignHint } from './hint.ts'
import { COSIGN_SIGN_TYPE } from './statement.ts'

/**
 * @throws AttestError (BUNDLE_*) where the bundle does not hold, is another image's or is not trusted; CodecError for its chain;
 *   OciError OCI_NOT_A_SIGNATURE, OCI_PREDICATE_MISMATCH, OCI_ANNOTATION_MISMATCH, OCI_ENVELOPE_MALFORMED
 */
export async function verifyBundleSignature(
  bytes: Uint8Array,
  expected: ExpectedImage,
  trust: ImageTrust,
): Promise<VerifiedImageSignature> {
  const content = parseBundleContent(bytes)
  const signer = await verifySigner(content, expected, trust)
  assertPredicate(content.statement.predicateType, expected.predicateType)
  const sha256 = digestHex(expected.image.digest)
  const subject = content.statement.subjects.findIndex(({ digest }) => digest.sha256 === sha256)
  const annotations = content.annotations[subject] ?? {}
  assertAnnotations(annotations, expected.annotations)
  return { kind: 'bundle', ...signer, annotations, statement: content.statement, signingTime: null, expiry: null }
}

type VerifiedSigner = SignerPath &
  Pick<VerifiedImageSignature, 'signedBy' | 'certificate' | 'key' | 'algorithm' | 'identity'>

async function verifySigner(
  content: BundleContent,
  expected: ExpectedImage,
  { verifier, sigstore }: ImageTrust,
): Promise<VerifiedSigner> {
  const { parsed, envelope, timestampTokens } = content
  const sha256 = digestHex(expected.image.digest)
  if (parsed.kind === 'key') {
    const { signedBy } = verifyKeyBundle(withFingerprint(parsed, verifier.keys), verifier.keys, { sha256 })
    const stamped = keyTimestamp(timestampTokens, envelope.signature, verifier)
    const key = parsePublicKey(verifier.keys.find((spki) => keyFingerprint(spki) === signedBy) as Uint8Array)
    const algorithm = algorithmOf(key, content)
    return { signedBy, certificate: null, key, algorithm, revocation: 'not-checked', ...stamped }
  }
  const certificates = parseCertificates(content.certificates)
  const [leaf] = certificates
  if (!leaf) throw new OciError('OCI_ENVELOPE_MALFORMED', 'the bundle has no certificate')
  const { publicKey: key } = leaf
  const algorithm = algorithmOf(key, content)
  if (sigstore) {
    const { signedBy, identity } = await verifyCertificateBundle(parsed, { ...sigstore, sha256, artifact: noArtifact })
    const stamped = keyTimestamp(timestampTokens, envelope.signature, verifier)
    return { signedBy, certificate: leaf, identity, key, algorithm, revocation: 'not-checked', ...stamped }
  }
  if (algorithm === null) {
    throw new AttestError('BUNDLE_SIGNATURE_INVALID', 'the bundle is not what its certificate signed')
  }
  assertSubject(content.statement, { sha256 })
  const path = verifySignerPath(certificates, timestampTokens, envelope.signature, verifier)
  return { signedBy: leaf.subjectName, certificate: leaf, key, algorithm, ...path }
}

/** Cosign's hint is another hash of the key than the fingerprint: said in ours, a trusted key that does not fit is told from an unknown one. */
function withFingerprint(
  bundle: Extract<ParsedBundle, { kind: 'key' }>,
  keys: readonly Uint8Array[],
): Extract<ParsedBundle, { kind: 'key' }> {
  const named = keys.find((spki) => cosignHint(spki) === bundle.hint)
  return named ? { ...bundle, hint: keyFingerprint(named) } : bundle
}

function algorithmOf(key: PublicKey, { envelope }: BundleContent): string | null {
  const message = preAuthEncoding(envelope.payloadType, envelope.payload)
  return heldAlgorithm(key, (kind) => [certifiedWish(kind), sigstoreWish(kind)], message, envelope.signature)
}

/** Stock cosign takes an attestation for a signature; its predicate type is what tells them apart. */
function assertPredicate(found: string, wanted: string | null): void {
  if (wanted === null && found !== COSIGN_SIGN_TYPE) {
    throw new OciError('OCI_NOT_A_SIGNATURE', `the bundle is an attestation of type ${found}, and no signature`, {
      details: { predicateType: found },
    })
  }
  if (wanted !== null && found !== wanted) {
    throw new OciError('OCI_PREDICATE_MISMATCH', `the bundle is of type ${found}, not ${wanted}`, {
      details: { predicateType: found },
    })
  }
}

/** A bundle over the message itself has no statement, and was refused when it was read. */
async function noArtifact(): Promise<Uint8Array> {
  throw new OciError('OCI_NOT_A_SIGNATURE', 'the bundle signs a file, not an image')
}
