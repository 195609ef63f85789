import { lstatSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { FilesError } from './errors.ts'

export interface Place {
  /** The file that is written: in place through a symbolic link, what the link leads to. */
  readonly file: string
  readonly folder: string
  readonly inPlace: boolean
}

/**
 * In place where both names are the same entry of the same folder. A target that merely leads to the source (a symbolic link in the output
 * folder) is replaced: an input is never changed through an output folder.
 * @throws FilesError PATH_IS_DIRECTORY, NOT_A_FILE where the target stands and is no file
 */
export function findPlace(source: string, target: string): Place {
  if (entryOf(source) === entryOf(target)) {
    const file = realpathSync.native(source)
    return { file, folder: dirname(file), inPlace: true }
  }
  const stats = lstatSync(target, { throwIfNoEntry: false })
  const details = { path: target }
  if (stats?.isDirectory()) throw new FilesError('PATH_IS_DIRECTORY', `${target}: is a directory`, { details })
  if (stats && !stats.isFile() && !stats.isSymbolicLink()) {
    throw new FilesError('NOT_A_FILE', `${target}: is not a regular file`, { details })
  }
  return { file: target, folder: dirname(target), inPlace: false }
}

/** The name in its real folder; a folder that is not there yet is taken as it is called. */
export function entryOf(path: string): string {
  return join(realFolder(dirname(resolve(path))), basename(path))
}

function realFolder(folder: string): string {
  try {
    return realpathSync.native(folder)
  } catch {
    return folder
  }
}
