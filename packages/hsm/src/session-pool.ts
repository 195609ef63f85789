import { CoreError } from '@chancery/core'
import { CKR, type Handle, resultCode } from './cryptoki.ts'
import { throwIfAborted } from './retry.ts'

interface Waiter {
  readonly grant: (session: Handle) => void
  readonly refuse: (error: unknown) => void
}

/** At most `limit` sessions of one token, opened when they are first needed. Who waits is served in order. */
export class SessionPool {
  readonly #open: (first: boolean) => Promise<Handle>
  readonly #close: (session: Handle) => void
  #limit: number
  /** Open sessions and those being opened. */
  #count = 0
  readonly #idle: Handle[] = []
  #waiting: Waiter[] = []
  /** Why it was closed. */
  #closed: Error | null = null

  /** @param open is told whether the pool has no other session: then it is worth waiting for one */
  constructor(limit: number, open: (first: boolean) => Promise<Handle>, close: (session: Handle) => void) {
    this.#limit = limit
    this.#open = open
    this.#close = close
  }

  /** @throws CoreError ABORTED when `signal` ends the wait, or the reason that {@link close} was given */
  async acquire(signal?: AbortSignal): Promise<Handle> {
    throwIfAborted(signal)
    if (this.#closed) throw this.#closed
    const idle = this.#idle.pop()
    if (idle) return idle
    if (this.#count < this.#limit) {
      this.#count++
      try {
        return await this.#open(this.#count === 1)
      } catch (error) {
        this.#count--
        // The token has fewer sessions for us than we want: work with those that it gave.
        if (resultCode(error) !== CKR.SESSION_COUNT || this.#count === 0) throw error
        this.#limit = this.#count
      }
    }
    return this.#wait(signal)
  }

  #wait(signal?: AbortSignal): Promise<Handle> {
    return new Promise((resolve, reject) => {
      const leave = (): void => signal?.removeEventListener('abort', abort)
      const waiter: Waiter = {
        grant: (session) => {
          leave()
          resolve(session)
        },
        refuse: (error) => {
          leave()
          reject(error)
        },
      }
      const abort = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== waiter)
        waiter.refuse(new CoreError('ABORTED', 'stopped while waiting for a session', { cause: signal?.reason }))
      }
      signal?.addEventListener('abort', abort, { once: true })
      this.#waiting.push(waiter)
    })
  }

  /** Gives a session back; one in doubt (`healthy` false: an operation failed in it and may still be active) is closed. */
  release(session: Handle, healthy: boolean): void {
    if (healthy && !this.#closed) {
      const next = this.#waiting.shift()
      if (next) next.grant(session)
      else this.#idle.push(session)
      return
    }
    this.#close(session)
    this.#count--
    const next = this.#waiting.shift()
    // A place is free: whoever waits longest opens a session of its own.
    if (next) this.acquire().then(next.grant, next.refuse)
  }

  /** Closes the idle sessions now and the others when they come back; refuses whoever waits. */
  close(reason: Error): void {
    this.#closed = reason
    for (const session of this.#idle.splice(0)) this.#close(session)
    for (const waiter of this.#waiting.splice(0)) waiter.refuse(reason)
  }
}
