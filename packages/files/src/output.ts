import { basename } from 'node:path'
import type { Embedding, Output, RecordFile, Written } from '@chancery/core'
import { assertUnaborted } from './cancel.ts'
import { onFile } from './errors.ts'
import { type FileSource, openFileSource } from './file-source.ts'
import { RECORD_SUFFIXES } from './glob.ts'
import { findPlace, type Place } from './output-place.ts'
import { type SignedContent, writeContent } from './signed-content.ts'
import { removeIfThere, replaceWith, sweepFolder, syncFolders, writeTemp } from './temp-file.ts'
import { Undo } from './undo.ts'

export interface FileOutputOptions {
  /** What is signed, as it was opened to be described; it must not have changed since. */
  readonly source: FileSource
  /** Where the signed file goes; the source's own path means in place (through a symbolic link: what it leads to). */
  readonly target: string
}

/** Side files and records are for everyone, as far as the umask lets them. */
const PUBLIC_MODE = 0o666

/**
 * The output of one signing: temporaries beside the target, made visible by `commit` in one go, the signed file last.
 * Large files that keep their place are edited where they stand, under a journal (see {@link inPlacePlan}).
 * @throws CoreError FILE_CHANGED, ABORTED; FilesError DISK_FULL, PERMISSION_DENIED, PATH_IS_DIRECTORY, NOT_A_DIRECTORY, FILE_BUSY, IO_FAILED
 */
export function fileOutput(options: FileOutputOptions): Output {
  return {
    write: (embedding, signal) => onFile(options.target, () => write(options, embedding, signal)),
  }
}

async function write(options: FileOutputOptions, embedding: Embedding, signal?: AbortSignal): Promise<Written> {
  const { source, target } = options
  const undo = new Undo()
  const sources: FileSource[] = []
  const reopen = async (path: string, name: string): Promise<FileSource> => {
    const opened = await openFileSource(path, { name, signal })
    sources.push(opened)
    return opened
  }
  try {
    assertUnaborted(signal)
    const place = findPlace(source.path, target)
    sweepFolder(place.folder)
    const content = await writeContent(place, source, embedding.content, undo, signal)
    const side = embedding.sideFile && {
      path: target + embedding.sideFile.suffix,
      temp: await writeTemp(target + embedding.sideFile.suffix, embedding.sideFile.bytes, PUBLIC_MODE, undo),
    }
    const written = await reopen(content.path, basename(target))
    const sideFile = side && (await reopen(side.temp, basename(side.path)))
    return {
      source: written,
      sideFile,
      commit: (records) =>
        onFile(target, async () => {
          if (content.kind !== 'edited') await source.assertUnchanged()
          await written.assertUnchanged()
          await commit(options.target, place, content, side, records, undo)
          await closeAll(sources)
        }),
      discard: () =>
        onFile(target, async () => {
          await closeAll(sources)
          await undo.run()
        }),
    }
  } catch (error) {
    await closeAll(sources)
    // What failed is the news; where the way back fails too, the journal and the next signing's clean-up remain.
    await undo.run().catch(() => {})
    throw error
  }
}

/** Record and side file first: whoever sees the signed file sees its record. What fails here is undone by `discard`. */
async function commit(
  target: string,
  place: Place,
  content: SignedContent,
  side: { readonly path: string; readonly temp: string } | null,
  records: readonly RecordFile[],
  undo: Undo,
): Promise<void> {
  const settle: (() => void)[] = []
  for (const { suffix, bytes } of records) {
    const path = target + suffix
    settle.push(await replaceWith(await writeTemp(path, bytes, PUBLIC_MODE, undo), path, undo))
  }
  if (side) settle.push(await replaceWith(side.temp, side.path, undo))
  if (content.kind === 'beside') settle.push(await replaceWith(content.path, place.file, undo))
  await syncFolders(target, place.file)
  if (content.kind === 'edited') await content.settle()
  undo.forget()
  // The records of what stood here before are about a file that is gone: kept, they would make the new one fail its verification.
  const stale = RECORD_SUFFIXES.filter((suffix) => !records.some((record) => record.suffix === suffix))
  if (content.kind !== 'untouched') for (const suffix of stale) settle.push(() => removeIfThere(target + suffix))
  for (const step of settle) {
    try {
      step()
    } catch {}
  }
}

async function closeAll(sources: readonly FileSource[]): Promise<void> {
  await Promise.all(sources.map((source) => source.close()))
}
