import { execFile } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { recoverInterrupted } from '../src/index.ts'
import { RECORD, SCENARIOS, type Scenario, SIDE } from './kill/scenarios.ts'
import { names, tempFolder } from './temp-folder.ts'

const SIGNER = fileURLToPath(new URL('./kill/signer.ts', import.meta.url))
/** Fewer calls than this, and the calls were not counted. */
const FEWEST = 3

interface Outcome {
  readonly killed: boolean
  readonly calls: readonly string[]
}

function sign(name: string, folder: string, at: number, when: 'before' | 'half', cache: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const args = ['--conditions=@chancery/source', SIGNER, name, folder, String(at), when]
    execFile(process.execPath, args, { env: { NODE_COMPILE_CACHE: cache } }, (error, stdout, stderr) => {
      if (error && error.signal !== 'SIGKILL') reject(new Error(stderr))
      else resolve({ killed: error !== null, calls: error === null ? JSON.parse(stdout) : [] })
    })
  })
}

/** What a kill may leave: and nothing else. */
function expectWhole(scenario: Scenario, folder: string, inPlace: boolean): void {
  const target = scenario.target(folder)
  if (!inPlace && !existsSync(target)) return
  const bytes = readFileSync(target)
  const isFinished = Buffer.compare(bytes, scenario.finished) === 0
  const grown = Buffer.compare(bytes.subarray(0, scenario.original.length), scenario.original) === 0
  const journaled = names(dirname(target)).includes('.app.exe.chancery-journal.tmp')
  if (!isFinished && !(grown && (bytes.length === scenario.original.length || journaled))) {
    throw new Error(`${target} has ${bytes.length} bytes and is neither the original nor finished`)
  }
  // Whoever sees a signed file in an output folder sees its record.
  if (!inPlace) expect(readFileSync(`${target}.sigstore.json`)).toEqual(Buffer.from(RECORD))
}

function expectClean(scenario: Scenario, folder: string): void {
  const target = scenario.target(folder)
  for (const name of ['in', 'out'].filter((one) => existsSync(join(folder, one)))) {
    expect(names(join(folder, name)).filter((one) => one.startsWith('.'))).toEqual([])
  }
  if (!existsSync(target)) return
  const bytes = readFileSync(target)
  expect([scenario.original, scenario.finished].some((one) => Buffer.compare(bytes, one) === 0)).toBe(true)
}

describe('kill -9 at every call that changes the disk', () => {
  it.each(Object.entries(SCENARIOS))('%s', { timeout: 180_000 }, async (name, scenario) => {
    const cache = tempFolder()
    const inPlace = name !== 'rolled back' && !name.startsWith('into')
    const whole = async (at: number, when: 'before' | 'half'): Promise<Outcome> => {
      const folder = tempFolder()
      scenario.prepare(folder)
      const outcome = await sign(name, folder, at, when, cache)
      expectWhole(scenario, folder, inPlace || name === 'rolled back')
      await recoverInterrupted(scenario.target(folder))
      if (outcome.killed) expectClean(scenario, folder)
      // What was killed can be done again.
      await scenario.run(folder)
      expectClean(scenario, folder)
      const ends = name === 'rolled back' || name.endsWith('discarded') ? scenario.original : scenario.finished
      expect(Buffer.compare(readFileSync(scenario.target(folder)), ends)).toBe(0)
      if (name.includes('detached')) expect(readFileSync(`${scenario.target(folder)}.p7s`)).toEqual(Buffer.from(SIDE))
      rmSync(folder, { recursive: true })
      return outcome
    }
    const { killed, calls } = await whole(0, 'before')
    expect(killed).toBe(false)
    expect(calls.length).toBeGreaterThanOrEqual(FEWEST)
    for (const [i, call] of calls.entries()) {
      const moments = call.startsWith('write') ? (['before', 'half'] as const) : (['before'] as const)
      const outcomes = await Promise.all(moments.map((when) => whole(i + 1, when)))
      for (const outcome of outcomes) expect(outcome.killed).toBe(true)
    }
  })
})
