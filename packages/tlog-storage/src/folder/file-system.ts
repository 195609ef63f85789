import { mkdir, open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { asFilesError, syncFolder } from '@chancery/files'
import type { TileReader } from '@chancery/tlog'

/** What a log needs of a file system, and all that it relies on. Paths are relative to the log's folder, with `/`; '' is the folder. */
export interface LogFileSystem extends TileReader {
  /** The folder, for people. */
  readonly name: string
  /** A new file, or another's content, durable on return; its name is not. */
  write(path: string, bytes: Uint8Array): Promise<void>
  /** At once, and not durable. What had the name `to` is gone. */
  rename(from: string, to: string): Promise<void>
  /** Not durable. False where it is there; the one above it must be. */
  makeFolder(path: string): Promise<boolean>
  /** The names in a folder are durable on return. */
  syncFolder(path: string): Promise<void>
  /** None where there is no such folder. */
  list(path: string): Promise<readonly string[]>
  /** A folder with files in it, or nothing. Not durable. */
  removeFolder(path: string): Promise<void>
  remove(path: string): Promise<void>
}

export function nodeFileSystem(dir: string): LogFileSystem {
  const at = (path: string): string => join(dir, path)
  return {
    name: dir,
    read: (path) =>
      onFile(at(path), () => orElse(null, ['ENOENT', 'ENOTDIR'], async () => toBytes(await readFile(at(path))))),
    write: (path, bytes) =>
      onFile(at(path), async () => {
        await using handle = await open(at(path), 'w')
        await handle.writeFile(bytes)
        await handle.sync()
      }),
    rename: (from, to) => onFile(at(to), () => rename(at(from), at(to))),
    makeFolder: (path) =>
      onFile(at(path), () =>
        orElse(false, ['EEXIST'], async () => {
          await mkdir(at(path))
          return true
        }),
      ),
    syncFolder: (path) => onFile(at(path), () => syncFolder(at(path))),
    list: (path) => onFile(at(path), () => orElse([], ['ENOENT'], () => readdir(at(path)))),
    removeFolder: (path) =>
      onFile(at(path), () =>
        orElse(undefined, ['ENOENT'], async () => {
          for (const name of await readdir(at(path))) await rm(at(join(path, name)))
          await rmdir(at(path))
        }),
      ),
    remove: (path) => onFile(at(path), () => rm(at(path), { force: true })),
  }
}

function toBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
}

async function onFile<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asFilesError(error, path)
  }
}

async function orElse<T, Other>(other: Other, errnos: readonly string[], work: () => Promise<T>): Promise<T | Other> {
  try {
    return await work()
  } catch (error) {
    if (errnos.includes((error as NodeJS.ErrnoException).code ?? '')) return other
    throw error
  }
}
