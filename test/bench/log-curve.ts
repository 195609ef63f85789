/**
 * What a log costs as it grows: appending with every batch synced, inclusion proofs, the whole log verified, and Go's sumdb verifying the same one.
 * Prints the rows of docs/performance.md.
 *
 *   node --conditions=@chancery/source test/bench/log-curve.ts 3 4 5 6     # powers of ten; 7 takes 6 GB and ten minutes
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findTool } from '@chancery/testkit'
import { logCost, perSecond } from './log-cost.ts'

const ORIGIN = 'log.example.com'
/** Seconds; null where the program is not there. */
function peer(dir: string, verifierKey: string): number | null {
  const sumdb = findTool('sumdb')
  if (!sumdb) return null
  const began = performance.now()
  const { status, stderr } = spawnSync(sumdb.path, ['check', dir, ORIGIN, verifierKey])
  if (status !== 0) throw new Error(`sumdb: ${stderr.toString()}`)
  return (performance.now() - began) / 1000
}

for (const power of process.argv.slice(2).map(Number)) {
  const size = 10 ** power
  const folder = mkdtempSync(join(tmpdir(), 'chancery-log-'))
  try {
    const dir = join(folder, 'log')
    const store = { kind: 'folder', dir } as const
    const append = logCost('append', store, size)
    const prove = logCost('prove', store, size, append.verifierKey)
    const verify = logCost('verify', store, size, append.verifierKey)
    const theirs = peer(dir, append.verifierKey)
    const cells = [
      size.toLocaleString('en'),
      perSecond(size, append.seconds),
      append.peakMiB,
      prove.each.toFixed(2),
      prove.worst.toFixed(2),
      perSecond(size, verify.seconds),
      verify.peakMiB,
      theirs === null ? '–' : perSecond(size, theirs),
    ]
    console.log(`| ${cells.join(' | ')} |`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
