import { createHash } from 'node:crypto'
import { RegistryError } from './errors.ts'
import type { BlobName } from './upload.ts'

/** The same chunks, the last of them only if all have the digest and the size. @throws RegistryError DIGEST_MISMATCH */
export async function* checkedBlob(
  { digest, size }: BlobName,
  chunks: AsyncIterable<Uint8Array>,
  where: string,
): AsyncGenerator<Uint8Array> {
  const algorithm = digest.slice(0, digest.indexOf(':'))
  const hash = createHash(algorithm)
  let length = 0
  let held: Uint8Array | null = null
  for await (const chunk of chunks) {
    length += chunk.length
    if (length > size) break
    hash.update(chunk)
    if (held !== null) yield held
    held = chunk
  }
  const actual = `${algorithm}:${hash.digest('hex')}`
  if (length !== size || actual !== digest) {
    throw new RegistryError('DIGEST_MISMATCH', `${where}@${digest} is not what its digest says`, {
      details: { expected: digest, actual, size, bytes: length },
    })
  }
  if (held !== null) yield held
}
