/**
 * Ours beside its peers, in one run and in turns (A B A B), at the same work with the same token: wall time, processor time and peak memory as
 * medians, with the ratio that docs/performance.md promises.
 *
 *   npm run bench [-- CASE... --rounds N --write --list]
 *
 * --write puts the table into docs/performance.md (every case must have run). Ends with 1 where a target is missed.
 */
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Case } from './case.ts'
import { CASES } from './cases.ts'
import { type Cost, measure, medianCost } from './measure.ts'
import {
  isMet,
  machine,
  plainTable,
  type Result,
  type TokenRate,
  tableRows,
  tokenSentence,
  writePage,
} from './report.ts'
import { openWorkshop, start, type Workshop } from './workshop.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    write: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
})
/** Short runs swing more, and cost little. */
const SHORT_FACTOR = 7

const rounds = Number(values.rounds)
const chosen = positionals.length === 0 ? CASES : CASES.filter(({ id }) => positionals.includes(id))
const unknown = positionals.filter((id) => !CASES.some((one) => one.id === id))
if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
  throw new Error(
    `unknown: ${unknown.join(', ') || `--rounds ${values.rounds}`}; the cases: ${CASES.map(({ id }) => id).join(' ')}`,
  )
}
if (values.write && chosen.length < CASES.length) throw new Error('--write is for a run of all cases')
if (values.list) for (const { id, title } of CASES) console.log(`${id.padEnd(14)} ${title}`)
else process.exitCode = await run()

async function run(): Promise<number> {
  using workshop = await openWorkshop()
  const peerKey = workshop.osslKeyKind === 'token' ? 'key of the same token' : 'file key'
  const load = loadavg()[0] ?? 0
  const notes = [
    `${rounds} rounds (${rounds * SHORT_FACTOR} of the cold starts); osslsigncode signs with a ${peerKey}.`,
    `Other work on the machine when it began: a load of ${load.toFixed(1)}.`,
  ]
  console.log(`${machine()}; load ${load.toFixed(1)}\n`)
  const results: Result[] = []
  for (const one of chosen) {
    const result = await contest(one, workshop)
    results.push(result)
    console.log(`${plainTable(tableRows([result]))}\n`)
  }
  if (chosen.some(({ id }) => id.startsWith('many'))) notes.push(tokenSentence(tokenRate(workshop)))
  console.log(`\n${notes.join('\n')}\n\n${plainTable(tableRows(results))}`)
  if (values.write) writePage(results, notes)
  return results.every(isMet) ? 0 : 1
}

async function contest(one: Case, workshop: Workshop): Promise<Result> {
  const contest = await one.open(workshop)
  const costs: { ours: Cost[]; peer: Cost[] } = { ours: [], peer: [] }
  const runs = one.short ? rounds * SHORT_FACTOR : rounds
  // The first round fills the page cache and the compile cache; it does not count.
  for (let round = 0; round <= runs; round++) {
    for (const side of ['ours', 'peer'] as const) {
      contest[side].prepare?.()
      const cost = measure(contest[side].commands, workshop.path)
      if (round > 0) costs[side].push(cost)
    }
    process.stderr.write(`\r${one.id} ${round}/${runs} `)
  }
  process.stderr.write('\n')
  return { case: one, contest, ours: medianCost(costs.ours), peer: medianCost(costs.peer) }
}

function tokenRate(workshop: Workshop): TokenRate {
  const script = join(import.meta.dirname, 'token-rate.ts')
  const argv = [process.execPath, script, '--folder', workshop.path, '--module', workshop.module]
  return JSON.parse(start({ argv, cwd: workshop.path })) as TokenRate
}
