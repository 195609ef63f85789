/**
 * What a log costs as it grows: appending with every batch synced, inclusion proofs, the whole log verified, and Go's sumdb verifying the same one.
 * Prints the rows of docs/performance.md.
 *
 *   node --conditions=@chancery/source test/bench/log-curve.ts 3 4 5 6     # powers of ten; 7 takes 6 GB and ten minutes
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findTool } from '@chancery/testkit'
import type { LogCost } from './log-writer.ts'

const ORIGIN = 'log.example.com'
const WRITER = join(import.meta.dirname, 'log-writer.ts')

function cost(what: 'append' | 'prove' | 'verify', dir: string, size: number): LogCost {
  const argv = ['--conditions=@chancery/source', WRITER, what, dir, String(size)]
  return JSON.parse(execFileSync(process.execPath, argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }))
}

/** Seconds; null where the program is not there. */
function peer(dir: string): number | null {
  const sumdb = findTool('sumdb')
  if (!sumdb) return null
  const began = performance.now()
  const { status, stderr } = spawnSync(sumdb.path, ['check', dir, ORIGIN, readFileSync(`${dir}.vkey`, 'utf8').trim()])
  if (status !== 0) throw new Error(`sumdb: ${stderr.toString()}`)
  return (performance.now() - began) / 1000
}

const rate = (count: number, seconds: number): string => Math.round(count / seconds).toLocaleString('en')

for (const power of process.argv.slice(2).map(Number)) {
  const size = 10 ** power
  const folder = mkdtempSync(join(tmpdir(), 'chancery-log-'))
  try {
    const dir = join(folder, 'log')
    const append = cost('append', dir, size)
    const prove = cost('prove', dir, size)
    const verify = cost('verify', dir, size)
    const theirs = peer(dir)
    const cells = [
      size.toLocaleString('en'),
      rate(size, append.seconds),
      append.peakMiB,
      prove.each.toFixed(2),
      prove.worst.toFixed(2),
      rate(size, verify.seconds),
      verify.peakMiB,
      theirs === null ? '–' : rate(size, theirs),
    ]
    console.log(`| ${cells.join(' | ')} |`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
