import { readdir } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'
import { FilesError, lockFolder } from '@chancery/files'
import { EngineError } from '../errors.ts'

/** Whether `path` is `folder` or lies in it. Both absolute. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** A path below a folder, with forward slashes. */
export function nameIn(folder: string, path: string): string {
  return relative(folder, path).replaceAll(sep, '/')
}

/** Everything in a folder and below it that is no folder, links and dot files too: absolute paths, sorted. Empty where there is no such folder. */
export async function everythingIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true })
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw new FilesError('IO_FAILED', `${folder} cannot be listed`, { cause, details: { path: folder } })
  }
}

/**
 * Two runs in one output folder would each take what the other is writing for its own, or for foreign.
 * @throws EngineError RELEASE_OUTPUT_BUSY; FilesError where the folder cannot be written to
 */
export async function lockOutput(out: string, signal: AbortSignal | undefined): Promise<AsyncDisposable> {
  const locking = await lockFolder(out, { signal })
  if (locking.kind === 'locked') return locking.lock
  const { holder } = locking
  const who = holder ? `process ${holder.pid} on ${holder.host}, since ${holder.since}` : 'another process'
  throw new EngineError('RELEASE_OUTPUT_BUSY', `${out} is being released to by ${who}`, {
    details: { out, host: holder?.host ?? null, pid: holder?.pid ?? null, since: holder?.since ?? null },
  })
}
