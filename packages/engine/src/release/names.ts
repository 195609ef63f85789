import { SBOM_SUFFIX } from '../record-suffix.ts'

/** What a manifest is called where nobody says otherwise. */
export const MANIFEST_NAME = 'release.yaml'

/** One release record names a thousand files: so many files has no release. */
export const MAX_RECORDS = 64

/** The release record stands beside the checksums; what does not fit into the first is in others. @param index from 1 */
export function releaseRecordSuffix(index: number): string {
  return `.release${index === 1 ? '' : `-${index}`}.sigstore.json`
}

/** Endings of all that only a release leaves. */
export const RELEASE_SUFFIXES: readonly string[] = [
  SBOM_SUFFIX,
  ...Array.from({ length: MAX_RECORDS }, (_, index) => releaseRecordSuffix(index + 1)),
]
