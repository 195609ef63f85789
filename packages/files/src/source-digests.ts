import type { DigestJob } from '@chancery/core'
import type { CancelFlag } from './cancel.ts'
import { type DigestBatch, jobKey, planDigest } from './digest-plan.ts'
import { hashGroups } from './hash-groups.ts'
import { INLINE_COST, runOnLanes } from './lanes.ts'
import { withReadBuffer } from './read-buffer.ts'

/** The digests of one open file. Equal jobs, also those under way, are hashed once. */
export class SourceDigests {
  readonly #fd: number
  readonly #whole: Uint8Array | undefined
  readonly #lanes: number
  readonly #cancel: CancelFlag
  readonly #digests = new Map<string, Promise<Uint8Array>>()
  readonly #running = new Set<Promise<unknown>>()

  /** @param whole the file's bytes, where they are in memory */
  constructor(fd: number, whole: Uint8Array | undefined, lanes: number, cancel: CancelFlag) {
    this.#fd = fd
    this.#whole = whole
    this.#lanes = lanes
    this.#cancel = cancel
  }

  digest(jobs: readonly DigestJob[]): Promise<Uint8Array[]> {
    const keys = jobs.map(jobKey)
    const fresh = new Map<string, DigestJob>()
    for (const [i, key] of keys.entries()) {
      if (!this.#digests.has(key) && !fresh.has(key)) fresh.set(key, jobs[i] as DigestJob)
    }
    this.#start(fresh)
    return Promise.all(keys.map((key) => this.#digests.get(key) as Promise<Uint8Array>))
  }

  /** Waits until no thread reads the descriptor any more. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#running)
  }

  #start(fresh: ReadonlyMap<string, DigestJob>): void {
    const plan = planDigest([...fresh.values()])
    const inline = plan.cost <= INLINE_COST
    const batches = plan.batches.map((batch) => {
      const running = inline ? this.#hashHere(batch) : this.#hashOnLane(batch)
      this.#running.add(running)
      const done = (): void => void this.#running.delete(running)
      running.then(done, done)
      return running
    })
    for (const [index, key] of [...fresh.keys()].entries()) {
      const { batch, at } = plan.places[index] as { batch: number; at: number }
      const digest = (batches[batch] as Promise<readonly Uint8Array[]>).then((all) => all[at] as Uint8Array)
      // `digest` above awaits it too, but one failure rejects there and the others must not count as unhandled.
      digest.catch(() => {})
      this.#digests.set(key, digest)
    }
  }

  #hashHere({ groups }: DigestBatch): Promise<readonly Uint8Array[]> {
    const context = { fd: this.#fd, whole: this.#whole, cancel: this.#cancel, shared: true }
    return withReadBuffer((buffer) => hashGroups(groups, { ...context, buffer }))
  }

  #hashOnLane(batch: DigestBatch): Promise<readonly Uint8Array[]> {
    return runOnLanes({ fd: this.#fd, groups: batch.groups, cancel: this.#cancel }, this.#lanes)
  }
}
