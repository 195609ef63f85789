import { setTimeout as sleep } from 'node:timers/promises'
import { equalBytes } from '@chancery/core'
import type { LogFile } from '@chancery/tlog'
import { TlogStorageError } from '../errors.ts'
import { CHECKPOINT_PATH, type LogStore } from '../log-store.ts'
import { parseState } from '../state.ts'
import { batchesOf, grown, isVisible, newBatch } from './batches.ts'
import { asRead, type ObjectStore, PRIVATE, type StoredObject } from './object-store.ts'
import { CHECKPOINT_HEADERS, goesBeyond, limitOf, STAGED_PREFIX, STATE_KEY, writeTiles } from './places.ts'
import { assertConditionalWrites, PROBE_PREFIX } from './probe.ts'
import { encodeStaged, MAX_STAGED, parseStaged } from './staging.ts'
import { type Clock, Turns } from './turns.ts'

export interface S3StoreOptions {
  /** How long others may have the log, in milliseconds: 30 seconds by default. */
  readonly patience?: number
  /** After how long the turn of one who does not end it is over, in milliseconds: 10 seconds by default. */
  readonly turn?: number
  readonly clock?: Clock
}

const CLOCK: Clock = { now: () => performance.now(), sleep: (milliseconds) => sleep(milliseconds) }
const MAX_STATE = 65_536
/** Milliseconds after which what nobody refers to is nobody's: far longer than any request is under way. */
const ABANDONED = 24 * 60 * 60 * 1000
/** How often something is looked at that others change. */
const ATTEMPTS = 100
/** Milliseconds. */
const PAUSE = 20

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
  readonly #clock: Clock
  /** The state as it was last seen, with all its tiles in their places. */
  #known: StoredObject | null = null
  /** Entries that the log has been seen to have. */
  #reached = 0
  /** The checkpoint as it was last seen. */
  #shown: StoredObject | null = null
  /** The batch whose tiles are known to be in their places. */
  #finished: string | null = null
  /** What is being taken away. */
  #tidying: Promise<void> = Promise.resolve()

  constructor(objects: ObjectStore, { patience = 30_000, turn = 10_000, clock = CLOCK }: S3StoreOptions) {
    this.name = objects.name
    this.#objects = objects
    this.#clock = clock
    this.#turns = new Turns(objects, { patience, turn, clock })
  }

  async prepare(): Promise<boolean> {
    await assertConditionalWrites(this.#objects)
    const [state, checkpoint, tiles] = await Promise.all([
      this.#objects.get(STATE_KEY, MAX_STATE),
      this.read(CHECKPOINT_PATH),
      this.#objects.list('tile/'),
    ])
    return state === null && checkpoint === null && tiles.length === 0
  }

  lock(): Promise<AsyncDisposable> {
    return this.#turns.take()
  }

  /** What others put there and never referred to: by the store's own clock, for the lease was written just now. */
  async recover(): Promise<void> {
    await assertConditionalWrites(this.#objects)
    const listed = await this.#objects.list('.chancery/')
    const now = listed.reduce((newest, { written }) => Math.max(newest, written), 0)
    const own = await this.#load()
    const [batch] = batchesOf(own)
    const inUse = batch === undefined ? null : STAGED_PREFIX + batch
    const abandoned = listed.filter(
      ({ key, written }) =>
        (key.startsWith(STAGED_PREFIX) || key.startsWith(PROBE_PREFIX)) && key !== inUse && written < now - ABANDONED,
    )
    if (abandoned.length > 0) await this.#objects.remove(abandoned.map(({ key }) => key)).catch(() => {})
  }

  async read(path: string, signal?: AbortSignal): Promise<Uint8Array | null> {
    const found = await this.#objects.get(path, limitOf(path), signal)
    return found?.bytes ?? null
  }

  async readState(): Promise<Uint8Array | null> {
    const state = await this.#load()
    return state?.bytes ?? null
  }

  async advance(previous: Uint8Array | null, next: Uint8Array, files: readonly LogFile[]): Promise<boolean> {
    const from = await this.#from(previous)
    if (from === undefined) return false
    const batch = newBatch()
    const staged = STAGED_PREFIX + batch
    await this.#objects.put(staged, encodeStaged(files), { ...PRIVATE, condition: { kind: 'none' } })
    const state = await this.#swap(from, next, batch)
    if (state === null) {
      await this.#objects.remove([staged]).catch(() => {})
      return false
    }
    // From here on the batch is in the log, whatever becomes of this writer.
    await this.#write(files)
    this.#finished = batch
    if (batchesOf(state)[0] === batch) this.#keep(state)
    await this.#tidy(staged)
    return true
  }

  async publishCheckpoint(checkpoint: Uint8Array, replaces: (shown: Uint8Array) => boolean): Promise<void> {
    let shown = this.#shown ?? (await this.#read(CHECKPOINT_PATH))
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (shown && (equalBytes(shown.bytes, checkpoint) || !replaces(shown.bytes))) {
        this.#shown = shown
        return
      }
      const options = { ...CHECKPOINT_HEADERS, condition: asRead(shown) }
      const putting = this.#objects.put(CHECKPOINT_PATH, checkpoint, options)
      const tag = await putting.catch((error) => this.#unless(CHECKPOINT_PATH, checkpoint, error))
      if (tag !== null) {
        this.#shown = { bytes: checkpoint, tag, mark: null }
        return
      }
      shown = await this.#read(CHECKPOINT_PATH)
    }
    throw this.#busy()
  }

  async dropPartials(paths: readonly string[]): Promise<void> {
    const lists = await Promise.all(paths.map((path) => this.#objects.list(`${path}.p/`)))
    const keys = lists.flat().map(({ key }) => key)
    if (keys.length > 0) await this.#objects.remove(keys)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#tidying
    await this.#objects[Symbol.asyncDispose]()
  }

  /** The state, once the tiles of its batch are in their places. @throws TlogStorageError LOG_ROLLED_BACK */
  async #load(): Promise<StoredObject | null> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const reached = this.#reached
      const state = await this.#read(STATE_KEY)
      if (state === null || isSame(state, this.#known)) return state
      await this.#finish(state)
      const size = sizeOf(state.bytes)
      if (size === null) return state
      if (size < reached) throw this.#rolledBack(`${reached} entries, and now ${size}`)
      if (!(await goesBeyond(this.#objects, size))) {
        return this.#keep(state)
      }
      if (isSame(state, await this.#read(STATE_KEY))) {
        throw this.#rolledBack(`tiles of more entries than the ${size} of its state`)
      }
    }
    throw this.#busy()
  }

  #keep(state: StoredObject): StoredObject {
    this.#known = state
    this.#reached = Math.max(this.#reached, sizeOf(state.bytes) ?? 0)
    return state
  }

  /** Whoever swapped the state may have been killed before its tiles were written: they are the same, by whomever. */
  async #finish(state: StoredObject): Promise<void> {
    const [batch] = batchesOf(state)
    if (batch === undefined || batch === this.#finished) return
    const key = STAGED_PREFIX + batch
    const staged = await this.#objects.get(key, MAX_STAGED)
    if (staged !== null) {
      await this.#write(parseStaged(staged.bytes, `${this.name}/${key}`))
      await this.#tidy(key)
    }
    this.#finished = batch
  }

  /** @returns undefined where the state is no longer that one */
  async #from(previous: Uint8Array | null): Promise<StoredObject | null | undefined> {
    if (previous === null) return null
    const known = this.#known
    const state = known && equalBytes(known.bytes, previous) ? known : await this.#load()
    return state && equalBytes(state.bytes, previous) ? state : undefined
  }

  /**
   * An answer may be lost, and a write may take place later than it was given up: the batches of what stands there say whether this one did. While nobody can
   * tell, the same is tried again, which takes place once at most.
   * @returns what stands there now, which others may have gone on from; null where another writer was faster
   */
  async #swap(from: StoredObject | null, next: Uint8Array, batch: string): Promise<StoredObject | null> {
    const mark = grown(from, batch)
    const options = { ...PRIVATE, type: 'application/json', condition: asRead(from), mark }
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      let failure: unknown
      const tag = await this.#objects.put(STATE_KEY, next, options).catch((error) => {
        failure = error
        return null
      })
      if (tag !== null) return { bytes: next, tag, mark }
      const now = await this.#read(STATE_KEY).catch((error) => {
        throw failure ?? error
      })
      if (now && batchesOf(now).includes(batch)) return now
      if (!isSame(now, from)) {
        if (isVisible(now, from)) return null
        throw this.#busy()
      }
      if (failure !== undefined) throw failure
      await this.#clock.sleep(PAUSE)
    }
    throw this.#busy()
  }

  #write(files: readonly LogFile[]): Promise<void> {
    return writeTiles(this.#objects, files, () => this.#clock.sleep(PAUSE))
  }

  /** Not waited for before the next step: what stays behind is found to be done. */
  async #tidy(key: string): Promise<void> {
    await this.#tidying
    this.#tidying = this.#objects.remove([key]).catch(() => {})
  }

  /** The answer to a write may have been lost. @returns the tag where it is there */
  async #unless(key: string, bytes: Uint8Array, error: unknown): Promise<string> {
    const found = await this.#read(key).catch(() => null)
    if (found === null || !equalBytes(found.bytes, bytes)) throw error
    return found.tag
  }

  #read(key: string): Promise<StoredObject | null> {
    return this.#objects.get(key, key === STATE_KEY ? MAX_STATE : limitOf(key))
  }

  #rolledBack(why: string): TlogStorageError {
    return new TlogStorageError('LOG_ROLLED_BACK', `${this.name} had ${why}`, { details: { log: this.name } })
  }

  #busy(): TlogStorageError {
    const { name } = this
    return new TlogStorageError('LOG_BUSY', `others write to ${name} without end`, { details: { log: name } })
  }
}

function isSame(one: StoredObject | null, other: StoredObject | null): boolean {
  return one?.tag === other?.tag && one?.mark === other?.mark
}

/** null where somebody else has written there: who opens the log says so. */
function sizeOf(state: Uint8Array): number | null {
  try {
    return parseState(state).size
  } catch {
    return null
  }
}
