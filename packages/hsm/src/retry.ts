import { setTimeout as sleep } from 'node:timers/promises'
import { CoreError } from '@chancery/core'
import { CKR, resultCode } from './cryptoki.ts'

/** How often and how long to wait for a token that others are using. */
export interface RetryPolicy {
  readonly tries: number
  /** Milliseconds; doubled at every try, up to `longest`, and multiplied with a random factor. */
  readonly shortest: number
  readonly longest: number
}

/** One to two seconds in the worst case. */
const BUSY_POLICY: RetryPolicy = { tries: 10, shortest: 10, longest: 300 }

/** SoftHSM rewrites its token file at every login, and whoever reads it meanwhile gets CKR_GENERAL_ERROR. A wrong PIN has results of its own. */
export const BUSY: readonly number[] = [CKR.GENERAL_ERROR]
/** The token has no session left for us: others may give one back. */
export const BUSY_OR_FULL: readonly number[] = [CKR.GENERAL_ERROR, CKR.SESSION_COUNT]

/** Runs `operation` again, after a random pause so that competitors spread, as long as the token says that it is busy. */
export async function retryBusy<T>(
  operation: () => T | Promise<T>,
  signal?: AbortSignal,
  passing: readonly number[] = BUSY,
  policy: RetryPolicy = BUSY_POLICY,
): Promise<T> {
  for (let tried = 1; ; tried++) {
    throwIfAborted(signal)
    try {
      return await operation()
    } catch (error) {
      if (tried >= policy.tries || !passing.includes(resultCode(error) ?? -1)) throw error
    }
    await pause(tried, policy, signal)
  }
}

/** Ends early when `signal` does. */
export async function pause(tried: number, policy: RetryPolicy = BUSY_POLICY, signal?: AbortSignal): Promise<void> {
  const ceiling = Math.min(policy.longest, policy.shortest * 2 ** tried)
  const wait = ceiling * (0.2 + 0.8 * Math.random())
  await sleep(wait, undefined, signal ? { signal } : {}).catch(() => undefined)
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new CoreError('ABORTED', 'stopped while using the token', { cause: signal.reason })
}

/** `promise`, or ABORTED as soon as `signal` says so: a call inside the module cannot be stopped, but nobody has to wait for it. */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise
  let stop: () => void = () => undefined
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(new CoreError('ABORTED', 'stopped while using the token', { cause: signal.reason }))
  })
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([promise, stopped])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
