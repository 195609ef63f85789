import { randomBytes } from 'node:crypto'
import { CoreError, type DigestName, type Timestamper } from '@chancery/core'
import { TimestampError } from './errors.ts'
import { httpPoster, type Poster } from './post.ts'
import { type Authority, stampByQuorum } from './quorum.ts'
import { requestToken, type TokenTerms } from './token-request.ts'

export interface TimestampClientOptions {
  /** RFC 3161 authorities, http or https, asked in this order. */
  readonly urls: readonly string[]
  /** How many independent authorities must stamp; 1 by default. As many as it needs are asked at once, the others where one of them fails. */
  readonly quorum?: number
  /** Milliseconds for one authority's whole answer; 15 s by default. */
  readonly timeoutMs?: number
  /** Of one answer; 256 KiB by default. */
  readonly maxBytes?: number
  /** Of the imprint; SHA-256 by default. */
  readonly digest?: DigestName
  /** Dotted: the policy that the token must be under; null, the default: any. */
  readonly policy?: string | null
  /** How far an authority's clock may be from ours, in milliseconds; five minutes by default. */
  readonly toleranceMs?: number
  /** The longest Retry-After, in milliseconds, that is waited for when every authority failed; 10 s by default. */
  readonly maxRetryMs?: number
  readonly clock?: () => Date
  readonly random?: (length: number) => Uint8Array
  /** HTTP_PROXY, HTTPS_PROXY, NO_PROXY; the process's by default. */
  readonly proxyEnv?: NodeJS.ProcessEnv
  /** Instead of HTTP. */
  readonly poster?: Poster
}

/**
 * A {@link Timestamper} over RFC 3161 authorities. Loads no network code before it is asked.
 * `stamp` throws a TimestampError TIMESTAMP_FAILED or TIMESTAMP_QUORUM_FAILED with every authority's reason, or CoreError ABORTED.
 * @throws TimestampError TIMESTAMP_URL_INVALID, TIMESTAMP_QUORUM_INVALID
 */
export function timestampClient(options: TimestampClientOptions): Timestamper {
  const { timeoutMs = 15_000, maxBytes = 256 * 1024, maxRetryMs = 10_000, proxyEnv = process.env, quorum = 1 } = options
  if (options.urls.length === 0) throw new TimestampError('TIMESTAMP_URL_INVALID', 'no timestamp authority was given')
  const terms = termsOf(options)
  const poster = options.poster ?? httpPoster(proxyEnv)
  const authorities = options.urls.map((text): Authority => {
    const url = authorityUrl(text)
    return {
      name: `${url.origin}${url.pathname}`,
      async ask(message, signal) {
        try {
          return await requestToken(message, terms, (query) => poster.post(url, query, { maxBytes, timeoutMs }, signal))
        } catch (error) {
          if (signal?.aborted) throw new CoreError('ABORTED', 'stopped while waiting for a timestamp', { cause: error })
          throw error
        }
      },
    }
  })
  return stampByQuorum(authorities, { quorum, maxRetryMs })
}

export function termsOf(options: Partial<TokenTerms>): TokenTerms {
  return {
    digest: options.digest ?? 'sha256',
    policy: options.policy ?? null,
    toleranceMs: options.toleranceMs ?? 300_000,
    clock: options.clock ?? (() => new Date()),
    random: options.random ?? ((length) => Uint8Array.from(randomBytes(length))),
  }
}

function authorityUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url
  // Not repeated whole: what was mistaken for a URL may be a secret.
  throw new TimestampError('TIMESTAMP_URL_INVALID', `no http or https URL: ${JSON.stringify(text.slice(0, 12))} ...`)
}
