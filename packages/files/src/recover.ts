import { realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { errnoOf, onFile } from './errors.ts'
import { readJournal, removeJournal, rollBack } from './journal.ts'
import { sweepFolder } from './temp-file.ts'

/**
 * Cleans up after a signing of `path` that was killed or lost its power: rolls an edit in place back, removes what lies about.
 * To be called before a file is opened to be signed; only reading a file needs no such thing.
 * @returns true where the file was brought back to its original
 * @throws FilesError FILE_BUSY where another process is signing the file now, PERMISSION_DENIED, IO_FAILED
 */
export function recoverInterrupted(path: string): Promise<boolean> {
  return onFile(path, async () => {
    let file: string
    try {
      file = realpathSync.native(path)
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw error
      sweepFolder(dirname(path))
      return false
    }
    sweepFolder(dirname(file))
    const journal = await readJournal(file)
    if (journal === null) return false
    const rolledBack = await rollBack(file, journal)
    await removeJournal(file)
    return rolledBack
  })
}
