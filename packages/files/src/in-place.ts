import { closeSync, constants, fstatSync, openSync } from 'node:fs'
import type { InPlacePlan } from './edit-plan.ts'
import { errnoOf } from './errors.ts'
import type { FileSource } from './file-source.ts'
import { type Journal, placeJournal, removeJournal, rollBack } from './journal.ts'
import { synced, writeFully } from './temp-file.ts'
import type { Undo } from './undo.ts'

/**
 * Signs a file where it stands: the journal, the tail, then the header in one write, each durable before the next.
 * So the file is the original, with or without bytes behind its end, until that one write makes it the finished file.
 * @param path the file itself, no symbolic link
 * @returns false where the file cannot be written to like this (read-only, being executed, no links); nothing happened then
 */
export async function writeInPlace(path: string, source: FileSource, plan: InPlacePlan, undo: Undo): Promise<boolean> {
  const fd = openForUpdate(path)
  if (fd === null) return false
  try {
    const journal = await planJournal(fd, source, plan)
    if (!(await placeJournal(path, journal))) return false
    undo.add(async () => {
      // Where this fails the journal stays, for the next signing to do it.
      await rollBack(path, journal)
      await removeJournal(path)
    })
    await source.assertUnchanged()
    writeFully(fd, plan.tail, source.size)
    await synced(fd)
    if (journal.after.length > 0) {
      writeFully(fd, journal.after, journal.start)
      await synced(fd)
    }
    return true
  } finally {
    closeSync(fd)
  }
}

function openForUpdate(path: string): number | null {
  try {
    return openSync(path, constants.O_RDWR | constants.O_NOFOLLOW)
  } catch (error) {
    if (['EACCES', 'EPERM', 'ETXTBSY', 'EBUSY'].includes(errnoOf(error) ?? '')) return null
    throw error
  }
}

async function planJournal(fd: number, source: FileSource, plan: InPlacePlan): Promise<Omit<Journal, 'owner'>> {
  const { mtimeMs } = fstatSync(fd)
  const { start, end, writes } = plan.head ?? { start: 0, end: 0, writes: [] }
  const before = await source.read(start, end - start)
  const after = Uint8Array.from(before)
  for (const write of writes) after.set(write.bytes, write.at - start)
  return { size: source.size, mtimeMs, start, before, after, tail: plan.tail }
}
