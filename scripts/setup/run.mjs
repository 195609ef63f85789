import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** A reason to stop that the reader can act on; printed without a stack. */
export class SetupError extends Error {
  constructor(message, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

export function say(line) {
  process.stderr.write(`setup: ${line}\n`)
}

/** Runs quietly under one visible line; what it printed shows only where it fails. */
export function step(title, command, args, options = {}) {
  process.stderr.write(`setup: ${title} ... `)
  const started = Date.now()
  const done = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], ...options })
  const failed = done.error !== undefined || done.status !== 0
  process.stderr.write(`${failed ? 'failed' : 'done'} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`)
  if (!failed) return done.stdout
  const output = `${done.stdout ?? ''}${done.stderr ?? ''}`.trim().split('\n').slice(-25).join('\n  ')
  throw new SetupError(`${title} failed: ${done.error?.message ?? `exit code ${done.status}`}\n  ${output}`)
}

/** The first file of that name on PATH, or null. */
export function which(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder === '') continue
    const path = join(folder, name)
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {
      // not in this folder
    }
  }
  return null
}
