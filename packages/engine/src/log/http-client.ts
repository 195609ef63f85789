import type { Agent, ClientRequest, IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { CoreError, concat } from '@chancery/core'
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
}

/** Milliseconds before each further attempt. */
const PAUSES = [200, 1000]
const MAX_SOCKETS = 16

/**
 * Over node:http and node:https, which load at the first request. Redirects are answers: what is read is verified, and still comes from where it was said to.
 * @param ca PEM of authorities, trusted beside those of Node
 */
export function logHttp(ca: readonly string[] = []): LogHttp {
  const agents = new Map<string, Agent>()
  const closing = new AbortController()
  function transport({ protocol }: URL): { request: typeof import('node:http').request; agent: Agent } {
    const http = process.getBuiltinModule(protocol === 'https:' ? 'node:https' : 'node:http')
    const trust = ca.length > 0 && protocol === 'https:' ? { ca: [...defaultAuthorities(), ...ca] } : {}
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
    const headers = body === null ? {} : { 'content-type': type, 'content-length': body.length }
    const send = (): ClientRequest =>
      request(url, { method: body === null ? 'GET' : 'POST', agent, signal: stop, headers })
    try {
      return await exchange(send, body, maxBytes)
    } catch (error) {
      if (signal?.aborted) throw aborted()
      if (timeout.aborted) throw unavailable(url, `no whole answer within ${timeoutMs} ms`)
      throw error instanceof EngineError ? error : unavailable(url, reasonOf(error), error)
    }
  }
  return {
    post: ask,
    async get(url, limits, signal) {
      for (let attempt = 0; ; attempt++) {
        const pause = PAUSES[attempt]
        try {
          const answer = await ask(url, null, limits, signal)
          if (!isBusy(answer.status)) return answer
          if (pause === undefined) throw unavailable(url, `answers ${answer.status}`)
        } catch (error) {
          if (pause === undefined || signal?.aborted || closing.signal.aborted) throw error
        }
        const stop = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])])
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

/** A kept connection that the other side has just closed is no answer: the question is asked once more, on a new one. */
async function exchange(send: () => ClientRequest, body: Uint8Array | null, maxBytes: number): Promise<HttpAnswer> {
  const first = send()
  try {
    return await answerTo(first, body, maxBytes)
  } catch (error) {
    if (error instanceof EngineError || !first.reusedSocket) throw error
    return answerTo(send(), body, maxBytes)
  }
}

async function answerTo(request: ClientRequest, body: Uint8Array | null, maxBytes: number): Promise<HttpAnswer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve)
    // Also after the answer began: without a listener an error would end the process.
    request.on('error', reject)
    request.end(body)
  })
  try {
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      length += chunk.length
      if (length > maxBytes) throw new Error(`more than ${maxBytes} bytes`)
      chunks.push(chunk)
    }
    return { status: response.statusCode ?? 0, body: concat(...chunks) }
  } finally {
    if (!response.complete) request.destroy()
  }
}

function aborted(): CoreError {
  return new CoreError('ABORTED', 'interrupted while a server was asked')
}

function isBusy(status: number): boolean {
  return status === 408 || status === 429 || status >= 500
}

/** Node's own messages may hold the whole URL; its codes do not. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return `cannot be reached or broke off: ${String(error.code)}`
  return error instanceof Error ? error.message : 'the connection failed'
}

export function unavailable(url: URL, why: string, cause?: unknown): EngineError {
  const shown = shownUrl(url)
  return new EngineError('LOG_UNAVAILABLE', `${shown}: ${why}`, { cause, details: { url: shown } })
}

/** Without what may be a secret in it. */
export function shownUrl({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`
}

function defaultAuthorities(): readonly string[] {
  const tls = process.getBuiltinModule('node:tls')
  return tls.getCACertificates?.('default') ?? tls.rootCertificates
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
