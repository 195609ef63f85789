import { randomUUID } from 'node:crypto'
import { isJsonObject, utf8 } from '@chancery/core'
import { TlogStorageError } from '../errors.ts'
import { asRead, type ObjectStore, PRIVATE } from './object-store.ts'

export interface Clock {
  /** Milliseconds, of no matter what beginning. */
  now(): number
  sleep(milliseconds: number): Promise<void>
}

export interface TurnOptions {
  /** Milliseconds that a turn is waited for. */
  readonly patience: number
  /** Milliseconds after which a turn is taken from one who does not end it. */
  readonly turn: number
  readonly clock: Clock
}

/** What stands in the object: whose turn it is, and whose is next. null: nobody's. */
interface Lease {
  readonly turn: string | null
  readonly next: string | null
}

interface Found extends Lease {
  readonly tag: string
}

const LEASE_KEY = '.chancery/lease'
const MAX_LEASE = 4096
/** Milliseconds between looks. */
const FIRST_PAUSE = 4
const LONGEST_PAUSE = 100

/**
 * Turns of writers, for speed: who takes none, or loses one, breaks nothing. The lease is an object that is changed by comparing alone; a writer that
 * finds it taken puts itself down as next, and is handed the turn. No clocks are compared: who watches one turn for too long takes the next.
 */
export class Turns {
  readonly #objects: ObjectStore
  readonly #options: TurnOptions
  /** As it was left: often nobody has touched it since. */
  #left: Found | null = null

  constructor(objects: ObjectStore, options: TurnOptions) {
    this.#objects = objects
    this.#options = options
  }

  /** @throws TlogStorageError LOG_BUSY, LOG_STORE_UNAVAILABLE, LOG_STORE_REFUSED */
  async take(): Promise<AsyncDisposable> {
    const { clock, patience, turn } = this.#options
    const me = randomUUID()
    const began = clock.now()
    let watched = { turn: null as string | null, since: began }
    let found = this.#left ?? (await this.#read())
    this.#left = null
    for (let pause = FIRST_PAUSE; ; ) {
      if (found?.turn === me) return this.#held(me, found)
      const now = clock.now()
      if (found && found.turn !== watched.turn) watched = { turn: found.turn, since: now }
      if (found === null || found.turn === null || now - watched.since > turn) {
        const tag = await this.#put(found, { turn: me, next: found?.next ?? null })
        if (tag !== null) return this.#held(me, { turn: me, next: found?.next ?? null, tag })
      } else {
        if (now - began > patience) {
          const { name } = this.#objects
          throw new TlogStorageError('LOG_BUSY', `another process writes to ${name}`, { details: { log: name } })
        }
        if (found.next === null) await this.#put(found, { turn: found.turn, next: me })
        await clock.sleep(pause)
        pause = Math.min(2 * pause, LONGEST_PAUSE)
      }
      found = await this.#read()
    }
  }

  #held(me: string, held: Found): AsyncDisposable {
    return { [Symbol.asyncDispose]: () => this.#end(me, held).catch(() => {}) }
  }

  /** Where this fails, the turn ends by itself. */
  async #end(me: string, held: Found): Promise<void> {
    let found: Found | null = held
    for (let attempt = 0; attempt < 2 && found?.turn === me; attempt++) {
      // Whoever stood there when the turn was taken is a waiter that may be gone: only one that came since is known to wait.
      const next = found === held ? null : found.next
      const left: Lease = { turn: next, next: null }
      const tag = await this.#put(found, left)
      if (tag !== null) {
        if (next === null) this.#left = { ...left, tag }
        return
      }
      found = await this.#read()
    }
  }

  #put(found: Found | null, lease: Lease): Promise<string | null> {
    // Another content each time: some servers' tags are hashes.
    const bytes = utf8(`${JSON.stringify({ version: 1, ...lease, once: randomUUID() })}\n`)
    return this.#objects.put(LEASE_KEY, bytes, { ...PRIVATE, condition: asRead(found) })
  }

  async #read(): Promise<Found | null> {
    const object = await this.#objects.get(LEASE_KEY, MAX_LEASE)
    return object && { ...parseLease(object.bytes), tag: object.tag }
  }
}

/** What cannot be read is nobody's turn. */
function parseLease(bytes: Uint8Array): Lease {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(bytes))
    const { turn, next } = isJsonObject(json) ? json : {}
    return { turn: typeof turn === 'string' ? turn : null, next: typeof next === 'string' ? next : null }
  } catch {
    return { turn: null, next: null }
  }
}
