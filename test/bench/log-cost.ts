import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { StoreSpec } from '../../packages/tlog-storage/test/opened-store.ts'
import type { LogCost } from './log-writer.ts'

const WRITER = join(import.meta.dirname, 'log-writer.ts')

/**
 * What one thing costs that is done to a log in a process of its own.
 * @param size entries
 * @param verifierKey of the log, as appending to it gave it
 */
export function logCost(
  what: 'append' | 'prove' | 'verify',
  store: StoreSpec,
  size: number,
  verifierKey = '',
): LogCost {
  const argv = ['--conditions=@chancery/source', WRITER, what, JSON.stringify(store), String(size), verifierKey]
  return JSON.parse(execFileSync(process.execPath, argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }))
}

export function perSecond(count: number, seconds: number): string {
  return Math.round(count / seconds).toLocaleString('en')
}
