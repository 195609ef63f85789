import { setTimeout as sleep } from 'node:timers/promises'
import { CoreError } from '@chancery/core'
import { type BodyLimit, isOk, readBody } from './body.ts'
import { RegistryError } from './errors.ts'
import type { HeaderFields, HttpAnswer, HttpClient } from './http-client.ts'
import { Turnstile } from './turnstile.ts'

export interface Outgoing {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  /** Sent to the origin of `url` and to no other, wherever a redirect leads. */
  readonly authorization?: string | null
  readonly body?: Uint8Array | string
  /** By default nothing of an answer's body but its errors. */
  readonly limit?: BodyLimit
  /** Whether the request may be sent once more where nobody knows if it arrived. By default yes. */
  readonly repeatable?: boolean
  /** Goes before others that wait for a connection. By default no. */
  readonly urgent?: boolean
  /** Whether GET and HEAD follow redirects. By default yes. */
  readonly follow?: boolean
  /** The body of a good answer as it comes, in `chunks`: without end and without a time for the whole, but not without a sign of life. */
  readonly stream?: boolean
}

export interface Answer {
  readonly status: number
  readonly headers: HeaderFields
  readonly body: Uint8Array
  /** Of a good answer that was asked for as a stream. @throws RegistryError REGISTRY_UNAVAILABLE where it breaks off; CoreError ABORTED */
  readonly chunks?: AsyncIterable<Uint8Array>
  /** Where it came from, after redirects. */
  readonly url: URL
}

export interface TransportOptions {
  readonly http: HttpClient
  /** Milliseconds for one request with its answer. */
  readonly timeoutMs: number
  /** How often a request is repeated. */
  readonly retries: number
  /** Milliseconds before the first repetition; doubled for each one after it. */
  readonly backoffMs: number
  readonly connections: number
  /** Whether plain HTTP to this URL is allowed. */
  readonly plainAllowed: (url: URL) => boolean
}

/** Said by servers and by proxies before them where it helps to ask again. */
const PASSING: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504])
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const MAX_REDIRECTS = 5
/** Who is asked to wait longer is told so and does not sit in a job that is paid by the minute. */
const MAX_WAIT = 30_000
const NO_BODY: BodyLimit = { maxBytes: 1 << 20, code: 'REGISTRY_MALFORMED' }
const ANY_LENGTH: BodyLimit = { ...NO_BODY, maxBytes: Number.POSITIVE_INFINITY }
const CERTIFICATE = /^(CERT_|ERR_TLS_CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(GET|VERIFY)_)/

/** No answer; whether another try may help. */
class NoAnswer extends Error {
  readonly reason: string

  constructor(reason: string) {
    super(reason)
    this.reason = reason
  }
}

/** HTTP with bounds: of time, of memory, of repetitions and of connections. Any status is an answer. */
export class Transport {
  readonly #options: TransportOptions
  readonly #turnstile: Turnstile

  constructor(options: TransportOptions) {
    this.#options = options
    this.#turnstile = new Turnstile(options.connections)
  }

  /** @throws RegistryError REGISTRY_UNAVAILABLE, REGISTRY_CERTIFICATE, REGISTRY_MALFORMED, PLAIN_HTTP_REFUSED, `limit.code`; CoreError ABORTED */
  async send(request: Outgoing, signal?: AbortSignal): Promise<Answer> {
    for (let attempt = 0; ; attempt++) {
      const last = request.repeatable === false || attempt >= this.#options.retries
      let wait = this.#options.backoffMs * 2 ** attempt * (0.5 + Math.random())
      try {
        const answer = await this.#follow(request, signal)
        if (!PASSING.has(answer.status) || last) return answer
        const asked = retryAfter(answer.headers)
        if (asked > MAX_WAIT) return answer
        wait = Math.max(wait, asked)
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error
        if (last) throw unavailable(request.url, error.reason)
      }
      await pause(wait, signal)
    }
  }

