import { concat, isJsonObject, utf8 } from '@chancery/core'
import { type LogFile, parseTilePath } from '@chancery/tlog'
import { TlogStorageError } from '../errors.ts'

/** The files of a batch as one object: a line of JSON with paths and sizes, then their bytes. */
export function encodeStaged(files: readonly LogFile[]): Uint8Array {
  const list = files.map(({ path, bytes }) => ({ path, size: bytes.length }))
  return concat(utf8(`${JSON.stringify({ version: 1, files: list })}\n`), ...files.map(({ bytes }) => bytes))
}

/** Two batches' worth of entries at most, and their hashes. */
export const MAX_STAGED: number = 64 * 1024 * 1024

/** @throws TlogStorageError LOG_DAMAGED for all but what `encodeStaged` writes, and for files that are no tiles */
export function parseStaged(bytes: Uint8Array, key: string): readonly LogFile[] {
  const damaged = (why: string): TlogStorageError => new TlogStorageError('LOG_DAMAGED', `${key} ${why}`)
  const end = bytes.indexOf(0x0a)
  const list = end < 0 ? null : filesOf(new TextDecoder().decode(bytes.subarray(0, end)))
  if (list === null) throw damaged('lists no files')
  let at = end + 1
  const files: LogFile[] = []
  for (const one of list) {
    const { path, size } = isJsonObject(one) ? one : {}
    if (typeof path !== 'string' || parseTilePath(path) === null) throw damaged('has a file that is no tile')
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0 || size > bytes.length - at) {
      throw damaged('ends before its files do')
    }
    files.push({ path, bytes: bytes.slice(at, at + size) })
    at += size
  }
  if (at !== bytes.length) throw damaged('has bytes that belong to no file')
  return files
}

function filesOf(text: string): readonly unknown[] | null {
  try {
    const json: unknown = JSON.parse(text)
    return isJsonObject(json) && json.version === 1 && Array.isArray(json.files) ? json.files : null
  } catch {
    return null
  }
}
