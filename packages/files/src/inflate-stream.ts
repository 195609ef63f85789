import { once } from 'node:events'
import { createInflateRaw } from 'node:zlib'
import { CoreError } from '@chancery/core'

/** Inflated bytes that are handed on at once. */
const PIECE = 256 * 1024

/**
 * Inflates a long raw-deflate stream piece by piece, bounded by its declared size.
 * @param deflated chunks that need not outlive the next one
 * @param length bytes of the deflated stream: all of them must belong to it
 * @param size bytes after inflating: exactly
 * @throws CoreError COMPRESSED_DATA_CORRUPT, and what `deflated` throws
 */
export async function inflateStream(
  deflated: Iterable<Uint8Array>,
  length: number,
  size: number,
  label: string = 'compressed data',
  onBytes: (bytes: Uint8Array) => void,
): Promise<void> {
  const corrupt = (what: string, cause?: unknown): CoreError =>
    new CoreError('COMPRESSED_DATA_CORRUPT', `${label}: ${what}`, { cause, details: { size } })
  const inflate = createInflateRaw({ chunkSize: PIECE })
  let produced = 0
  inflate.on('data', (bytes: Uint8Array) => {
    produced += bytes.length
    if (produced > size) inflate.destroy(corrupt(`inflates to more than the ${size} bytes declared`))
    else if (!inflate.destroyed) onBytes(bytes)
  })
  // A write whose data is damaged never calls back: every wait is also one for the failure.
  const failed = once(inflate, 'error').then(([error]) => {
    throw error
  })
  failed.catch(() => {})
  const ended = once(inflate, 'end')
  ended.catch(() => {})
  try {
    for (const chunk of deflated) {
      // The callback says that zlib has taken all of it: only then may the buffer be filled again.
      await Promise.race([new Promise<void>((resolve) => inflate.write(chunk, () => resolve())), failed])
      if (inflate.destroyed) await failed
    }
    inflate.end()
    await Promise.race([ended, failed])
  } catch (error) {
    inflate.destroy()
    throw error instanceof Error && (error as NodeJS.ErrnoException).code?.startsWith('Z_') === true
      ? corrupt('is damaged', error)
      : error
  }
  if (produced !== size || inflate.bytesWritten !== length) {
    throw corrupt(`inflates to ${produced} bytes from ${inflate.bytesWritten}; ${size} from ${length} declared`)
  }
}
