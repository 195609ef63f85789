import { parseCertificate, renewToken, verifyTimestampToken } from '@chancery/codec'
import type { Timestamper, TimestampRefusal, TimestampRoom } from '@chancery/core'
import { EngineError } from '../errors.ts'
import type { TimestampedFile } from './report.ts'

/** What is done to the tokens of one file's signatures, and what was. */
export class Stamping {
  action: Exclude<TimestampedFile['action'], 'left'> = 'kept'
  readonly failures: TimestampRefusal[] = []
  readonly #timestamper: Timestamper
  readonly #renew: boolean
  readonly #room: TimestampRoom
  readonly #signal: AbortSignal | undefined

  constructor(timestamper: Timestamper, renew: boolean, room: TimestampRoom, signal: AbortSignal | undefined) {
    this.#timestamper = timestamper
    this.#renew = renew
    this.#room = room
    this.#signal = signal
  }

  /** New tokens where there are none; those that are there, renewed, where that is wanted; else null. @throws EngineError TIMESTAMP_TOO_LATE */
  readonly change = async (
    signature: Uint8Array,
    tokens: readonly Uint8Array[],
  ): Promise<readonly Uint8Array[] | null> => {
    if (tokens.length === 0) {
      this.action = 'timestamped'
      return this.#stamp(signature, this.#room)
    }
    if (!this.#renew) return null
    const renewed: Uint8Array[] = []
    for (const token of tokens) {
      renewed.push(
        await renewToken(token, signature, async (newest) => {
          const { authority } = verifyTimestampToken(newest.token, newest.message)
          assertInTime(authority.notAfter, `the timestamp's authority, ${authority.subjectName},`)
          return (await this.#stamp(newest.signature, 'one'))[0] as Uint8Array
        }),
      )
    }
    if (this.action === 'kept') this.action = 'renewed'
    return renewed
  }

  async #stamp(message: Uint8Array, room: TimestampRoom): Promise<readonly Uint8Array[]> {
    const { tokens, failures } = await this.#timestamper.stamp(message, this.#signal, room)
    this.failures.push(...failures)
    return tokens
  }
}

/** A timestamp from after the certificate's end proves nothing. @throws EngineError TIMESTAMP_TOO_LATE */
export function assertInTime(notAfter: Date, who: string, now: Date = new Date()): void {
  if (now <= notAfter) return
  throw new EngineError('TIMESTAMP_TOO_LATE', `the certificate of ${who} ran out at ${notAfter.toISOString()}`)
}

export function assertCertificateInTime(der: Uint8Array): void {
  const { notAfter, subjectName } = parseCertificate(der)
  assertInTime(notAfter, subjectName)
}
