import { createHash, randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  fchmodSync,
  fsync,
  linkSync,
  lstatSync,
  mkdirSync,
  open,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { errnoOf } from './errors.ts'
import { pidRuns } from './owner.ts'
import type { Undo } from './undo.ts'

/** A temporary's name: `.NAME.chancery-PID-RANDOM.tmp`, in the folder of what it becomes. */
const TEMP = /^\..*\.chancery-(\d+)-[0-9a-f]{8}\.tmp$/
/** Longest name that leaves room for what we put around it: file systems end at 255 bytes. */
const NAME_LIMIT = 200

/** Those of this process: another one with our number may have left some too. */
const ours = new Set<string>()
const swept = new Set<string>()

/** `.NAME.chancery-TAG.tmp` beside `target`. */
export function hiddenBeside(target: string, tag: string): string {
  const name = basename(target)
  const short =
    Buffer.byteLength(name) <= NAME_LIMIT
      ? name
      : `${name.slice(0, 40)}~${createHash('sha256').update(name).digest('hex').slice(0, 16)}`
  return join(dirname(target), `.${short}.chancery-${tag}.tmp`)
}

function tempBeside(target: string): string {
  const path = hiddenBeside(target, `${process.pid}-${randomBytes(4).toString('hex')}`)
  ours.add(path)
  return path
}

/** A new name may have to wait until the file system has written its journal. */
const opened = promisify(open)

/** Opens a new temporary for what `target` becomes, and makes its folder where it is missing. Undone, both are gone. */
export async function createTemp(target: string, mode: number, undo: Undo): Promise<{ path: string; fd: number }> {
  const path = tempBeside(target)
  for (let attempt = 1; ; attempt++) {
    try {
      const fd = await opened(path, 'wx+', mode)
      undo.add(() => removeIfThere(path))
      return { path, fd }
    } catch (error) {
      // The folder is not there, or a failed output beside this one has just taken back the one that it had made.
      if (errnoOf(error) !== 'ENOENT' || attempt === 5) throw error
    }
    await makeFolder(dirname(path), undo)
  }
}

/** Makes a folder and those above it. Undone, those that we made are gone, but for one that something else has put a file into. */
async function makeFolder(folder: string, undo: Undo): Promise<void> {
  for (;;) {
    try {
      mkdirSync(folder)
      break
    } catch (error) {
      // What stands there and is no folder shows when it is used.
      if (errnoOf(error) === 'EEXIST') return
      if (errnoOf(error) !== 'ENOENT' || dirname(folder) === folder) throw error
    }
    await makeFolder(dirname(folder), undo)
  }
  undo.add(() => {
    try {
      rmdirSync(folder)
    } catch {}
  })
  await syncFolder(dirname(folder))
}

/**
 * A durable temporary with `bytes`.
 * @param mode as the umask leaves it
 * @param exactMode whatever the umask says
 */
export async function writeTemp(
  target: string,
  bytes: Uint8Array,
  mode: number,
  undo: Undo,
  exactMode?: number,
): Promise<string> {
  const { path, fd } = await createTemp(target, mode, undo)
  try {
    if (exactMode !== undefined) fchmodSync(fd, exactMode)
    writeFully(fd, bytes, 0)
    await synced(fd)
  } finally {
    closeSync(fd)
  }
  return path
}

/**
 * Makes a temporary visible as `target`. Undone, `target` is what it was.
 * @returns what removes the way back, once there is no need for it
 */
export async function replaceWith(temp: string, target: string, undo: Undo): Promise<() => void> {
  const backup = await keepBeside(target, undo)
  renameSync(temp, target)
  undo.add(() => (backup === null ? removeIfThere(target) : renameSync(backup, target)))
  return () => {
    if (backup !== null) removeIfThere(backup)
  }
}

/** A second name for what stands at `target`, or a copy where the file system has no links; null where nothing stands there. */
async function keepBeside(target: string, undo: Undo): Promise<string | null> {
  if (!isThere(target)) return null
  const backup = tempBeside(target)
  undo.add(() => removeIfThere(backup))
  try {
    linkSync(target, backup)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    await copyFile(target, backup, constants.COPYFILE_FICLONE)
  }
  return backup
}

export function removeIfThere(path: string): void {
  ours.delete(path)
  if (!isThere(path)) return
  try {
    unlinkSync(path)
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error
  }
}

/** Mostly nothing is, and to be told so costs a tenth of an error. What cannot be looked at may be there. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return true
  }
}

/** Waits for the disk, on another thread. */
export const synced: (fd: number) => Promise<void> = promisify(fsync)

/** Writes all of `bytes` at `position`: one call may write less. */
export function writeFully(fd: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(fd, bytes, done, bytes.length - done, position + done)
  }
}

/** Makes names durable. Windows, and some network file systems, have no such call and need none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const fd = openSync(folder, 'r')
  try {
    await synced(fd)
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP', 'ENOSYS'].includes(errnoOf(error) ?? '')) throw error
  } finally {
    closeSync(fd)
  }
}

/** The folders of `paths`, each once. */
export async function syncFolders(...paths: readonly string[]): Promise<void> {
  for (const folder of new Set(paths.map((path) => dirname(path)))) await syncFolder(folder)
}

/** Removes what killed processes left in a folder; once for each folder and process. */
export function sweepFolder(folder: string): void {
  if (swept.has(folder)) return
  swept.add(folder)
  for (const name of namesIn(folder)) {
    const pid = Number(TEMP.exec(name)?.[1] ?? Number.NaN)
    const path = join(folder, name)
    if (Number.isNaN(pid) || ours.has(path)) continue
    if (pid !== process.pid && pidRuns(pid)) continue
    try {
      removeIfThere(path)
    } catch {}
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
