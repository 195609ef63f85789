import type { Statement, TrustedRoot, VerifiedStatement } from '@chancery/attest'
import type { Certificate, PublicKey } from '@chancery/codec'
import type { TimestampFacts, Verifier } from '@chancery/core'
import type { Annotations, ImageDescription, ImageDescriptor } from './description.ts'
import { OciError } from './errors.ts'

export type ImageSignatureKind = ImageDescription['kind']

/** What a signature must say. */
export interface ExpectedImage {
  readonly image: ImageDescriptor
  /** These at least, with these values. */
  readonly annotations: Annotations
  /** null: a signature is wanted, and an attestation is none; else the attestation's predicate type. */
  readonly predicateType: string | null
  /** Classic layout only; null is not asked. */
  readonly dockerReference: string | null
}

export interface ImageTrust {
  /** Anchors, bare keys, timestamp anchors, revocation lists and "now". */
  readonly verifier: Verifier
  /**
   * Trusted roots, for bundles with certificates: chain, log and timestamp as they demand, and whom the certificate must name.
   * null: those bundles are held against the verifier's anchors, and who is named is for the caller to compare.
   */
  readonly sigstore: {
    readonly trustedRoots: readonly TrustedRoot[]
    readonly identity: { readonly subject: string | undefined; readonly issuer: string | undefined }
  } | null
}

/** A signature that holds, is about the image, says what was expected and is by whom we trust. */
export interface VerifiedImageSignature {
  readonly kind: ImageSignatureKind
  /** Fingerprint of the key, or the subject of the certificate. */
  readonly signedBy: string
  /** null: by a bare key. */
  readonly certificate: Certificate | null
  /** Whom the certificate names, and who vouched for that; only under a trusted root. */
  readonly identity?: VerifiedStatement['identity'] | undefined
  /** The one that made the signature. */
  readonly key: PublicKey
  /** `ecdsa-p256-sha256`; null where it is one that only other tools make. */
  readonly algorithm: string | null
  readonly revocation: 'good' | 'not-checked'
  /** That of a trusted authority; null where there is none. */
  readonly timestamp: TimestampFacts | null
  readonly timestamps: readonly TimestampFacts[]
  /** Signed ones. */
  readonly annotations: Annotations
  /** null outside of bundles. */
  readonly statement: Statement | null
  /** RFC 3339; what a Notary envelope says of itself. */
  readonly signingTime: string | null
  readonly expiry: string | null
}

/** @throws OciError OCI_IMAGE_MISMATCH */
export function assertImage(digest: string, { image }: ExpectedImage): void {
  if (digest !== image.digest) {
    throw new OciError('OCI_IMAGE_MISMATCH', `the signature is of ${digest}, not of ${image.digest}`, {
      details: { signed: digest, image: image.digest },
    })
  }
}

/** @throws OciError OCI_ANNOTATION_MISMATCH */
export function assertAnnotations(signed: Readonly<Record<string, unknown>>, expected: Annotations): void {
  const missing = Object.entries(expected).filter(
    ([name, value]) => !Object.hasOwn(signed, name) || signed[name] !== value,
  )
  if (missing.length > 0) {
    const names = missing.map(([name]) => name)
    throw new OciError('OCI_ANNOTATION_MISMATCH', `the signature does not say ${names.join(', ')} as expected`, {
      details: { annotations: names },
    })
  }
}
