import { existsSync, realpathSync } from 'node:fs'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { CiError } from './errors.ts'
import type { StepHost } from './host.ts'

const GLOB_CHARACTERS = /[*?[\]{}\\]/

/**
 * A file outside of the workspace can be named; a glob there would take what other jobs of the machine left.
 * @throws CiError GLOB_OUTSIDE_WORKSPACE
 */
export function assertGlobsInside(host: StepHost, patterns: readonly string[]): void {
  const root = realPath(workspaceRoot(host))
  const outside = patterns.filter((pattern) => !pattern.startsWith('!') && leaves(pattern, host.workspace, root))
  if (outside.length === 0) return
  const names = outside.map((pattern) => JSON.stringify(pattern)).join(', ')
  throw new CiError('GLOB_OUTSIDE_WORKSPACE', `files: ${names} leaves the workspace`, { details: { outside } })
}

/** A step of Jenkins may run in a folder of its workspace: `dir('sub') { ... }`. */
function workspaceRoot({ platform, workspace, env: { WORKSPACE } }: StepHost): string {
  const within = platform === 'jenkins' && WORKSPACE && isBelow(realPath(WORKSPACE), realPath(workspace))
  return within ? WORKSPACE : workspace
}

function leaves(given: string, workspace: string, root: string): boolean {
  const pattern = sep === '\\' ? given.replaceAll('\\', '/') : given
  const first = pattern.search(GLOB_CHARACTERS)
  if (first < 0 || existsSync(resolve(workspace, given))) return false
  const start = pattern.lastIndexOf('/', first) + 1
  if (pattern.slice(start).split('/').includes('..')) return true
  return !isBelow(root, realPath(resolve(workspace, pattern.slice(0, start))))
}

/** A link is followed to where it leads; where nothing is, nothing will match. */
function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path
}

function isBelow(folder: string, path: string): boolean {
  const below = relative(folder, path)
  return below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below)
}
