import { verifyBundleSignature } from './bundle/verify.ts'
import { verifyClassicSignature } from './classic/verify.ts'
import { verifyNotarySignature } from './notary/verify.ts'
import type { ExpectedImage, ImageTrust, VerifiedImageSignature } from './verification.ts'

/** One signature as a registry keeps it: the layer's bytes, and in the classic layout its annotations. */
export type ImageSignatureContent =
  | { readonly kind: 'bundle' | 'notary-jws' | 'notary-cose'; readonly bytes: Uint8Array }
  | { readonly kind: 'cosign'; readonly bytes: Uint8Array; readonly annotations: Readonly<Record<string, string>> }

/**
 * The proof that a signature holds, is about the image, says what was expected, and is by whom the verifier trusts.
 * Everything is decided by what is signed; the manifest around it is a hint that led here.
 * @throws OciError, AttestError (BUNDLE_*), CodecError (chain, timestamp)
 */
export async function verifyImageSignature(
  content: ImageSignatureContent,
  expected: ExpectedImage,
  trust: ImageTrust,
): Promise<VerifiedImageSignature> {
  switch (content.kind) {
    case 'bundle':
      return verifyBundleSignature(content.bytes, expected, trust)
    case 'cosign':
      return verifyClassicSignature(content.bytes, content.annotations, expected, trust)
    case 'notary-jws':
    case 'notary-cose':
      return verifyNotarySignature(content.kind, content.bytes, expected, trust)
  }
}
