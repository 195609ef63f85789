import type { Repository } from '../repository.ts'
import type { BlobName } from '../upload.ts'

/** How a blob came to the other side. */
export type BlobTransfer = 'present' | 'mounted' | 'moved'

/**
 * One blob from one repository to another: not at all where it is there, by name where both are in one registry, else in pieces through bounded memory,
 * checked against its digest before the last of them leaves.
 * @throws RegistryError BLOB_NOT_FOUND, DIGEST_MISMATCH, and what both sides throw
 */
export async function copyBlob(
  from: Repository,
  blob: BlobName,
  to: Repository,
  signal?: AbortSignal,
): Promise<BlobTransfer> {
  if (from.registry === to.registry && from.location !== to.location) {
    if (await to.hasBlob(blob.digest, signal)) return 'present'
    if (await to.mountBlob(blob.digest, from, signal)) return 'mounted'
  }
  const { digest, size } = blob
  const chunks = (one: AbortSignal | undefined = signal): AsyncIterable<Uint8Array> => from.streamBlob(blob, one)
  return (await to.uploadBlob({ digest, size, chunks }, signal)) ? 'moved' : 'present'
}
