import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What starts the command line on this machine. */
export interface CommandFile {
  /** Of Node, absolute. */
  readonly node: string
  /** The bundled command line, absolute. */
  readonly program: string
}

/**
 * Leaves `chancery` in a folder that goes on PATH: for POSIX shells, and on Windows also for cmd and PowerShell.
 * @param platform as `process.platform` names it
 */
export function writeCommand(folder: string, command: CommandFile, platform: string = process.platform): void {
  mkdirSync(folder, { recursive: true })
  const posix = join(folder, 'chancery')
  writeFileSync(posix, posixCommand(command, platform))
  chmodSync(posix, 0o755)
  if (platform === 'win32') writeFileSync(join(folder, 'chancery.cmd'), windowsCommand(command))
}

/** Git's shell on Windows takes forward slashes, also behind a drive letter. */
function posixCommand({ node, program }: CommandFile, platform: string): string {
  const word = (path: string): string =>
    `'${(platform === 'win32' ? path.replaceAll('\\', '/') : path).replaceAll("'", "'\\''")}'`
  return `#!/bin/sh\nexec ${word(node)} ${word(program)} "$@"\n`
}

/** cmd expands `%NAME%` also between quotes. */
function windowsCommand({ node, program }: CommandFile): string {
  const word = (path: string): string => `"${path.replaceAll('%', '%%')}"`
  return `@${word(node)} ${word(program)} %*\r\n`
}
