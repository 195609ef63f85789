import type { CertificateBundle } from './bundle.ts'
import type { Artifact } from './message-bundle.ts'
import type { TrustedRoot } from './sigstore/trusted-root.ts'
import type { VerifiedStatement } from './verify.ts'

export interface CertificateBundleOptions {
  /** One of them must hold. */
  readonly trustedRoots: readonly TrustedRoot[]
  /** Whom the certificate must name: subject alternative name and OIDC issuer, exactly; undefined is not asked. */
  readonly identity: { readonly subject: string | undefined; readonly issuer: string | undefined }
  /** Of the artifact, lower-case hex. */
  readonly sha256: string
  /** The same, for statements that have no other digest. */
  readonly sha512?: string | undefined
  /** Bundles over the message itself, not over a statement, are verified over it. */
  readonly artifact: Artifact
}

/**
 * Verifies a bundle that was signed under a certificate: time, chain, certificate transparency, log entries, signature, identity.
 * @throws AttestError BUNDLE_KEY_UNTRUSTED without a trusted root; BUNDLE_TIMESTAMP_INVALID, BUNDLE_TIME_UNPROVED, BUNDLE_CERTIFICATE_UNTRUSTED,
 *   BUNDLE_SCT_UNPROVED, BUNDLE_LOG_UNPROVED, BUNDLE_SIGNATURE_INVALID, BUNDLE_IDENTITY_MISMATCH, BUNDLE_SUBJECT_MISMATCH, BUNDLE_MALFORMED
 */
export async function verifyCertificateBundle(
  bundle: CertificateBundle,
  options: CertificateBundleOptions,
): Promise<VerifiedStatement> {
  const { verifyUnderRoots } = await import('./sigstore/verify.ts')
  return verifyUnderRoots(bundle, options)
}
