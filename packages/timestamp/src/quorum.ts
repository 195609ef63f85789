import { setTimeout as sleep } from 'node:timers/promises'
import { parseSignedData, sameAuthority, withRenewal } from '@chancery/codec'
import { CoreError, type Stamped, type Timestamper, type TimestampRoom } from '@chancery/core'
import { Refusal, TimestampError, type TimestampFailure } from './errors.ts'
import type { GivenToken } from './token-request.ts'

export interface Authority {
  /** For messages: without what may be secret. */
  readonly name: string
  /** @throws Refusal, CoreError ABORTED */
  ask(message: Uint8Array, signal?: AbortSignal): Promise<GivenToken>
}

export interface QuorumTerms {
  readonly quorum: number
  /** The longest Retry-After that is waited for. Milliseconds. */
  readonly maxRetryMs: number
}

/** How long an authority that could not be reached is asked after all others. Milliseconds. */
const REST = 60_000

/**
 * A {@link Timestamper} that asks authorities in their order until as many independent ones as are wanted have stamped.
 * @throws TimestampError TIMESTAMP_QUORUM_INVALID
 */
export function stampByQuorum(authorities: readonly Authority[], terms: QuorumTerms): Timestamper {
  const { quorum } = terms
  if (!Number.isSafeInteger(quorum) || quorum < 1 || quorum > authorities.length) {
    const message = `${quorum} authorities are to stamp, and ${authorities.length} are given`
    throw new TimestampError('TIMESTAMP_QUORUM_INVALID', message)
  }
  const restingUntil = new Map<Authority, number>()
  return {
    quorum,
    async stamp(message, signal, room = 'several') {
      const now = performance.now()
      const rests = (authority: Authority): boolean => (restingUntil.get(authority) ?? 0) > now
      const queue = [...authorities.filter((one) => !rests(one)), ...authorities.filter(rests)]
      const collection = new Collection(message, terms.quorum, room)
      await collection.askInOrder(queue, signal)
      await collection.askBusyAgain(terms.maxRetryMs, signal)
      for (const authority of collection.silent) restingUntil.set(authority, performance.now() + REST)
      return collection.stamped()
    },
  }
}

/** The tokens over one message, as they come in. */
class Collection {
  readonly silent = new Set<Authority>()
  readonly #message: Uint8Array
  readonly #quorum: number
  readonly #room: TimestampRoom
  readonly #given: GivenToken[] = []
  readonly #failures: TimestampFailure[] = []
  readonly #busy: { readonly authority: Authority; readonly retryAfter: number }[] = []

  constructor(message: Uint8Array, quorum: number, room: TimestampRoom) {
    this.#message = message
    this.#quorum = quorum
    this.#room = room
  }

  get #missing(): number {
    return this.#quorum - this.#given.length
  }

  async askInOrder(queue: readonly Authority[], signal: AbortSignal | undefined): Promise<void> {
    for (let next = 0; this.#missing > 0 && next < queue.length; ) {
      const batch = queue.slice(next, next + (this.#room === 'one' ? 1 : this.#missing))
      next += batch.length
      const answers = await Promise.all(batch.map((authority) => this.#ask(authority, signal)))
      for (const [index, answer] of answers.entries()) this.#take(batch[index] as Authority, answer, true)
    }
  }

  /** Another authority is better than waiting; where none is left, whoever asked for patience gets it, once. */
  async askBusyAgain(maxRetryMs: number, signal: AbortSignal | undefined): Promise<void> {
    for (const { authority, retryAfter } of this.#busy.sort((a, b) => a.retryAfter - b.retryAfter)) {
      if (this.#missing === 0 || retryAfter > maxRetryMs) return
      await pause(retryAfter, signal)
      this.#take(authority, await this.#ask(authority, signal), false)
    }
  }

  /** @throws TimestampError TIMESTAMP_FAILED, TIMESTAMP_QUORUM_FAILED */
  stamped(): Stamped {
    if (this.#missing > 0) throw failed(this.#failures, this.#given.length, this.#quorum)
    const tokens = this.#given.map(({ token }) => token)
    const failures = this.#failures.map(({ authority, message }) => ({ authority, message }))
    return {
      tokens: this.#room === 'one' ? [tokens.reduceRight((inner, outer) => withRenewal(outer, inner))] : tokens,
      failures,
    }
  }

  async #ask(authority: Authority, signal: AbortSignal | undefined): Promise<GivenToken | Refusal> {
    const last = this.#given.at(-1)
    const message = this.#room === 'one' && last ? signatureOf(last.token) : this.#message
    try {
      return await authority.ask(message, signal)
    } catch (error) {
      if (error instanceof Refusal) return error
      throw error
    }
  }

  #take(authority: Authority, answer: GivenToken | Refusal, mayAskAgain: boolean): void {
    if (answer instanceof Refusal) {
      this.#failures.push({ authority: authority.name, fault: answer.fault, message: answer.message })
      if (SILENCE.includes(answer.fault)) this.silent.add(authority)
      if (answer.retryAfter !== null && mayAskAgain) this.#busy.push({ authority, retryAfter: answer.retryAfter })
      return
    }
    const { authority: certificate } = answer.facts
    if (this.#given.some(({ facts }) => sameAuthority(facts.authority, certificate))) {
      const message = `is ${certificate.subjectName}, which has stamped already`
      this.#failures.push({ authority: authority.name, fault: 'same-authority', message })
    } else this.#given.push(answer)
  }
}

const SILENCE: readonly TimestampFailure['fault'][] = ['unreachable', 'timeout']

/** What a timestamp of a token is over. */
function signatureOf(token: Uint8Array): Uint8Array {
  return parseSignedData(token).signerInfos[0]?.signature as Uint8Array
}

/** With every authority's reason. */
function failed(failures: readonly TimestampFailure[], given = 0, quorum = 1): TimestampError {
  const reasons = failures.map(({ authority, message }) => `${authority} ${message}`).join('; ')
  if (given === 0)
    return new TimestampError('TIMESTAMP_FAILED', reasons || 'no timestamp authority gave a token', failures)
  return new TimestampError(
    'TIMESTAMP_QUORUM_FAILED',
    `${given} of ${quorum} authorities stamped: ${reasons}`,
    failures,
  )
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal ? { signal } : {})
  } catch (cause) {
    throw new CoreError('ABORTED', 'stopped while waiting for a timestamp', { cause })
  }
}
