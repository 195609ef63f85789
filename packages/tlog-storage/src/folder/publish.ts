import { dirname } from 'node:path/posix'
import type { LogFile } from '@chancery/tlog'
import type { LogFileSystem } from './file-system.ts'

/** The writer's own folder in the log's. */
export const OWN = '.chancery'
const NEW = /^new-\d+$/

/** Makes files visible whole, and durable on return: content first, then names, then the names of new folders. Several at a time. */
export async function publish(system: LogFileSystem, files: readonly LogFile[]): Promise<void> {
  const folders = new Set<string>()
  await all(files, ({ bytes }, at) => system.write(`${OWN}/new-${at}`, bytes))
  for (const { path } of files) await makeFolders(system, folderOf(path), folders)
  await all(files, ({ path }, at) => system.rename(`${OWN}/new-${at}`, path))
  for (const { path } of files) folders.add(folderOf(path))
  await all([...folders], (folder) => system.syncFolder(folder))
}

/** Where one fails the others are waited for: nothing may be under way when the lock is let go. */
async function all<T>(items: readonly T[], work: (item: T, at: number) => Promise<void>): Promise<void> {
  const settled = await Promise.allSettled(items.map(work))
  for (const one of settled) if (one.status === 'rejected') throw one.reason
}

function folderOf(path: string): string {
  const folder = dirname(path)
  return folder === '.' ? '' : folder
}

/** @param changed gets the folders that have a new one in them */
async function makeFolders(system: LogFileSystem, folder: string, changed: Set<string>): Promise<void> {
  if (folder === '') return
  if (changed.has(folder)) return
  const above = folderOf(folder)
  await makeFolders(system, above, changed)
  if (await system.makeFolder(folder)) changed.add(above)
}

/** What a killed process was writing. */
export async function sweep(system: LogFileSystem): Promise<void> {
  for (const name of await system.list(OWN)) if (NEW.test(name)) await system.remove(`${OWN}/${name}`)
}
