import { equalBytes, type RecordFile, wholeDigest } from '@chancery/core'
import { type FileSource, fileOutput, openFileSource, readBytes } from '@chancery/files'
import { exists } from './config.ts'
import { PROVENANCE_SUFFIX, RECORD_SUFFIX } from './record-suffix.ts'

/** What goes with a file: the ending of its detached signature, or null; whether it has a record; provenance goes with that, where it is there. */
export interface Companions {
  readonly signature: string | null
  readonly record: boolean
}

/** Puts a file that is signed already into an output folder, with what goes with it. Touches nothing where all of it is there. */
export async function copySigned(source: FileSource, target: string, { signature, record }: Companions): Promise<void> {
  const records = record ? [RECORD_SUFFIX] : []
  if (record && (await exists(source.path + PROVENANCE_SUFFIX))) records.push(PROVENANCE_SUFFIX)
  const suffixes = [...(signature === null ? [] : [signature]), ...records]
  if (await isThere(source, target, suffixes)) return
  const bytes = signature === null ? null : await readBytes(source.path + signature)
  const sideFile = signature !== null && bytes !== null ? { suffix: signature, bytes } : null
  const written = await fileOutput({ source, target }).write({ content: null, sideFile })
  const read = async (suffix: string): Promise<RecordFile> => ({ suffix, bytes: await readBytes(source.path + suffix) })
  await written.commit(await Promise.all(records.map(read)))
}

async function isThere(source: FileSource, target: string, suffixes: readonly string[]): Promise<boolean> {
  if (!(await isSame(source, target))) return false
  for (const suffix of suffixes) {
    if (!(await exists(target + suffix))) return false
    if (!equalBytes(await readBytes(source.path + suffix), await readBytes(target + suffix))) return false
  }
  return true
}

async function isSame(source: FileSource, target: string): Promise<boolean> {
  if (!(await exists(target))) return false
  await using file = await openFileSource(target)
  if (file.size !== source.size) return false
  const [[one], [other]] = await Promise.all([
    source.digest([wholeDigest(source, 'sha256')]),
    file.digest([wholeDigest(file, 'sha256')]),
  ])
  return equalBytes(one as Uint8Array, other as Uint8Array)
}
