import { equalBytes } from '@chancery/core'
import { TlogStorageError } from '../../src/index.ts'
import type { Clock, ListedObject, ObjectStore, PutOptions, StoredObject } from '../../src/s3/index.ts'

/**
 * What becomes of a request: it is answered; it takes place and its answer is lost, or it is tried anew by the client and meets itself; it does not take
 * place; it takes place later than anybody waits for it; its writer is dead before it takes place, or after.
 */
export type Fate = 'answered' | 'lost' | 'repeated' | 'failed' | 'late' | 'dead-before' | 'dead-after'

interface Kept {
  readonly bytes: Uint8Array
  readonly tag: string
  readonly mark: string | null
  readonly written: number
}

/** A request that waits for its turn. */
interface Pending {
  readonly writer: string
  readonly what: string
  go(): void
}

/** Whether an error is what the simulation made. */
export function isSimulated(error: unknown): boolean {
  return error instanceof TlogStorageError && error.code === 'LOG_STORE_UNAVAILABLE'
}

/**
 * An object store in memory whose conditional writes are right, and whose requests take place in the order and have the fate that the test gives them.
 * It keeps the rules that no history of a log may break, and says which was broken.
 */
export class Bucket {
  readonly objects: Map<string, Kept> = new Map()
  readonly broken: string[] = []
  /** Requests so far. */
  count = 0
  /** Milliseconds. */
  time = 0
  /** By number, from 1. */
  fate: (count: number, what: string, writer: string) => Fate = () => 'answered'
  /** Requests wait for `step` where it is set; else they take place as they come. */
  gated = false
  readonly pending: Pending[] = []
  /** Runs after a request has taken place, before its writer hears of it. */
  after: ((what: string, writer: string) => Promise<void>) | null = null
  readonly #dead = new Set<string>()
  readonly #late: (() => unknown)[] = []
  #tags = 0

  store(writer: string): ObjectStore {
    return {
      name: 's3://simulated',
      get: (key) => this.#ask(writer, `get ${key}`, () => this.#get(key)),
      put: (key, bytes, options) => this.#ask(writer, `put ${key}`, () => this.#put(key, bytes, options)),
      remove: (keys) => this.#ask(writer, `remove ${keys.join(' ')}`, () => this.#remove(keys)),
      list: (prefix) => this.#ask(writer, `list ${prefix}`, () => this.#list(prefix)),
      async [Symbol.asyncDispose]() {},
    }
  }

  /** Time passes when it is slept. */
  clock(writer: string): Clock {
    return {
      now: () => this.time,
      sleep: async (milliseconds) => {
        await this.#gate(writer, 'sleep')
        this.time += milliseconds
      },
    }
  }

  isDead(writer: string): boolean {
    return this.#dead.has(writer)
  }

  /** What is still under way arrives. */
  arrive(): void {
    for (const effect of this.#late.splice(0)) effect()
  }

  async #ask<T>(writer: string, what: string, effect: () => T): Promise<T> {
    if (this.#dead.has(writer)) throw gone(`${writer} is dead`)
    await this.#gate(writer, what)
    try {
      return this.#answer(writer, what, effect)
    } finally {
      await this.after?.(what, writer)
    }
  }

  #answer<T>(writer: string, what: string, effect: () => T): T {
    const fate = this.fate(++this.count, what, writer)
    switch (fate) {
      case 'answered':
        return effect()
      case 'lost':
        effect()
        throw gone(`no answer to ${what}`)
      case 'repeated':
        effect()
        return effect()
      case 'failed':
        throw gone(`${what} did not arrive`)
      case 'late':
        this.#late.push(effect)
        throw gone(`${what} is under way`)
      case 'dead-after':
        effect()
        this.#dead.add(writer)
        throw gone(`${writer} died after ${what}`)
      case 'dead-before':
        this.#dead.add(writer)
        throw gone(`${writer} died before ${what}`)
    }
  }

  #gate(writer: string, what: string): Promise<void> {
    if (!this.gated) return Promise.resolve()
    return new Promise((go) => this.pending.push({ writer, what, go }))
  }

  #get(key: string): StoredObject | null {
    return this.objects.get(key) ?? null
  }

  #put(key: string, bytes: Uint8Array, { condition, mark }: PutOptions): string | null {
    const there = this.objects.get(key)
    if (condition.kind === 'absent' && there) return null
    if (condition.kind === 'unchanged' && there?.tag !== condition.tag) return null
    if (there && key.startsWith('tile/') && !equalBytes(there.bytes, bytes)) this.broken.push(`${key} was another`)
    if (there && key === 'checkpoint' && sizeIn(there.bytes) > sizeIn(bytes)) this.broken.push('an older checkpoint')
    const tag = `"${++this.#tags}"`
    this.objects.set(key, { bytes: Uint8Array.from(bytes), tag, mark: mark ?? null, written: this.time })
    return tag
  }

  #remove(keys: readonly string[]): void {
    for (const key of keys) this.objects.delete(key)
  }

  #list(prefix: string): readonly ListedObject[] {
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix)).sort()
    return keys.slice(0, 1000).map((key) => ({ key, written: this.objects.get(key)?.written ?? 0 }))
  }
}

function gone(why: string): TlogStorageError {
  return new TlogStorageError('LOG_STORE_UNAVAILABLE', why)
}

/** Of a checkpoint: its second line. */
function sizeIn(checkpoint: Uint8Array): number {
  return Number(new TextDecoder().decode(checkpoint).split('\n')[1])
}
