import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { CHECKOUT } from '@chancery/testkit'
import type { Case, Contest } from './case.ts'
import type { Cost } from './measure.ts'

export interface Result {
  readonly case: Case
  readonly contest: Contest
  readonly ours: Cost
  readonly peer: Cost
}

export interface TokenRate {
  /** Signatures a second in one session, and in four at once. */
  readonly one: number
  readonly four: number
}

/** Largest resident set that any of our commands may have, MiB. */
export const PEAK_LIMIT = 150

const HEADER = ['What', 'Who', 'Wall s', 'CPU s', 'Peak MiB', 'Wall ratio', 'CPU ratio', 'Target', 'Met']

export function isMet({ case: { target, margin }, ours, peer }: Result): boolean {
  const within = margin === undefined || ours.wall - peer.wall <= margin
  return ours.peak <= PEAK_LIMIT && within && (target === null || ours.wall <= target * peer.wall)
}

export function tableRows(results: readonly Result[]): string[][] {
  return results.flatMap((result) => {
    const { case: one, contest, ours, peer } = result
    const verdict = isMet(result) ? 'yes' : 'no'
    return [
      [
        one.title,
        contest.ours.title,
        ...costCells(ours),
        (ours.wall / peer.wall).toFixed(2),
        (ours.cpu / peer.cpu).toFixed(2),
        targetOf(one),
        targetOf(one) === '' && verdict === 'yes' ? '' : verdict,
      ],
      ['', contest.peer.title, ...costCells(peer), '', '', '', ''],
    ]
  })
}

function targetOf({ target, margin }: Case): string {
  if (margin !== undefined) return `≤ ${margin} s more`
  return target === null ? '' : `≤ ${target}`
}

function costCells({ wall, cpu, peak }: Cost): string[] {
  return [wall.toFixed(wall < 1 ? 3 : 2), cpu.toFixed(2), peak.toFixed(0)]
}

/** Columns padded for a terminal. */
export function plainTable(rows: readonly string[][]): string {
  const all = [HEADER, ...rows]
  const widths = HEADER.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function markdownTable(rows: readonly string[][]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(HEADER), line(HEADER.map((_, column) => (column < 2 ? '---' : '--:'))), ...rows.map(line)].join('\n')
}

export function machine(): string {
  const gib = Math.round(totalmem() / 2 ** 30)
  return `${availableParallelism()} cores of ${cpus()[0]?.model.trim() ?? 'an unknown processor'}, ${gib} GiB, Node ${process.versions.node}, ${process.platform} ${process.arch}`
}

export function tokenSentence({ one, four }: TokenRate): string {
  return `The bare token, RSA-3072, by pkcs11js alone: ${one.toFixed(0)} signatures a second in one session, ${four.toFixed(0)} in four at once.`
}

const PAGE = join(CHECKOUT, 'docs/performance.md')
const [BEGIN, END] = ['<!-- bench: begin -->', '<!-- bench: end -->']

/** Puts the table into docs/performance.md, between its markers. */
export function writePage(results: readonly Result[], notes: readonly string[]): void {
  const page = readFileSync(PAGE, 'utf8')
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (from < 0 || to < from) throw new Error(`${PAGE} has lost the markers ${BEGIN} ${END}`)
  const table = [`Measured on ${machine()}.`, ...notes, '', markdownTable(tableRows(results))].join('\n')
  writeFileSync(PAGE, `${page.slice(0, from + BEGIN.length)}\n${table}\n${page.slice(to)}`)
}
