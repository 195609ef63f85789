import type { Agent, ClientRequest, IncomingMessage } from 'node:http'
import { exchange, failureReason, readWithin } from '@chancery/http'
import { Refusal } from './errors.ts'

export const QUERY_TYPE = 'application/timestamp-query'
export const REPLY_TYPE = 'application/timestamp-reply'

export interface PostLimits {
  /** Of an answer's body. */
  readonly maxBytes: number
  /** Milliseconds for all of it: connection, answer, body. */
  readonly timeoutMs: number
}

/** Sends a TimeStampReq to an authority. */
export interface Poster {
  /** @throws Refusal; what `signal` says where it was aborted */
  post(url: URL, query: Uint8Array, limits: PostLimits, signal?: AbortSignal): Promise<Uint8Array>
}

/**
 * Over node:http and node:https, which load at the first request. Connections are kept: a build signs many files.
 * Redirects are not followed: who stamps is configured, not told by whoever answers.
 * @param proxyEnv HTTP_PROXY, HTTPS_PROXY and NO_PROXY; honoured from Node 22.21 and 24.5 on
 */
export function httpPoster(proxyEnv: NodeJS.ProcessEnv): Poster {
  const agents = new Map<string, Agent>()
  function transport(url: URL): { request: typeof import('node:http').request; agent: Agent } {
    // An import of node:http evaluates its WebSocket, and with that all of undici: 20 ms.
    const http = process.getBuiltinModule(url.protocol === 'https:' ? 'node:https' : 'node:http')
    const agent = agents.get(url.protocol) ?? new http.Agent({ keepAlive: true, proxyEnv })
    agents.set(url.protocol, agent)
    return { request: http.request, agent }
  }
  return {
    async post(url, query, limits, signal) {
      const { request, agent } = transport(url)
      const timeout = AbortSignal.timeout(limits.timeoutMs)
      const stop = signal ? AbortSignal.any([signal, timeout]) : timeout
      const send = (): ClientRequest =>
        request(url, {
          method: 'POST',
          agent,
          signal: stop,
          headers: { 'content-type': QUERY_TYPE, accept: REPLY_TYPE, 'content-length': query.length },
        })
      try {
        return await exchange(send, query, (response) => bodyOf(response, limits.maxBytes))
      } catch (error) {
        if (signal?.aborted) throw signal.reason
        if (timeout.aborted) throw new Refusal('timeout', `no whole answer within ${limits.timeoutMs} ms`)
        if (error instanceof Refusal) throw error
        throw new Refusal('unreachable', failureReason(error), { cause: error })
      }
    },
  }
}

function assertReply({ statusCode = 0, headers }: IncomingMessage): void {
  if (statusCode >= 300 && statusCode < 400) {
    throw new Refusal('redirect', `answers ${statusCode} and points elsewhere: configure the URL that it really has`)
  }
  if (statusCode === 429 || statusCode === 503) {
    const retryAfter = retryAfterOf(headers['retry-after'])
    throw new Refusal('busy', `answers ${statusCode}: asked too often, or down`, { retryAfter })
  }
  if (statusCode !== 200) throw new Refusal('status', `answers HTTP ${statusCode}`)
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (type !== REPLY_TYPE) throw new Refusal('content-type', `answers with ${JSON.stringify(type?.slice(0, 60))}`)
}

/** Seconds, or a date (RFC 9110 section 10.2.3): a date is as good as none here. Milliseconds. */
function retryAfterOf(header: string | undefined): number {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : 1000
}

async function bodyOf(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  assertReply(response)
  const body = await readWithin(response, maxBytes)
  if (body === null) throw new Refusal('too-large', `answers with more than ${maxBytes} bytes`)
  return body
}
