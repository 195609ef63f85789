import type { DigestName, Timestamper } from '@chancery/core'
import { termsOf } from './client.ts'
import { stampByQuorum } from './quorum.ts'
import { type TimestampResponderOptions, timestampResponder } from './responder.ts'
import { requestToken } from './token-request.ts'

export interface ResponderTimestamperOptions extends TimestampResponderOptions {
  /** There is one authority here: more are refused. */
  readonly quorum?: number
  /** Of the imprint; SHA-256 by default. */
  readonly digest?: DigestName
}

/**
 * A {@link Timestamper} straight over our own responder, without a network: `timestamp: { key: tsa }` of the configuration.
 * Its answers are checked as a stranger's are.
 * @throws TimestampError TIMESTAMP_KEY_UNSUITABLE, TIMESTAMP_QUORUM_INVALID
 */
export function responderTimestamper(options: ResponderTimestamperOptions): Timestamper {
  const responder = timestampResponder(options)
  const terms = termsOf({
    ...(options.digest ? { digest: options.digest } : {}),
    ...(options.clock ? { clock: options.clock } : {}),
    ...(options.random ? { random: options.random } : {}),
  })
  const authority = {
    name: options.key.info.name,
    ask: (message: Uint8Array, signal?: AbortSignal) =>
      requestToken(message, terms, (query) => responder.respond(query, signal)),
  }
  return stampByQuorum([authority], { quorum: options.quorum ?? 1, maxRetryMs: 0 })
}
