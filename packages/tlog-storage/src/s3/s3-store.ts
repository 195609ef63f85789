import { setTimeout as sleep } from 'node:timers/promises'
import { equalBytes } from '@chancery/core'
import type { LogFile } from '@chancery/tlog'
import { CHECKPOINT_PATH, type LogStore } from '../log-store.ts'
import { batchesOf } from './batches.ts'
import { asRead, type ObjectStore, type StoredObject } from './object-store.ts'
import { CHECKPOINT_HEADERS, limitOf, STAGED_PREFIX, STATE_KEY } from './places.ts'
import { assertConditionalWrites, PROBE_PREFIX } from './probe.ts'
import { ATTEMPTS, busy, StateObject } from './state-object.ts'
import { type Clock, Turns } from './turns.ts'

export interface S3StoreOptions {
  /** How long others may have the log, in milliseconds: 30 seconds by default. */
  readonly patience?: number
  /** After how long the turn of one who does not end it is over, in milliseconds: 10 seconds by default. */
  readonly turn?: number
  readonly clock?: Clock
}

const CLOCK: Clock = { now: () => performance.now(), sleep: (milliseconds) => sleep(milliseconds) }
/** Milliseconds. */
const DAY = 24 * 60 * 60 * 1000

/**
 * A log in a bucket, to be served as it is. No lock can be trusted there: the state is compared and swapped, and the tiles of a batch, put into one object
 * before, go to their places only afterwards. Who finds that object finishes what another began.
 * @param objects is disposed of with the store
 */
export function s3Store(objects: ObjectStore, options: S3StoreOptions = {}): LogStore {
  return new S3Store(objects, options)
}

class S3Store implements LogStore {
  readonly name: string
  readonly #objects: ObjectStore
  readonly #turns: Turns
  readonly #state: StateObject
  /** The checkpoint as it was last seen. */
  #shown: StoredObject | null = null

  constructor(objects: ObjectStore, { patience = 30_000, turn = 10_000, clock = CLOCK }: S3StoreOptions) {
    this.name = objects.name
    this.#objects = objects
    this.#turns = new Turns(objects, { patience, turn, clock })
    this.#state = new StateObject(objects, clock)
  }

  async prepare(): Promise<boolean> {
    await assertConditionalWrites(this.#objects)
    const [state, checkpoint, tiles] = await Promise.all([
      this.#state.peek(),
      this.read(CHECKPOINT_PATH),
      this.#objects.list('tile/'),
    ])
    return state === null && checkpoint === null && tiles.length === 0
  }

  lock(): Promise<AsyncDisposable> {
    return this.#turns.take()
  }

  /**
   * Takes away what others put there and never referred to. A batch is put there after the state that it goes on from was read: where that was replaced since, it
   * cannot take place any more. The store's clock alone is asked, and given a day.
   */
  async recover(): Promise<void> {
    await assertConditionalWrites(this.#objects)
    const listed = await this.#objects.list('.chancery/')
    const replaced = listed.find(({ key }) => key === STATE_KEY)?.written ?? 0
    const [batch] = batchesOf(await this.#state.load())
    const inUse = batch === undefined ? null : STAGED_PREFIX + batch
    const abandoned = listed.filter(
      ({ key, written }) =>
        (key.startsWith(STAGED_PREFIX) || key.startsWith(PROBE_PREFIX)) && key !== inUse && written < replaced - DAY,
    )
    if (abandoned.length > 0) await this.#objects.remove(abandoned.map(({ key }) => key)).catch(() => {})
  }

  async read(path: string, signal?: AbortSignal): Promise<Uint8Array | null> {
    const found = await this.#objects.get(path, limitOf(path), signal)
    return found?.bytes ?? null
  }

  async readState(): Promise<Uint8Array | null> {
    const state = await this.#state.load()
    return state?.bytes ?? null
  }

  advance(previous: Uint8Array | null, next: Uint8Array, files: readonly LogFile[]): Promise<boolean> {
    return this.#state.advance(previous, next, files)
  }

  async publishCheckpoint(checkpoint: Uint8Array, replaces: (shown: Uint8Array) => boolean): Promise<void> {
    let shown = this.#shown ?? (await this.#readShown())
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (shown && (equalBytes(shown.bytes, checkpoint) || !replaces(shown.bytes))) {
        this.#shown = shown
        return
      }
      const options = { ...CHECKPOINT_HEADERS, condition: asRead(shown) }
      const putting = this.#objects.put(CHECKPOINT_PATH, checkpoint, options)
      const tag = await putting.catch((error) => this.#unlessShown(checkpoint, error))
      if (tag !== null) {
        this.#shown = { bytes: checkpoint, tag, mark: null }
        return
      }
      shown = await this.#readShown()
    }
    throw busy(this.#objects)
  }

  async dropPartials(paths: readonly string[]): Promise<void> {
    const lists = await Promise.all(paths.map((path) => this.#objects.list(`${path}.p/`)))
    const keys = lists.flat().map(({ key }) => key)
    if (keys.length > 0) await this.#objects.remove(keys)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#state.settle()
    await this.#objects[Symbol.asyncDispose]()
  }

  #readShown(): Promise<StoredObject | null> {
    return this.#objects.get(CHECKPOINT_PATH, limitOf(CHECKPOINT_PATH))
  }

  /** The answer to a write may have been lost. @returns the tag of what is there */
  async #unlessShown(checkpoint: Uint8Array, error: unknown): Promise<string> {
    const found = await this.#readShown().catch(() => null)
    if (found === null || !equalBytes(found.bytes, checkpoint)) throw error
    return found.tag
  }
}
