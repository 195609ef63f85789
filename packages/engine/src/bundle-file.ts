import { AttestError, MAX_BUNDLE_BYTES } from '@chancery/attest'
import { FilesError, readBytes } from '@chancery/files'

/**
 * The bytes of a bundle. One that is larger than any is a bad bundle, and no mistake of whoever names it: others write what lies beside a file.
 * @throws AttestError BUNDLE_TOO_LARGE; FilesError
 */
export function readBundleFile(path: string): Promise<Uint8Array> {
  return readUpTo(MAX_BUNDLE_BYTES, path, (message) => new AttestError('BUNDLE_TOO_LARGE', message))
}

/**
 * What a stranger may have written.
 * @param limit bytes
 * @param tooLarge what it is where it has more
 * @throws FilesError, and what `tooLarge` gives
 */
export async function readUpTo(limit: number, path: string, tooLarge: (message: string) => Error): Promise<Uint8Array> {
  try {
    return await readBytes(path, limit)
  } catch (error) {
    throw error instanceof FilesError && error.code === 'FILE_TOO_LARGE' ? tooLarge(error.message) : error
  }
}

/** An error of a bundle that says whose: many are read at once. Others are themselves. */
export function namingFile(path: string, error: unknown): unknown {
  return error instanceof AttestError
    ? new AttestError(error.code, `${path}: ${error.message}`, { cause: error })
    : error
}
