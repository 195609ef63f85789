import { setTimeout as sleep } from 'node:timers/promises'
import { CoreError } from '@chancery/core'
import { assertEntry } from '@chancery/tlog'
import { TlogStorageError } from './errors.ts'

/** What is written next. */
export interface Batch<Result> {
  /** Closes it: who comes later waits for the next one. None where all have been taken back. */
  take(): readonly Uint8Array[]
  /** @param results one for each of its entries, in their order */
  resolve(results: readonly Result[]): void
}

interface Waiting<Result> {
  readonly entry: Uint8Array
  resolve(result: Result): void
  reject(error: unknown): void
}

const MAX_WINDOW = 250
/** Entries; a batch that is full waits no longer. */
const MAX_BATCH = 4096
/** Bytes. */
const MAX_BATCH_BYTES = 16 * 1024 * 1024

/** Gathers the entries that come within a moment of each other, and has them written, one batch after the other. */
export class Batches<Result> {
  readonly #window: number
  readonly #write: (batch: Batch<Result>) => Promise<void>
  #waiting: Waiting<Result>[] = []
  #bytes = 0
  /** Ends the wait for more entries. */
  #hurry: AbortController | null = null
  #running: Promise<void> | null = null
  #closed = false

  /**
   * @param window how long the first entry of a batch waits for others, in milliseconds: at most 250
   * @param write what it throws, the entries of its batch are rejected with
   */
  constructor(window: number, write: (batch: Batch<Result>) => Promise<void>) {
    if (!(window >= 0 && window <= MAX_WINDOW)) throw new TypeError(`a window has 0 to ${MAX_WINDOW} milliseconds`)
    this.#window = window
    this.#write = write
  }

  /**
   * @param signal takes back an entry that no batch has taken up yet
   * @throws TlogError ENTRY_TOO_LARGE; TlogStorageError LOG_CLOSED; CoreError ABORTED; what `write` throws
   */
  add(entry: Uint8Array, signal?: AbortSignal): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw new TlogStorageError('LOG_CLOSED', 'the log is closed')
      if (signal?.aborted) throw aborted()
      assertEntry(entry)
      const takeBack = (): void => this.#takeBack(waiting)
      const settled = (): void => signal?.removeEventListener('abort', takeBack)
      const waiting: Waiting<Result> = {
        entry: Uint8Array.from(entry),
        resolve(result) {
          settled()
          resolve(result)
        },
        reject(error) {
          settled()
          reject(error)
        },
      }
      this.#waiting.push(waiting)
      this.#bytes += entry.length
      signal?.addEventListener('abort', takeBack)
      if (this.#isFull()) this.#hurry?.abort()
      this.#running ??= this.#run()
    })
  }

  /** Takes no more, and waits for what was added. */
  async close(): Promise<void> {
    this.#closed = true
    this.#hurry?.abort()
    await this.#running
  }

  #takeBack(waiting: Waiting<Result>): void {
    const at = this.#waiting.indexOf(waiting)
    if (at < 0) return
    this.#waiting.splice(at, 1)
    this.#bytes -= waiting.entry.length
    waiting.reject(aborted())
  }

  #isFull(): boolean {
    return this.#waiting.length >= MAX_BATCH || this.#bytes >= MAX_BATCH_BYTES
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      if (!this.#isFull() && !this.#closed) {
        this.#hurry = new AbortController()
        await sleep(this.#window, undefined, { signal: this.#hurry.signal }).catch(() => {})
      }
      await this.#next()
    }
    this.#running = null
  }

  async #next(): Promise<void> {
    let taken: readonly Waiting<Result>[] | null = null
    try {
      await this.#write({
        take: () => {
          taken = this.#take()
          return taken.map(({ entry }) => entry)
        },
        resolve(results) {
          for (const [at, result] of results.entries()) taken?.[at]?.resolve(result)
        },
      })
    } catch (error) {
      for (const { reject } of taken ?? this.#take()) reject(error)
    }
  }

  #take(): readonly Waiting<Result>[] {
    let bytes = 0
    const count = this.#waiting.findIndex(({ entry }, at) => {
      bytes += entry.length
      return at === MAX_BATCH || (at > 0 && bytes > MAX_BATCH_BYTES)
    })
    const batch = this.#waiting.splice(0, count < 0 ? this.#waiting.length : count)
    for (const { entry } of batch) this.#bytes -= entry.length
    return batch
  }
}

function aborted(): CoreError {
  return new CoreError('ABORTED', 'aborted before the entry was added')
}
