import { AttestError, type LogPlace, parseBundle } from '@chancery/attest'
import { alternativeNamesOf, certificateFacts, signerKeyFacts } from '@chancery/codec'
import type { ChanceryError, VerifiedSignature } from '@chancery/core'
import {
  type ExpectedImage,
  type ImageSignatureClaims,
  type ImageSignatureContent,
  type VerifiedImageSignature,
  verifyImageSignature,
} from '@chancery/oci'
import { assertSigner, countedPlaces, type ExpectedIdentity } from '../record-check.ts'
import type { Trust } from '../trust.ts'
import { loggedAs } from './logged-as.ts'

/**
 * The proof that a signature, or an attestation of the type that is expected, holds and is by whom we trust: a key, a certificate under an anchor, or one
 * under a Sigstore trusted root, which must name whom the caller names, or one of several signers.
 * @throws OciError, AttestError, CodecError
 */
export async function judgeSignature(
  content: ImageSignatureContent,
  claims: ImageSignatureClaims,
  expected: ExpectedImage,
  trust: Trust,
  identity: ExpectedIdentity,
): Promise<JudgedSignature> {
  const verified = await judge(content, claims, expected, trust, identity)
  return { ...verified, log: await placeOf(content, verified, trust) }
}

/** What holds, and where a trusted log has it. */
export interface JudgedSignature extends VerifiedImageSignature {
  readonly log: LogPlace | null
}

/** @throws AttestError BUNDLE_LOG_UNPROVED */
async function placeOf(
  content: ImageSignatureContent,
  { key }: VerifiedImageSignature,
  trust: Trust,
): Promise<LogPlace | null> {
  const { logs } = trust
  if (content.kind !== 'bundle' || logs.length === 0) return null
  const { bundle, signer } = loggedAs(parseBundle(content.bytes), key.spki)
  if (bundle === null) return null
  const { loggedStatement } = await import('@chancery/attest/trust')
  const [place = null] = await countedPlaces(loggedStatement(bundle, signer, logs), bundle, trust)
  return place
}

async function judge(
  content: ImageSignatureContent,
  claims: ImageSignatureClaims,
  expected: ExpectedImage,
  { verifier, trustedRoots }: Trust,
  identity: ExpectedIdentity,
): Promise<VerifiedImageSignature> {
  const asksWhom = identity.subject !== undefined || identity.issuer !== undefined
  const isCertified = content.kind === 'bundle' && claims.certificate !== null
  if (asksWhom && !isCertified) {
    throw new AttestError('BUNDLE_IDENTITY_MISMATCH', 'the signature is no bundle with a certificate, and names nobody')
  }
  const byAnchors = { verifier, sigstore: null }
  if (!isCertified || (trustedRoots.length === 0 && !asksWhom))
    return verifyImageSignature(content, expected, byAnchors)
  if (identity.subject !== undefined) {
    return verifyImageSignature(content, expected, { verifier, sigstore: { trustedRoots, identity } })
  }
  if (identity.signers && trustedRoots.length > 0) {
    const verified = await verifyImageSignature(content, expected, { verifier, sigstore: { trustedRoots, identity } })
    return assertSigner(verified, identity.signers)
  }
  // Everybody can have a certificate of a public authority: without a name, "verified" would mean "by anyone".
  if (asksWhom || verifier.anchors.length === 0) {
    throw new AttestError('BUNDLE_KEY_UNTRUSTED', 'the bundle has a certificate, and nothing says whom it must name', {
      howToFix: 'Say with --identity (and --issuer) who must have signed.',
    })
  }
  return verifyImageSignature(content, expected, byAnchors)
}

/** As the requirements of `verify` ask about any signature. */
export function asVerifiedSignature(verified: VerifiedImageSignature): VerifiedSignature {
  const { certificate, key, algorithm, timestamp, timestamps, revocation } = verified
  return {
    signer: certificate && certificateFacts(certificate),
    signerKey: signerKeyFacts({ publicKey: key }),
    signerNames: certificate ? alternativeNamesOf(certificate) : [],
    weakDigest: false,
    digestAlgorithm: digestIn(algorithm),
    signatureAlgorithm: algorithm,
    integrity: 'ok',
    fault: null,
    nested: false,
    timestamp,
    timestamps,
    chain: 'trusted',
    revocation,
  }
}

function digestIn(algorithm: string | null): VerifiedSignature['digestAlgorithm'] {
  const name = /(sha256|sha384|sha512)$/.exec(algorithm ?? '')?.[1]
  return (name as VerifiedSignature['digestAlgorithm'] | undefined) ?? (algorithm === 'ed25519' ? 'sha512' : null)
}

/** What is known of a signature that does not count. The path is looked at last, and a key that nobody knows tells nothing. */
export function failedState(error: ChanceryError): {
  readonly integrity: 'ok' | 'failed' | 'not-checked'
  readonly chain: VerifiedSignature['chain']
  readonly revocation: VerifiedSignature['revocation']
} {
  const { code, family } = error
  const notChecked = { chain: 'not-checked', revocation: 'not-checked' } as const
  if (UNKNOWN_SIGNER.includes(code)) return { integrity: 'not-checked', chain: 'untrusted', revocation: 'not-checked' }
  if (family === 'malformed' || BROKEN.includes(code)) return { integrity: 'failed', ...notChecked }
  if (family !== 'untrusted') return { integrity: 'not-checked', ...notChecked }
  if (/^(CHAIN_|CERTIFICATE_|TIMESTAMP_UNTRUSTED|WEAK_|KEY_UNSUPPORTED)/.test(code)) {
    const revocation = code === 'CERTIFICATE_REVOKED' ? 'revoked' : 'not-checked'
    return { integrity: 'ok', chain: 'untrusted', revocation }
  }
  return { integrity: 'ok', ...notChecked }
}

const UNKNOWN_SIGNER: readonly string[] = ['BUNDLE_KEY_UNTRUSTED', 'OCI_KEY_UNTRUSTED', 'BUNDLE_IDENTITY_MISMATCH']
const BROKEN: readonly string[] = [
  ...['OCI_SIGNATURE_INVALID', 'BUNDLE_SIGNATURE_INVALID', 'OCI_IMAGE_MISMATCH', 'BUNDLE_SUBJECT_MISMATCH'],
  ...['DIGEST_MISMATCH', 'TIMESTAMP_INVALID'],
]
