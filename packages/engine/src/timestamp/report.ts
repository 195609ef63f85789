import type { TimestampFacts, TimestampRefusal } from '@chancery/core'
import type { Failure } from '../report.ts'

/** A file; of an image each signature. */
export interface TimestampedFile {
  readonly path: string
  /** An image by its digest. */
  readonly out: string
  /** The detached signature, or that of an image; null where the signature lies in the file. */
  readonly signature: string | null
  /** A format's id, `bundle`, or `oci-bundle` and the like; null where a signature of an image cannot be read. */
  readonly format: string | null
  /**
   * `kept`: every signature has a timestamp already, and nobody asked to renew them. `left`: only of images, a signature that does not hold or is by nobody who
   * is trusted.
   */
  readonly action: 'timestamped' | 'renewed' | 'kept' | 'left'
  readonly digest: { readonly before: { readonly sha256: string }; readonly after: { readonly sha256: string } }
  /** Outermost first; of a bundle the one that it has. */
  readonly signatures: readonly StampedSignature[]
  /** The signing record, made anew; null where there is none. */
  readonly bundle: string | null
  readonly timestampFailures?: readonly TimestampRefusal[]
  /** Manifests that had the same signature with fewer timestamps; `removed` false where the registry deletes nothing, or not for this user. */
  readonly superseded?: readonly { readonly reference: string; readonly removed: boolean }[]
  /** Why it was left. */
  readonly code?: string
  readonly message?: string
}

export interface StampedSignature {
  /** Subject of the certificate; null where a bare key signed. */
  readonly signer: string | null
  /** Of independent authorities, each once, oldest first: by whomever. */
  readonly timestamps: readonly TimestampFacts[]
}

export interface TimestampReport {
  readonly version: 1
  readonly files: readonly TimestampedFile[]
  readonly failed: readonly Failure[]
}
