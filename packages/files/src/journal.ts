import { createHash } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  futimesSync,
  linkSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { equalBytes, fromBase64, fromUtf8, toBase64, utf8 } from '@chancery/core'
import { HEAD_RUN, PAGE, TAIL_LIMIT } from './edit-plan.ts'
import { errnoOf, FilesError } from './errors.ts'
import { isRunning, type Owner, thisProcess } from './owner.ts'
import { hiddenBeside, removeIfThere, synced, syncFolder, writeFully, writeTemp } from './temp-file.ts'
import { Undo } from './undo.ts'

/**
 * What an edit in place is about to do to a file, and what brings the original back. Stands beside the file, durably, before the first byte is
 * written. It holds the new bytes too: they prove that the file is the one we wrote to, and not a new build of the same name.
 */
export interface Journal {
  /** Bytes of the original. */
  readonly size: number
  /** Modification time of the original, in milliseconds. */
  readonly mtimeMs: number
  readonly start: number
  readonly before: Uint8Array
  readonly after: Uint8Array
  readonly tail: Uint8Array
  readonly owner: Owner
}

/** Base64 of the tail, and room for the rest. */
const JOURNAL_LIMIT = Math.ceil((TAIL_LIMIT * 4) / 3) + 4 * PAGE
/** Journals of this process that are in use. */
const ours = new Set<string>()

export function journalPath(path: string): string {
  return hiddenBeside(path, 'journal')
}

/** The first line is the SHA-256 of the second. */
export function encodeJournal(journal: Journal): Uint8Array {
  const { size, mtimeMs, start, before, after, tail, owner } = journal
  const body = JSON.stringify({
    version: 1,
    size,
    mtimeMs,
    start,
    before: toBase64(before),
    after: toBase64(after),
    tail: toBase64(tail),
    owner,
  })
  return utf8(`${sha256(body)}\n${body}\n`)
}

/** null where the bytes are no whole journal: its writer did not get to touch the file. */
export function parseJournal(bytes: Uint8Array): Journal | null {
  try {
    const [digest, body, rest] = fromUtf8(bytes).split('\n')
    if (body === undefined || rest !== '' || digest !== sha256(body)) return null
    const { version, size, mtimeMs, start, before, after, tail, owner } = JSON.parse(body)
    const journal = {
      size,
      mtimeMs,
      start,
      owner,
      before: fromBase64(before),
      after: fromBase64(after),
      tail: fromBase64(tail),
    }
    const fits =
      before.length === after.length && journal.before.length <= HEAD_RUN && start + journal.before.length <= size
    return version === 1 && Number.isSafeInteger(size) && Number.isSafeInteger(start) && start >= 0 && fits
      ? journal
      : null
  } catch {
    return null
  }
}

/**
 * Writes the journal of `path`, whole or not at all, and never over another one.
 * @returns false where the file system has no links to do that with
 * @throws FilesError FILE_BUSY where there is one
 */
export async function placeJournal(path: string, plan: Omit<Journal, 'owner'>): Promise<boolean> {
  const place = journalPath(path)
  const undo = new Undo()
  try {
    const temp = await writeTemp(path, encodeJournal({ ...plan, owner: thisProcess() }), 0o600, undo)
    linkSync(temp, place)
    ours.add(place)
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') throw busy(path)
    if (['EPERM', 'ENOTSUP', 'ENOSYS', 'EMLINK'].includes(errnoOf(error) ?? '')) return false
    throw error
  } finally {
    await undo.run()
  }
  try {
    await syncFolder(dirname(place))
  } catch (error) {
    await removeJournal(path)
    throw error
  }
  return true
}

export async function removeJournal(path: string): Promise<void> {
  const place = journalPath(path)
  removeIfThere(place)
  ours.delete(place)
  await syncFolder(dirname(place))
}

/**
 * The journal beside a file; null where there is none, or none that was finished (that one is removed).
 * @throws FilesError FILE_BUSY where the process that wrote it still runs
 */
export async function readJournal(path: string): Promise<Journal | null> {
  const place = journalPath(path)
  let bytes: Uint8Array
  try {
    // Mostly nothing is there, and to be told so costs a tenth of an error.
    if (statSync(place, { throwIfNoEntry: false }) === undefined) return null
    bytes = readBounded(place)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
  const journal = parseJournal(bytes)
  if (journal === null) {
    await removeJournal(path)
    return null
  }
  const mine = journal.owner.pid === process.pid && isRunning(journal.owner)
  if (mine ? ours.has(place) : isRunning(journal.owner)) throw busy(path)
  return journal
}

/**
 * Brings the original back, if the file is what the journal's writer may have left of it.
 * @returns false where it is something else (built anew since), which stays as it is, or gone
 */
export async function rollBack(path: string, journal: Omit<Journal, 'owner'>): Promise<boolean> {
  let fd: number
  try {
    fd = openSync(path, constants.O_RDWR | constants.O_NOFOLLOW)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false
    throw error
  }
  try {
    if (!isOurs(fd, journal)) return false
    if (journal.before.length > 0) {
      writeFully(fd, journal.before, journal.start)
      await synced(fd)
    }
    ftruncateSync(fd, journal.size)
    futimesSync(fd, new Date(), journal.mtimeMs / 1000)
    await synced(fd)
    return true
  } finally {
    closeSync(fd)
  }
}

function isOurs(fd: number, { size, start, before, after, tail }: Omit<Journal, 'owner'>): boolean {
  const now = fstatSync(fd).size
  if (now < size || now > size + tail.length) return false
  const head = new Uint8Array(before.length)
  readSync(fd, head, 0, head.length, start)
  // A power failure may leave zeros where the length was durable and the bytes were not, and a torn header sector.
  if (!head.every((byte, i) => byte === before[i] || byte === after[i])) return false
  const behind = new Uint8Array(now - size)
  readSync(fd, behind, 0, behind.length, size)
  if (!behind.every((byte, i) => byte === tail[i] || byte === 0)) return false
  // The header is written when the whole tail is durable; where neither was written there is nothing to undo.
  return equalBytes(head, before) ? behind.length > 0 : behind.length === tail.length
}

/** Nothing where it is too long to be ours. */
function readBounded(place: string): Uint8Array {
  const fd = openSync(place, 'r')
  try {
    return fstatSync(fd).size > JOURNAL_LIMIT ? new Uint8Array() : readFileSync(fd)
  } finally {
    closeSync(fd)
  }
}

function busy(path: string): FilesError {
  return new FilesError('FILE_BUSY', `${path}: another process is signing it in place`, { details: { path } })
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
