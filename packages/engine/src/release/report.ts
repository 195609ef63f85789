import type { CertificateFacts } from '@chancery/core'
import type { Failure, SignedFile } from '../report.ts'

/** A file of a release: as `sign` reports it, and what was done with it. Digests and certificate of a third-party file are those it came with. */
export interface ReleasedFile extends Omit<SignedFile, 'key' | 'action' | 'signatureAlgorithm' | 'certificate'> {
  /** null for a third-party file. */
  readonly key: string | null
  readonly signatureAlgorithm: string | null
  readonly certificate: CertificateFacts
  /** `verified`: a third-party file, checked and taken over as it is. */
  readonly action: 'signed' | 'kept' | 'verified'
  /** Bundle that binds an SBOM to the file. */
  readonly sbom: string | null
}

/** An image of a release. */
export interface ReleasedImage {
  /** As the manifest names it: `oci://HOST/REPOSITORY:TAG`. */
  readonly path: string
  /** The same by its digest. */
  readonly out: string
  /** `recorded`: not ours to sign, and not looked at. */
  readonly action: 'signed' | 'kept' | 'recorded'
  /** null for one that is only recorded. */
  readonly key: string | null
  /** In each format, and with `recursive` of each part; their `action` tells whether they were made now. */
  readonly signatures: readonly SignedFile[]
}

/** What a release has that a former one had not, and the other way round. Paths below the output folder, and images by their digest: `HOST/REPOSITORY@DIGEST`. */
export interface ReleaseDiff {
  readonly previous: { readonly name: string; readonly version: string }
  readonly added: readonly string[]
  readonly removed: readonly string[]
  /** Those that were built anew: their digest before signing is another; the only image of its repository, as it is now. */
  readonly changed: readonly string[]
  /** How many are the same. */
  readonly unchanged: number
}

export interface ReleaseReport {
  readonly version: 1
  readonly release: { readonly name: string; readonly version: string }
  readonly files: readonly ReleasedFile[]
  /** As the manifest has them. */
  readonly images: readonly ReleasedImage[]
  /** null in a dry run, and where the release did not come about. */
  readonly checksums: { readonly path: string; readonly signature: string } | null
  /** The release record, the first where there are several; null as above. */
  readonly record: string | null
  /** null without a former release. */
  readonly diff: ReleaseDiff | null
  readonly failed: readonly Failure[]
}
