import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { FilesError } from './errors.ts'
import { decodeFailure, type LaneReply, type LaneTask } from './lane-protocol.ts'

interface Waiting {
  resolve(digests: readonly Uint8Array[]): void
  reject(error: Error): void
}

/** Small objects die young here: room for more of them would only be memory. */
const YOUNG_MB = 4

/** A thread of its own that hashes one task after the other. */
export class WorkerLane {
  readonly #worker: Worker
  readonly #onEnd: () => void
  #waiting: Waiting | null = null
  #ended = false

  /** @param onEnd called once, when the thread is gone, before its task fails */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd
    this.#worker = new Worker(workerFile(), {
      name: 'chancery-lane',
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
      // A thread that hashes has no use for PINs and tokens, nor for what --import or --inspect did to the process.
      env: compileCache(),
      execArgv: runsFromSource() ? ['--conditions=@chancery/source'] : [],
    })
    this.#worker.on('message', (reply: LaneReply) => {
      const waiting = this.#settle()
      if (reply.kind === 'digests') waiting?.resolve(reply.digests)
      else waiting?.reject(decodeFailure(reply.failure))
    })
    this.#worker.on('error', (cause) => this.#lose(cause))
    this.#worker.on('exit', () => this.#lose(undefined))
    // Last: whoever listens for messages makes the process wait for them.
    this.#worker.unref()
  }

  /** @throws what the task throws; FilesError LANE_FAILED where the thread ended first */
  run(task: LaneTask): Promise<readonly Uint8Array[]> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      // Whoever awaits a digest awaits this thread; an idle one must not keep the process alive.
      this.#worker.ref()
      this.#worker.postMessage(task)
    })
  }

  async stop(): Promise<void> {
    await this.#worker.terminate()
  }

  #settle(): Waiting | null {
    const waiting = this.#waiting
    this.#waiting = null
    this.#worker.unref()
    return waiting
  }

  #lose(cause: unknown): void {
    if (this.#ended) return
    this.#ended = true
    this.#onEnd()
    this.#settle()?.reject(new FilesError('LANE_FAILED', 'a hashing thread ended before its work did', { cause }))
  }
}

/** The thread's code stands beside this file, under the same extension: as source, compiled, or in a bundle. */
function workerFile(): URL {
  return new URL(`./lane-worker${runsFromSource() ? '.ts' : '.js'}`, import.meta.url)
}

function runsFromSource(): boolean {
  return new URL(import.meta.url).pathname.endsWith('.ts')
}

/** A process that caches compiled code lends it to its threads: from source, they start in half the time and memory. */
function compileCache(): NodeJS.ProcessEnv {
  const folder = getCompileCacheDir()
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) }
}
