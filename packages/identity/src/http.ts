import type { ClientRequest, IncomingMessage } from 'node:http'
import { exchange, failureReason, readWithin, trusting } from '@chancery/http'

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
}

export interface HttpLimits {
  /** Of an answer's body. */
  readonly maxBytes: number
  /** Milliseconds for all of it: connection, answer, body. */
  readonly timeoutMs: number
}

export interface HttpAnswer {
  readonly status: number
  readonly body: Uint8Array
}

/** One request, one answer; redirects are answers. */
export interface Http {
  /** @throws HttpFailure; what `signal` says where it was aborted */
  send(request: HttpRequest, limits: HttpLimits, signal?: AbortSignal): Promise<HttpAnswer>
}

export interface HttpOptions {
  /** PEM of authorities to trust for TLS, beside those that Node trusts. */
  readonly ca?: string | undefined
  /** HTTP_PROXY, HTTPS_PROXY and NO_PROXY; honoured from Node 22.21 and 24.5 on. By default the process's. */
  readonly proxyEnv?: NodeJS.ProcessEnv | undefined
}

/** Why there was no answer. Its message has no URL and no header: both may be secrets. Never leaves this package but as a cause. */
export class HttpFailure extends Error {}

/** Over node:http and node:https, which load at the first request. */
export function nodeHttp({ ca, proxyEnv = process.env }: HttpOptions = {}): Http {
  return {
    async send({ method, url, headers }, { maxBytes, timeoutMs }, signal) {
      const secure = url.protocol === 'https:'
      // An import of node:http evaluates its WebSocket, and with that all of undici: 20 ms.
      const http = process.getBuiltinModule(secure ? 'node:https' : 'node:http')
      const trust = secure && ca !== undefined ? trusting([ca]) : {}
      const agent = new http.Agent({ proxyEnv, ...trust })
      const timeout = AbortSignal.timeout(timeoutMs)
      const stop = signal ? AbortSignal.any([signal, timeout]) : timeout
      try {
        const send = (): ClientRequest => http.request(url, { method, headers, agent, signal: stop })
        return await exchange(send, null, (answer) => read(answer, maxBytes))
      } catch (error) {
        if (signal?.aborted) throw signal.reason
        if (timeout.aborted) throw new HttpFailure(`no whole answer within ${timeoutMs} ms`)
        if (error instanceof HttpFailure) throw error
        throw new HttpFailure(failureReason(error))
      } finally {
        agent.destroy()
      }
    },
  }
}

async function read(answer: IncomingMessage, maxBytes: number): Promise<HttpAnswer> {
  const body = await readWithin(answer, maxBytes)
  if (body === null) throw new HttpFailure(`the answer has more than ${maxBytes} bytes`)
  return { status: answer.statusCode ?? 0, body }
}
