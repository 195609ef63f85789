import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { CoreError, type DigestName, type Timestamper } from '@chancery/core'
import { Refusal, TimestampError, type TimestampFailure } from './errors.ts'
import { httpPoster, type Poster } from './post.ts'
import { requestToken, type TokenTerms } from './token-request.ts'

export interface TimestampClientOptions {
  /** RFC 3161 authorities, http or https, asked in this order until one stamps. */
  readonly urls: readonly string[]
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
 * `stamp` throws a TimestampError TIMESTAMP_FAILED with every authority's reason, or CoreError ABORTED.
 * @throws TimestampError TIMESTAMP_URL_INVALID
 */
export function timestampClient(options: TimestampClientOptions): Timestamper {
  const { timeoutMs = 15_000, maxBytes = 256 * 1024, maxRetryMs = 10_000, proxyEnv = process.env } = options
  const authorities = options.urls.map(authorityOf)
  if (authorities.length === 0) throw new TimestampError('TIMESTAMP_URL_INVALID', 'no timestamp authority was given')
  const terms = termsOf(options)
  const poster = options.poster ?? httpPoster(proxyEnv)

  return {
    async stamp(message, signal) {
      const failures: TimestampFailure[] = []
      const ask = async (authority: Authority): Promise<Uint8Array | Refusal> => {
        try {
          return await requestToken(message, terms, (query) =>
            poster.post(authority.url, query, { maxBytes, timeoutMs }, signal),
          )
        } catch (error) {
          if (signal?.aborted) throw new CoreError('ABORTED', 'stopped while waiting for a timestamp', { cause: error })
          if (!(error instanceof Refusal)) throw error
          failures.push({ authority: authority.name, fault: error.fault, message: error.message })
          return error
        }
      }
      const busy: { readonly authority: Authority; readonly retryAfter: number }[] = []
      for (const authority of authorities) {
        const answer = await ask(authority)
        if (!(answer instanceof Refusal)) return answer
        if (answer.retryAfter !== null) busy.push({ authority, retryAfter: answer.retryAfter })
      }
      // Another authority is better than waiting; where none is left, whoever asked for patience gets it, once.
      for (const { authority, retryAfter } of busy.sort((a, b) => a.retryAfter - b.retryAfter)) {
        if (retryAfter > maxRetryMs) break
        await pause(retryAfter, signal)
        const answer = await ask(authority)
        if (!(answer instanceof Refusal)) return answer
      }
      throw failed(failures)
    },
  }
}

/** With every authority's reason. */
export function failed(failures: readonly TimestampFailure[]): TimestampError {
  const reasons = failures.map(({ authority, message }) => `${authority} ${message}`).join('; ')
  return new TimestampError('TIMESTAMP_FAILED', reasons || 'no timestamp authority gave a token', failures)
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

interface Authority {
  readonly url: URL
  /** For messages: without what may be secret. */
  readonly name: string
}

function authorityOf(text: string): Authority {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    // Not repeated whole: what was mistaken for a URL may be a secret.
    throw new TimestampError('TIMESTAMP_URL_INVALID', `no http or https URL: ${JSON.stringify(text.slice(0, 12))} ...`)
  }
  return { url, name: `${url.origin}${url.pathname}` }
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal ? { signal } : {})
  } catch (cause) {
    throw new CoreError('ABORTED', 'stopped while waiting for a timestamp', { cause })
  }
}
