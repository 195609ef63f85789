import { equalBytes } from '@chancery/core'
import type { LogFile } from '@chancery/tlog'
import { TlogStorageError } from '../errors.ts'
import { parseState } from '../state.ts'
import { batchesOf, grown, isVisible, newBatch } from './batches.ts'
import { asRead, type ObjectStore, PRIVATE, type StoredObject } from './object-store.ts'
import { goesBeyond, STAGED_PREFIX, STATE_KEY, writeTiles } from './places.ts'
import { encodeStaged, MAX_STAGED, parseStaged } from './staging.ts'
import type { Clock } from './turns.ts'

const MAX_STATE = 65_536
/** How often something is looked at that others change. */
export const ATTEMPTS = 100
/** Milliseconds. */
const PAUSE = 20

/** How far the log has come: an object that is replaced by comparing alone, and the batches that lead from one to the next. */
export class StateObject {
  readonly #objects: ObjectStore
  readonly #clock: Clock
  /** As it was last seen, with all its tiles in their places. */
  #known: StoredObject | null = null
  /** Entries that the log has been seen to have. */
  #reached = 0
  /** The batch whose tiles are known to be in their places. */
  #finished: string | null = null
  /** What is being taken away. */
  #tidying: Promise<void> = Promise.resolve()

  constructor(objects: ObjectStore, clock: Clock) {
    this.#objects = objects
    this.#clock = clock
  }

  /** As it stands there, whatever became of its tiles. */
  peek(): Promise<StoredObject | null> {
    return this.#objects.get(STATE_KEY, MAX_STATE)
  }

  /** Once the tiles of its batch are in their places. @throws TlogStorageError LOG_ROLLED_BACK */
  async load(): Promise<StoredObject | null> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const reached = this.#reached
      const state = await this.peek()
      if (state === null || isSame(state, this.#known)) return state
      await this.#finish(state)
      const size = sizeOf(state.bytes)
      if (size === null) return state
      if (size < reached) throw this.#rolledBack(`${reached} entries, and now ${size}`)
      if (!(await goesBeyond(this.#objects, size))) return this.#keep(state)
      if (isSame(state, await this.peek())) {
        throw this.#rolledBack(`tiles of more entries than the ${size} of its state`)
      }
    }
    throw busy(this.#objects)
  }

  /** @returns false where another writer was faster */
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

  /** What is under way. */
  async settle(): Promise<void> {
    await this.#tidying
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
      await this.#write(parseStaged(staged.bytes, `${this.#objects.name}/${key}`))
      await this.#tidy(key)
    }
    this.#finished = batch
  }

  /** @returns undefined where the state is no longer that one */
  async #from(previous: Uint8Array | null): Promise<StoredObject | null | undefined> {
    if (previous === null) return null
    const known = this.#known
    const state = known && equalBytes(known.bytes, previous) ? known : await this.load()
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
      let failure: Error | null = null
      const tag = await this.#objects.put(STATE_KEY, next, options).catch((error: Error) => {
        failure = error
        return null
      })
      if (tag !== null) return { bytes: next, tag, mark }
      const now = await this.peek().catch((error) => {
        throw failure ?? error
      })
      if (now && batchesOf(now).includes(batch)) return now
      if (!isSame(now, from)) {
        if (isVisible(now, from)) return null
        throw busy(this.#objects)
      }
      if (failure !== null) throw failure as Error
      await this.#clock.sleep(PAUSE)
    }
    throw busy(this.#objects)
  }

  #write(files: readonly LogFile[]): Promise<void> {
    return writeTiles(this.#objects, files, () => this.#clock.sleep(PAUSE))
  }

  /** Not waited for before the next step: what stays behind is found to be done. */
  async #tidy(key: string): Promise<void> {
    await this.#tidying
    this.#tidying = this.#objects.remove([key]).catch(() => {})
  }

  #rolledBack(why: string): TlogStorageError {
    const { name } = this.#objects
    return new TlogStorageError('LOG_ROLLED_BACK', `${name} had ${why}`, { details: { log: name } })
  }
}

export function busy({ name }: ObjectStore): TlogStorageError {
  return new TlogStorageError('LOG_BUSY', `others write to ${name} without end`, { details: { log: name } })
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
