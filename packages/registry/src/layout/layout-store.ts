import type { BlobName, BlobSource } from '../upload.ts'
import type { LayoutIndex } from './layout-index.ts'

/** The files of an OCI image layout, wherever they lie. Every method throws RegistryError LAYOUT_UNSAFE, LAYOUT_FAILED; CoreError ABORTED. */
export interface LayoutStore {
  /** As references begin: `oci-layout:DIR`. */
  readonly location: string
  /** @throws RegistryError LAYOUT_INVALID */
  readIndex(signal?: AbortSignal): Promise<LayoutIndex>
  /**
   * Changes index.json, beside whoever else does; null: it is right already. What it then names has been put before.
   * @param removed digest of a blob that goes once no index names it; it need not be there
   */
  updateIndex(
    edit: (index: LayoutIndex) => Promise<LayoutIndex | null>,
    signal?: AbortSignal,
    removed?: string,
  ): Promise<void>
  /** Its size in bytes; null where it is not there. */
  blobSize(digest: string): Promise<number | null>
  /** Unchecked, as it comes. */
  readBlob(digest: string, signal?: AbortSignal): AsyncIterable<Uint8Array>
  /** Unless it is there. The source has checked its digest. @returns whether it was not there */
  putBlob(source: BlobSource, signal?: AbortSignal): Promise<boolean>
  blobs(): Promise<readonly BlobName[]>
}
