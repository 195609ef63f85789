import type { Agent, ClientRequest, IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { CoreError } from '@chancery/core'
import { exchange, failureReason, faultOfAuthorities, readWithin, trusting } from '@chancery/http'
import { EngineError } from '../errors.ts'
import { isLogUrl } from './log-reader.ts'

/** Logs and witnesses over HTTP. */
export interface LogHttp extends Disposable {
  /**
   * Asks again where the other side is busy or breaks off.
   * @throws EngineError LOG_UNAVAILABLE
   */
  get(url: URL, limits: HttpLimits, signal?: AbortSignal): Promise<HttpAnswer>
  /** Asks once. @throws EngineError LOG_UNAVAILABLE */
  post(url: URL, body: Uint8Array, limits: HttpLimits, signal?: AbortSignal): Promise<HttpAnswer>
}

export interface HttpLimits {
  /** Of an answer's body. */
  readonly maxBytes: number
  /** Milliseconds for all of it: connection, answer, body. */
  readonly timeoutMs: number
  /** Media type of what is sent; plain text by default. */
  readonly type?: string
}

export interface HttpAnswer {
  readonly status: number
  readonly body: Uint8Array
  /** Milliseconds after which the other side wants to be asked again (Retry-After); null where it does not say. */
  readonly retryAfter: number | null
}

/** Milliseconds before each further attempt. */
const PAUSES = [200, 1000]
/** Milliseconds that a server which says when to come back is waited for: one that counts its clients' requests may be asked for thousands of files. */
const PATIENCE = 120_000
const MAX_SOCKETS = 16

/**
 * Over node:http and node:https, which load at the first request. Redirects are answers: what is read is verified, and still comes from where it was said to.
 * @param ca PEM of authorities, trusted beside those of Node
 * @throws EngineError TRUST_INVALID
 */
export function logHttp(ca: readonly string[] = []): LogHttp {
  for (const fault of ca.map(faultOfAuthorities)) {
    if (fault !== null)
      throw new EngineError('TRUST_INVALID', `an authority of the log's servers (--log-ca, log.ca): the file ${fault}`)
  }
  const agents = new Map<string, Agent>()
  const closing = new AbortController()
  function transport({ protocol }: URL): { request: typeof import('node:http').request; agent: Agent } {
    const http = process.getBuiltinModule(protocol === 'https:' ? 'node:https' : 'node:http')
    const trust = protocol === 'https:' ? trusting(ca) : {}
    const agent =
      agents.get(protocol) ??
      new http.Agent({ keepAlive: true, maxSockets: MAX_SOCKETS, proxyEnv: process.env, ...trust })
    agents.set(protocol, agent)
    return { request: http.request, agent }
  }
  async function ask(
    url: URL,
    body: Uint8Array | null,
    { maxBytes, timeoutMs, type = 'text/plain; charset=utf-8' }: HttpLimits,
    signal?: AbortSignal,
  ): Promise<HttpAnswer> {
    const { request, agent } = transport(url)
    const timeout = AbortSignal.timeout(timeoutMs)
    const stop = AbortSignal.any([timeout, closing.signal, ...(signal ? [signal] : [])])
    const headers =
      body === null ? { 'accept-encoding': 'gzip, identity' } : { 'content-type': type, 'content-length': body.length }
    const send = (): ClientRequest =>
      request(url, { method: body === null ? 'GET' : 'POST', agent, signal: stop, headers })
    try {
      return await exchange(send, body, (response) => read(response, maxBytes))
    } catch (error) {
      if (signal?.aborted) throw aborted()
      if (timeout.aborted) throw unavailable(url, `no whole answer within ${timeoutMs} ms`)
      throw unavailable(url, error instanceof Unusable ? error.message : failureReason(error), error)
    }
  }
  return {
    post: ask,
    async get(url, limits, signal) {
      const deadline = performance.now() + PATIENCE
      const stop = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])])
      for (let attempt = 0; ; ) {
        let pause = PAUSES[attempt]
        try {
          const answer = await ask(url, null, limits, signal)
          if (!isBusy(answer.status)) return answer
          const { retryAfter } = answer
          if (retryAfter !== null && performance.now() + retryAfter < deadline) pause = retryAfter
          else attempt++
          if (pause === undefined) throw unavailable(url, `answers ${answer.status}`)
        } catch (error) {
          if (pause === undefined || stop.aborted) throw error
          attempt++
        }
        await sleep(pause, undefined, { signal: stop }).catch(() => {
          throw aborted()
        })
      }
    },
    [Symbol.dispose]() {
      // What was asked for ahead is not waited for.
      closing.abort()
      for (const agent of agents.values()) agent.destroy()
    },
  }
}

/** What came is no answer. */
class Unusable extends Error {}

async function read(response: IncomingMessage, maxBytes: number): Promise<HttpAnswer> {
  const body = await readWithin(response, maxBytes)
  if (body === null) throw new Unusable(`more than ${maxBytes} bytes`)
  const encoding = response.headers['content-encoding']?.toLowerCase() ?? 'identity'
  // A server that is busy and says `0` would be asked without end.
  const [, seconds] = /^([1-9]\d{0,3})$/.exec(response.headers['retry-after'] ?? '') ?? []
  return {
    status: response.statusCode ?? 0,
    body: await decoded(body, encoding, maxBytes),
    retryAfter: seconds === undefined ? null : Number(seconds) * 1000,
  }
}

async function decoded(body: Uint8Array, encoding: string, maxBytes: number): Promise<Uint8Array> {
  if (encoding === 'identity') return body
  if (encoding !== 'gzip') throw new Unusable('is in an encoding that was not asked for')
  const { gunzip } = process.getBuiltinModule('node:zlib')
  try {
    return new Uint8Array(await promisify(gunzip)(body, { maxOutputLength: maxBytes }))
  } catch (cause) {
    throw new Unusable(`does not unpack to ${maxBytes} bytes or less`, { cause })
  }
}

function aborted(): CoreError {
  return new CoreError('ABORTED', 'interrupted while a server was asked')
}

function isBusy(status: number): boolean {
  return status === 408 || status === 429 || status >= 500
}

export function unavailable(url: URL, why: string, cause?: unknown): EngineError {
  const shown = shownUrl(url)
  return new EngineError('LOG_UNAVAILABLE', `${shown}: ${why}`, { cause, details: { url: shown } })
}

/** Without what may be a secret in it. */
export function shownUrl({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`
}

/**
 * HTTPS, or a server on this machine. Ends with a slash: what is asked for lies below.
 * @param what names the option or member in the refusal
 * @throws EngineError OPTION_INVALID
 */
export function logUrl(text: string, what: string): URL {
  if (!isLogUrl(text)) {
    throw new EngineError(
      'OPTION_INVALID',
      `${what} ${text}: is no https: URL without query; plain HTTP is for this machine`,
    )
  }
  const url = new URL(text)
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  return url
}
