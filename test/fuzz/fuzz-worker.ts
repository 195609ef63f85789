import { parentPort, workerData } from 'node:worker_threads'
import { judge } from './judge.ts'
import { makeInput } from './mutate.ts'
import { inputSeed, Random } from './random.ts'
import { targetOf } from './targets.ts'

/** What fuzz.ts starts a thread for. */
export interface Work {
  readonly target: string
  readonly seed: number
  readonly from: number
  readonly runs: number
  /** Milliseconds since the epoch. */
  readonly until: number
  /** [0]: the number of the input that is being read, so that it is known when the thread hangs or dies. */
  readonly progress: Int32Array
}

export interface Summary {
  readonly runs: number
  /** How often each verdict and each error code came up. */
  readonly words: Readonly<Record<string, number>>
  readonly crash: { readonly input: Uint8Array; readonly why: string } | null
}

const port = parentPort
if (port) port.postMessage(await fuzz(workerData as Work))

async function fuzz({ target: id, seed, from, runs, until, progress }: Work): Promise<Summary> {
  const target = targetOf(id)
  const material = target.material()
  const words: Record<string, number> = {}
  let done = 0
  for (; done < runs && Date.now() < until; done++) {
    Atomics.store(progress, 0, from + done)
    const input = makeInput(material, new Random(inputSeed(seed, id, from + done)))
    const judgement = await judge(target, input)
    if (judgement.kind === 'crash') return { runs: done + 1, words, crash: { input, why: judgement.why } }
    words[judgement.word] = (words[judgement.word] ?? 0) + 1
  }
  return { runs: done, words, crash: null }
}
