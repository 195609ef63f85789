import type { IncomingMessage } from 'node:http'
import { concat } from '@chancery/core'

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
      const trust = ca === undefined || !secure ? {} : { ca: [...(await defaultAuthorities()), ca] }
      const agent = new http.Agent({ proxyEnv, ...trust })
      const timeout = AbortSignal.timeout(timeoutMs)
      const stop = signal ? AbortSignal.any([signal, timeout]) : timeout
      try {
        const response = await new Promise<IncomingMessage>((resolve, reject) => {
          http.request(url, { method, headers, agent, signal: stop }, resolve).on('error', reject).end()
        })
        return { status: response.statusCode ?? 0, body: await bodyWithin(response, maxBytes) }
      } catch (error) {
        if (signal?.aborted) throw signal.reason
        if (timeout.aborted) throw new HttpFailure(`no whole answer within ${timeoutMs} ms`)
        if (error instanceof HttpFailure) throw error
        throw new HttpFailure(reasonOf(error))
      } finally {
        agent.destroy()
      }
    },
  }
}

/** Those of Node with NODE_EXTRA_CA_CERTS; before Node 22.15 without them. */
async function defaultAuthorities(): Promise<readonly string[]> {
  const tls = await import('node:tls')
  return 'getCACertificates' in tls
    ? tls.getCACertificates('default')
    : (tls as { rootCertificates: string[] }).rootCertificates
}

async function bodyWithin(response: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > maxBytes) throw new HttpFailure(`the answer has more than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return concat(...chunks)
}

/** Node's own messages may hold the whole URL; its codes do not. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'the connection failed'
  return `cannot be reached or broke off: ${code}`
}

/** HTTPS, or a server on this machine: what comes over plain HTTP from elsewhere was said by whoever sits between. */
export function isSafeUrl(url: URL): boolean {
  if (url.protocol === 'https:') return true
  return url.protocol === 'http:' && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)
}
