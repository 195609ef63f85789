import { isAbsolute, relative, resolve, sep } from 'node:path'

/** The path as the platform shows files: from the workspace's root, with forward slashes; outside of it, as it was given. */
export function workspacePath(workspace: string, path: string): string {
  const below = relative(workspace, resolve(workspace, path))
  const outside = below === '' || below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below)
  return (outside ? path : below).split(sep).join('/')
}
