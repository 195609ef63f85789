import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { writeFully } from './copy-parts.ts'
import type { InPlacePlan } from './edit-plan.ts'
import { errnoOf } from './errors.ts'
import type { FileSource } from './file-source.ts'
import { type Journal, placeJournal, removeJournal, rollBack } from './journal.ts'
import type { Undo } from './undo.ts'

/**
 * Signs a file where it stands: the journal, the tail, then the header in one write, each durable before the next.
 * So the file is the original, with or without bytes behind its end, until that one write makes it the finished file.
 * @param path the file itself, no symbolic link
 * @returns false where the file cannot be written to like this (read-only, being executed, no links); nothing happened then
 */
export async function writeInPlace(path: string, source: FileSource, plan: InPlacePlan, undo: Undo): Promise<boolean> {
  const handle = await openForUpdate(path)
  if (handle === null) return false
  try {
    const journal = await planJournal(handle, source, plan)
    if (!(await placeJournal(path, journal))) return false
    undo.add(async () => {
      // Where this fails the journal stays, for the next signing to do it.
      await rollBack(path, journal)
      await removeJournal(path)
    })
    await source.assertUnchanged()
    await writeFully(handle, plan.tail, source.size)
    await handle.sync()
    if (journal.after.length > 0) {
      await writeFully(handle, journal.after, journal.start)
      await handle.sync()
    }
    return true
  } finally {
    await handle.close()
  }
}

async function openForUpdate(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, constants.O_RDWR | constants.O_NOFOLLOW)
  } catch (error) {
    if (['EACCES', 'EPERM', 'ETXTBSY', 'EBUSY'].includes(errnoOf(error) ?? '')) return null
    throw error
  }
}

async function planJournal(handle: FileHandle, source: FileSource, plan: InPlacePlan): Promise<Omit<Journal, 'owner'>> {
  const { mtimeMs } = await handle.stat()
  const { start, end, writes } = plan.head ?? { start: 0, end: 0, writes: [] }
  const before = await source.read(start, end - start)
  const after = Uint8Array.from(before)
  for (const write of writes) after.set(write.bytes, write.at - start)
  return { size: source.size, mtimeMs, start, before, after, tail: plan.tail }
}
