/**
 * Random and mutated inputs for everything that reads what strangers write. Each must end in a verdict or a typed error, within two seconds and
 * 256 MiB; whatever does otherwise is saved under crashes/, and replay.test.ts replays it for ever.
 *
 *   npm run fuzz [-- --seconds N] [--runs N] [--format TARGET]... [--seed N]
 *
 * --runs is for each target, --seconds for all of them together; without either, 2000 runs. The same seed makes the same inputs.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import type { Summary, Work } from './fuzz-worker.ts'
import { LIMITS } from './judge.ts'
import { makeInput } from './mutate.ts'
import { inputSeed, Random } from './random.ts'
import { TARGETS, targetOf } from './targets.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string' },
    runs: { type: 'string' },
    format: { type: 'string', multiple: true, default: [] },
    seed: { type: 'string' },
  },
})
/** What a thread may hold on its heap, MiB. */
const HEAP = 256

const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed)
const seconds = values.seconds === undefined ? Number.POSITIVE_INFINITY : Number(values.seconds)
const runs =
  values.runs === undefined ? (values.seconds === undefined ? 2000 : Number.MAX_SAFE_INTEGER) : Number(values.runs)
if (![seed, seconds, runs].every((one) => one >= 0)) throw new Error('--seed, --seconds and --runs are numbers')
const targets = values.format.length === 0 ? TARGETS : values.format.map(targetOf)

console.log(`seed ${seed}`)
for (const { id } of targets) {
  const { runs: done, words, crash } = await fuzzTarget(id, Date.now() + (seconds * 1000) / targets.length)
  const common = Object.entries(words).sort(([, a], [, b]) => b - a)
  const shown = common.slice(0, 8).map(([word, times]) => `${word} ${times}`)
  console.log(`${id}: ${done} inputs, ${common.length} outcomes: ${shown.join(', ')}${common.length > 8 ? ', …' : ''}`)
  if (done === 0) throw new Error(`${id}: no input was tried`)
  if (!crash) continue
  process.exitCode = 1
  console.log(`${id}: CRASH ${crash.why}\n  saved as ${save(id, crash.input)}`)
}

/** A thread of its own, so that one that hangs can be ended. */
function fuzzTarget(target: string, until: number): Promise<Summary> {
  const progress = new Int32Array(new SharedArrayBuffer(4))
  const work: Work = { target, seed, from: 0, runs, until, progress }
  const worker = new Worker(new URL('./fuzz-worker.ts', import.meta.url), {
    workerData: work,
    execArgv: ['--conditions=@chancery/source'],
    resourceLimits: { maxOldGenerationSizeMb: HEAP },
  })
  return new Promise((resolve) => {
    const lost = (why: string): void => {
      clearInterval(watch)
      const at = Atomics.load(progress, 0)
      const input = makeInput(targetOf(target).material(), new Random(inputSeed(seed, target, at)))
      resolve({ runs: at + 1, words: {}, crash: { input, why } })
      void worker.terminate()
    }
    const watch = watchForHang(progress, () => lost(`did not end in ${LIMITS.seconds} s`))
    worker.on('message', (summary: Summary) => {
      clearInterval(watch)
      resolve(summary)
    })
    worker.on('error', (error) => lost(`ended its thread: ${error.message}`))
    worker.on('exit', () => lost('was never settled'))
  })
}

/** Processor time counts, not the clock: this machine may have other things to do. */
function watchForHang(progress: Int32Array, onHang: () => void): NodeJS.Timeout {
  let seen = { at: -1, since: process.cpuUsage() }
  return setInterval(() => {
    const at = Atomics.load(progress, 0)
    if (at !== seen.at) seen = { at, since: process.cpuUsage() }
    const { user, system } = process.cpuUsage(seen.since)
    // Twice, for the thread's start, and so that a slow input that does end is told as such by the thread itself.
    if ((user + system) / 1e6 > 2 * LIMITS.seconds) onHang()
  }, 250)
}

function save(target: string, input: Uint8Array): string {
  const folder = join(import.meta.dirname, 'crashes', target)
  const name = createHash('sha256').update(input).digest('hex').slice(0, 16)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), input)
  return join('test/fuzz/crashes', target, name)
}
