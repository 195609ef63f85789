import { ChanceryError, type ErrorTable } from '@chancery/core'

export type TimestampErrorCode =
  | 'TIMESTAMP_FAILED'
  | 'TIMESTAMP_QUORUM_FAILED'
  | 'TIMESTAMP_QUORUM_INVALID'
  | 'TIMESTAMP_URL_INVALID'
  | 'TIMESTAMP_KEY_UNSUITABLE'
  | 'TIMESTAMP_CLOCK_BACK'

export const TIMESTAMP_ERRORS: ErrorTable<TimestampErrorCode> = {
  TIMESTAMP_FAILED: {
    family: 'environment',
    howToFix:
      'The message says what each authority answered: name more of them with --timestamp, or sign again later. Nothing was written.',
  },
  TIMESTAMP_QUORUM_FAILED: {
    family: 'environment',
    howToFix:
      'The message says what the other authorities answered: name more of them than the quorum needs, or sign again later. Nothing was written.',
  },
  TIMESTAMP_QUORUM_INVALID: {
    family: 'usage',
    howToFix:
      'Name at least as many timestamp authorities as the quorum, or lower it (--timestamp-quorum, `timestamp.quorum`).',
  },
  TIMESTAMP_URL_INVALID: {
    family: 'usage',
    howToFix: 'Give the http or https URL of an RFC 3161 timestamp authority.',
  },
  TIMESTAMP_KEY_UNSUITABLE: {
    family: 'usage',
    howToFix:
      'Give the key a current certificate whose extended key usage is critical and nothing but timeStamping (`chancery init` makes one).',
  },
  TIMESTAMP_CLOCK_BACK: {
    family: 'environment',
    howToFix:
      'Set the clock right. Where it was ahead before and is right now, wait until it has caught up; remove the file of --clock-file only if you accept two orders of tokens.',
  },
}

/** Why one authority gave no token. */
export type TimestampFault =
  /** No connection, or it broke before the answer was whole. */
  | 'unreachable'
  | 'timeout'
  /** HTTP said something else than 200. */
  | 'status'
  /** Asked to come back later (429, or 503 with Retry-After). */
  | 'busy'
  | 'redirect'
  | 'content-type'
  | 'too-large'
  /** No TimeStampResp. */
  | 'malformed'
  /** The authority refused, and said why. */
  | 'rejected'
  | 'imprint'
  | 'nonce'
  | 'policy'
  /** Its clock and ours are too far apart. */
  | 'time'
  /** The token does not hold: no certificate, one for other purposes, another signature. */
  | 'token'
  /** It is, by key or by name, one that has stamped already. */
  | 'same-authority'

/** What one authority answered instead of a token. */
export interface TimestampFailure {
  /** Without user, password and query: they may be secrets. */
  readonly authority: string
  readonly fault: TimestampFault
  readonly message: string
}

export class TimestampError extends ChanceryError<TimestampErrorCode> {
  /** In the order in which the authorities were asked. */
  readonly failures: readonly TimestampFailure[]

  constructor(code: TimestampErrorCode, message: string, failures: readonly TimestampFailure[] = [], cause?: unknown) {
    const lines = failures.map((failure) => `${failure.authority}: ${failure.message}`)
    super(TIMESTAMP_ERRORS, code, message, { cause, ...(lines.length > 0 ? { details: { authorities: lines } } : {}) })
    this.name = 'TimestampError'
    this.failures = failures
  }
}

/** Ends one authority's attempt; the next one's turn. Never leaves this package. */
export class Refusal extends Error {
  readonly fault: TimestampFault
  /** Milliseconds after which it may be asked again; null: not. */
  readonly retryAfter: number | null

  constructor(fault: TimestampFault, message: string, options: { cause?: unknown; retryAfter?: number } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'Refusal'
    this.fault = fault
    this.retryAfter = options.retryAfter ?? null
  }
}
