import type { DigestName, Timestamper } from '@chancery/core'
import { failed, termsOf } from './client.ts'
import { Refusal } from './errors.ts'
import { type TimestampResponderOptions, timestampResponder } from './responder.ts'
import { requestToken } from './token-request.ts'

export interface ResponderTimestamperOptions extends TimestampResponderOptions {
  /** Of the imprint; SHA-256 by default. */
  readonly digest?: DigestName
}

/**
 * A {@link Timestamper} straight over our own responder, without a network: `timestamp: { key: tsa }` of the configuration.
 * Its answers are checked as a stranger's are.
 * @throws TimestampError TIMESTAMP_KEY_UNSUITABLE
 */
export function responderTimestamper(options: ResponderTimestamperOptions): Timestamper {
  const responder = timestampResponder(options)
  const terms = termsOf({
    ...(options.digest ? { digest: options.digest } : {}),
    ...(options.clock ? { clock: options.clock } : {}),
    ...(options.random ? { random: options.random } : {}),
  })
  return {
    async stamp(message, signal) {
      try {
        return await requestToken(message, terms, (query) => responder.respond(query, signal))
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        throw failed([{ authority: options.key.info.name, fault: error.fault, message: error.message }])
      }
    },
  }
}
