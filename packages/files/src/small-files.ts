import { open, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { concat, fromUtf8 } from '@chancery/core'
import { FilesError, onFile } from './errors.ts'
import { replaceWith, syncFolder, writeTemp } from './temp-file.ts'
import { Undo } from './undo.ts'

/** Most bytes that a configuration, a certificate or a side file may have, where the caller names no other limit. */
const SMALL_FILE: number = 16 * 1024 * 1024

/**
 * A whole small file: configuration, certificates, side files. Reads pipes too (`--trust <(...)`).
 * @param limit bytes
 * @throws FilesError FILE_NOT_FOUND, PATH_IS_DIRECTORY, FILE_TOO_LARGE, PERMISSION_DENIED, IO_FAILED
 */
export function readBytes(path: string, limit: number = SMALL_FILE): Promise<Uint8Array> {
  return onFile(path, async () => {
    const handle = await open(path, 'r')
    try {
      const chunks: Uint8Array[] = []
      let length = 0
      // Counted as it comes: a pipe, and a file in /proc, has no length to ask for.
      for (;;) {
        const chunk = new Uint8Array(Math.min(64 * 1024, limit + 1 - length))
        const { bytesRead } = await handle.read(chunk, 0, chunk.length)
        if (bytesRead === 0) break
        chunks.push(chunk.subarray(0, bytesRead))
        length += bytesRead
        if (length > limit)
          throw new FilesError('FILE_TOO_LARGE', `${path}: more than ${limit} bytes`, { details: { path, limit } })
      }
      return concat(...chunks)
    } finally {
      await handle.close()
    }
  })
}

/**
 * A small UTF-8 text file, without its byte order mark.
 * @throws FilesError as {@link readBytes}, and FILE_NOT_TEXT
 */
export async function readText(path: string, limit?: number): Promise<string> {
  const bytes = await readBytes(path, limit)
  try {
    return fromUtf8(bytes).replace(/^\uFEFF/, '')
  } catch (cause) {
    throw new FilesError('FILE_NOT_TEXT', `${path}: not UTF-8 text`, { cause, details: { path } })
  }
}

/**
 * Writes a small file so that its path holds the old bytes or the new ones, whatever happens, and the new ones durably on return.
 * Missing folders are made. A file that is replaced keeps its mode where `mode` is not given; a new one gets 0666 less the umask.
 * @throws FilesError DISK_FULL, PERMISSION_DENIED, PATH_IS_DIRECTORY, NOT_A_DIRECTORY, IO_FAILED
 */
export function writeFileDurable(path: string, bytes: Uint8Array, mode?: number): Promise<void> {
  return onFile(path, async () => {
    const old = await stat(path).catch(() => null)
    if (old?.isDirectory()) throw new FilesError('PATH_IS_DIRECTORY', `${path}: is a directory`, { details: { path } })
    const undo = new Undo()
    try {
      const temp = await writeTemp(path, bytes, mode ?? 0o666, undo, mode ?? (old ? old.mode & 0o777 : undefined))
      const settle = await replaceWith(temp, path, undo)
      await syncFolder(dirname(path))
      undo.forget()
      settle()
    } catch (error) {
      await undo.run().catch(() => {})
      throw error
    }
  })
}
