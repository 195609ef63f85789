import { link, open, readFile, stat, utimes } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { utf8 } from '@chancery/core'
import { assertUnaborted } from './cancel.ts'
import { errnoOf, onFile } from './errors.ts'
import { isRunning, isThisHost, type Owner, thisProcess } from './owner.ts'
import { hiddenBeside, removeIfThere, writeTemp } from './temp-file.ts'
import { Undo } from './undo.ts'

/** Who works in a folder; a process, and since when (RFC 3339). */
export interface Holder extends Owner {
  readonly since: string
}

export type FolderLocking =
  /** Disposed, the folder is free again, and gone if it was made for the lock and nothing was put into it. */
  | { readonly kind: 'locked'; readonly lock: AsyncDisposable }
  /** null: the lock does not tell. */
  | { readonly kind: 'busy'; readonly holder: Holder | null }

export interface LockOptions {
  /** How long a holder is watched for a sign of life, where the system cannot tell whether it runs. Milliseconds; ten seconds by default. */
  readonly watch?: number
  readonly signal?: AbortSignal | undefined
}

/** A holder touches its lock that often. Milliseconds. */
const BEAT = 1000

/**
 * Makes a folder this process' own until it lets go or ends, however it ends. The lock is a file in it, `.NAME.chancery-lock.tmp`, which names its
 * holder; that of a process that is gone counts for nothing. It binds only those who ask for it.
 * @throws FilesError where the folder cannot be written to; CoreError ABORTED
 */
export function lockFolder(folder: string, options: LockOptions = {}): Promise<FolderLocking> {
  return onFile(folder, () => acquire(folder, 'lock', options))
}

async function acquire(folder: string, tag: string, options: LockOptions): Promise<FolderLocking> {
  const place = hiddenBeside(join(folder, basename(folder)), tag)
  for (;;) {
    const lock = await placeLock(place)
    if (lock) return { kind: 'locked', lock }
    const found = await readLock(place)
    if (found === null) continue
    if (await isHeld(place, found.holder, options)) return { kind: 'busy', holder: found.holder }
    // Of several that find a dead lock one takes it away: else the second would take away what the first has put there since.
    const takeover = await acquire(folder, `${tag}-takeover`, options)
    if (takeover.kind === 'busy') return takeover
    await using _ = takeover.lock
    if ((await readLock(place))?.text === found.text) removeIfThere(place)
  }
}

/** null where there is one already. */
async function placeLock(place: string): Promise<AsyncDisposable | null> {
  const undo = new Undo()
  const text = utf8(`${JSON.stringify({ ...thisProcess(), since: new Date().toISOString() })}\n`)
  try {
    const temp = await writeTemp(place, text, 0o644, undo)
    const placed = await placeWhole(temp, place, text)
    removeIfThere(temp)
    if (!placed) return null
  } catch (error) {
    await undo.run().catch(() => {})
    throw error
  }
  undo.add(() => removeIfThere(place))
  const beat = setInterval(() => void utimes(place, new Date(), new Date()).catch(() => {}), BEAT)
  beat.unref()
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(beat)
      await undo.run()
    },
  }
}

/** Under a second name the text is there as soon as the lock is; some file systems have no such names. */
async function placeWhole(temp: string, place: string, text: Uint8Array): Promise<boolean> {
  try {
    await link(temp, place)
    return true
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false
    if (!['EPERM', 'ENOTSUP', 'ENOSYS'].includes(errnoOf(error) ?? '')) throw error
  }
  try {
    await using handle = await open(place, 'wx', 0o644)
    await handle.writeFile(text)
    return true
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false
    throw error
  }
}

/** null where there is none. */
async function readLock(place: string): Promise<{ readonly text: string; readonly holder: Holder | null } | null> {
  let text: string
  try {
    text = await readFile(place, 'utf8')
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
  return { text, holder: parseHolder(text) }
}

function parseHolder(text: string): Holder | null {
  try {
    const { host, pid, started, since } = JSON.parse(text) as Partial<Record<keyof Holder, unknown>>
    const texts = [host, started, since].every((value) => typeof value === 'string')
    return texts && Number.isSafeInteger(pid) && (pid as number) > 0 ? ({ host, pid, started, since } as Holder) : null
  } catch {
    return null
  }
}

/** A process of this machine is asked for. Of others, and where its number may have been given out again, the lock must be touched while we look. */
async function isHeld(place: string, holder: Holder | null, { watch = 10_000, signal }: LockOptions): Promise<boolean> {
  if (holder && isThisHost(holder)) {
    const runs = isRunning(holder)
    if (!runs || holder.started !== '') return runs
  }
  const before = await beatOf(place)
  await sleep(watch, undefined, { signal }).catch(() => assertUnaborted(signal))
  const after = await beatOf(place)
  return after !== null && after !== before
}

async function beatOf(place: string): Promise<number | null> {
  return stat(place).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  )
}