  async #follow(request: Outgoing, signal?: AbortSignal): Promise<Answer> {
    let url = request.url
    for (let hop = 0; ; hop++) {
      const authorization = url.origin === request.url.origin ? request.authorization : null
      const answer = await this.#turnstile.run(
        () => this.#once({ ...request, url, authorization: authorization ?? null }, signal),
        request.urgent,
      )
      const location = answer.headers.get('location')
      const follows = request.follow !== false && (request.method === 'GET' || request.method === 'HEAD')
      if (!follows || !REDIRECTS.has(answer.status) || location === null) return answer
      if (hop === MAX_REDIRECTS)
        throw new RegistryError('REGISTRY_MALFORMED', `${request.url.host} redirects without end`)
      url = resolveUrl(location, url)
    }
  }

  async #once(request: Outgoing, signal?: AbortSignal): Promise<Answer> {
    const { url, method, body, limit = NO_BODY } = request
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && this.#options.plainAllowed(url))) {
      throw new RegistryError('PLAIN_HTTP_REFUSED', `${url.host} would be asked over ${url.protocol.slice(0, -1)}`)
    }
    assertRunning(signal)
    const watch = new Watch(this.#options.timeoutMs, signal)
    try {
      const answer = await this.#options.http({
        method,
        url,
        headers: {
          // What a digest is over is what travels; and nothing unpacks to more than was counted.
          'accept-encoding': 'identity',
          'user-agent': 'chancery',
          ...request.headers,
          ...(request.authorization ? { authorization: request.authorization } : {}),
        },
        signal: watch.signal,
        body,
      })
      const { status, headers } = answer
      if (request.stream && isOk(status)) {
        return { status, headers, body: new Uint8Array(), chunks: this.#chunks(answer, url, watch, signal), url }
      }
      // To HEAD the length is that of a body which does not come.
      const whole = await readBody(answer, method === 'HEAD' ? ANY_LENGTH : limit)
      watch.end()
      return { status, headers, body: whole, url }
    } catch (error) {
      watch.end()
      throw noAnswer(error, url, watch, signal)
    }
  }

  async *#chunks(answer: HttpAnswer, url: URL, watch: Watch, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of answer.body) {
        watch.alive()
        yield new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      }
    } catch (error) {
      const why = noAnswer(error, url, watch, signal)
      throw why instanceof NoAnswer ? unavailable(url, why.reason) : why
    } finally {
      watch.end()
    }
  }
}

/** Ends a request that shows no sign of life for so many milliseconds, or that nobody wants any more. By hand: AbortSignal.any costs more than the request. */
class Watch {
  readonly #controller = new AbortController()
  readonly #stop = (): void => this.#controller.abort()
  readonly #timer: NodeJS.Timeout
  readonly #outer: AbortSignal | undefined

  constructor(milliseconds: number, outer?: AbortSignal) {
    this.#timer = setTimeout(this.#stop, milliseconds)
    this.#timer.unref()
    this.#outer = outer
    outer?.addEventListener('abort', this.#stop, { once: true })
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  alive(): void {
    this.#timer.refresh()
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#outer?.removeEventListener('abort', this.#stop)
  }
}

function noAnswer(error: unknown, url: URL, watch: Watch, signal?: AbortSignal): unknown {
  if (error instanceof RegistryError) return error
  if (signal?.aborted) return aborted(signal)
  const reason = watch.signal.aborted ? 'timeout' : reasonOf(error)
  if (!CERTIFICATE.test(reason)) return new NoAnswer(reason)
  return new RegistryError('REGISTRY_CERTIFICATE', `the certificate of ${url.host} is not trusted: ${reason}`, {
    details: { host: url.host, reason },
  })
}

/** @throws CoreError ABORTED */
export function assertRunning(signal?: AbortSignal): void {
  if (signal?.aborted) throw aborted(signal)
}

/** @throws CoreError ABORTED */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal ? { signal } : {})
  } catch {
    throw aborted(signal)
  }
}

/** Waits no longer than `signal` allows for what others wait for too. @throws CoreError ABORTED */
export async function orAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (signal === undefined) return promise
  if (signal.aborted) throw aborted(signal)
  const { promise: stopped, reject } = Promise.withResolvers<never>()
  const stop = (): void => reject(aborted(signal))
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([promise, stopped])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** A URL that a server named. A password in it would be sent, and shown. */
export function resolveUrl(text: string, base?: URL): URL {
  const url = URL.canParse(text, base?.href) ? new URL(text, base) : null
  if (url === null || url.username !== '' || url.password !== '') {
    throw new RegistryError('REGISTRY_MALFORMED', `${base?.host ?? 'the registry'} names a malformed URL`)
  }
  return url
}

function aborted(signal: AbortSignal | undefined): CoreError {
  return new CoreError('ABORTED', 'stopped while asking the registry', { cause: signal?.reason })
}

function unavailable(url: URL, reason: string): RegistryError {
  const details = { host: url.host, reason }
  return new RegistryError('REGISTRY_UNAVAILABLE', `${url.host} cannot be reached or broke off: ${reason}`, { details })
}

/** Messages may quote a URL or a header; codes do not. */
function reasonOf(error: unknown): string {
  for (let one = error; one instanceof Error; one = one.cause) {
    if ('code' in one && typeof one.code === 'string') return one.code
  }
  return 'the connection failed'
}

/** Milliseconds: RFC 9110 section 10.2.3, seconds or a date. */
function retryAfter(headers: HeaderFields): number {
  const text = headers.get('retry-after')?.trim() ?? ''
  if (/^\d+$/.test(text)) return Number(text) * 1000
  const date = Date.parse(text)
  return Number.isNaN(date) ? 0 : Math.max(0, date - Date.now())
}
