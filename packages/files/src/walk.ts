import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'
import { errnoOf, FilesError } from './errors.ts'

export interface WalkOptions {
  /** Decides over paths below the base, with forward slashes. */
  readonly matches: (path: string) => boolean
  /** Deepest level that can match; 1 is the base itself. */
  readonly depth: number
  readonly suffixes: readonly string[]
  /** For errors. */
  readonly pattern: string
}

/**
 * The matching files below `base`, sorted, with forward slashes.
 * @throws FilesError SYMLINK_ESCAPES where a matching link, or a linked folder in which files could match, leads out of `base`
 */
export async function walk(base: string, options: WalkOptions): Promise<string[]> {
  const { matches, depth, suffixes } = options
  const found: string[] = []
  const folders: { path: string; level: number }[] = [{ path: '', level: 1 }]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = await list(join(base, folder.path))
    const names = new Set(entries.map((entry) => entry.name))
    for (const entry of entries) {
      const { name } = entry
      if (name.startsWith('.') || isSideFile(name, names, suffixes)) continue
      const path = folder.path === '' ? name : `${folder.path}/${name}`
      const deeper = folder.level < depth
      if (entry.isDirectory()) {
        if (deeper) folders.push({ path, level: folder.level + 1 })
      } else if (entry.isSymbolicLink()) {
        if (await isLinkToFile(base, path, deeper, options)) found.push(path)
      } else if (entry.isFile() && matches(path)) {
        found.push(path)
      }
    }
  }
  return found.sort()
}

/** A folder that is not there, or went away, holds nothing. */
async function list(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) return []
    throw error
  }
}

/** `NAME.p7s` beside `NAME` is ours; alone it is a file like any other. */
function isSideFile(name: string, names: ReadonlySet<string>, suffixes: readonly string[]): boolean {
  return suffixes.some((suffix) => name.endsWith(suffix) && names.has(name.slice(0, -suffix.length)))
}

/** Whether a link is a file to be signed. Linked folders are not entered: what is in them inside the base has its own path there. */
async function isLinkToFile(base: string, path: string, deeper: boolean, options: WalkOptions): Promise<boolean> {
  const matching = options.matches(path)
  const link = join(base, path)
  const details = { path: link, pattern: options.pattern }
  const stats = await stat(link).catch(() => null)
  if (stats === null) {
    if (matching) throw new FilesError('FILE_NOT_FOUND', `${link}: the link leads nowhere`, { details })
    return false
  }
  if (stats.isDirectory() ? !deeper : !matching) return false
  const way = relative(await realpath(base), await realpath(link))
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) {
    throw new FilesError('SYMLINK_ESCAPES', `${link}: the link leads out of the pattern's folder`, { details })
  }
  return stats.isFile()
}
