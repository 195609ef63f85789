import type { ClientRequest, Agent as HttpAgent, IncomingMessage, RequestOptions } from 'node:http'
import type { Agent as HttpsAgent } from 'node:https'
import { trusting } from '@chancery/http'
import { checkAuthorities, type FindAuthorities } from './authorities.ts'
import { containersAuthorities } from './docker/certs.ts'
import type { HttpAnswer, HttpClient, HttpRequest } from './http-client.ts'

/** Milliseconds. Servers close idle connections after five seconds and more; a request on one that closes is lost. */
const IDLE = 4_000

export interface NodeHttpOptions {
  /** Authorities in PEM that are trusted for every host, beside those that Node trusts. */
  readonly ca?: readonly string[] | undefined
  /** Those for one host. By default what is in `certs.d` of Docker and Podman. */
  readonly authorities?: FindAuthorities | undefined
}

/**
 * Over node:http, which costs less than half of what fetch does for small requests, and takes authorities. Proxies are those of Node's own agents.
 * @throws RegistryError REGISTRY_CA_INVALID
 */
export function nodeHttp({ ca = [], authorities = containersAuthorities() }: NodeHttpOptions = {}): HttpClient {
  checkAuthorities(ca, 'ca')
  // An import of node:http evaluates its WebSocket, and with that all of undici: 20 ms.
  const http = process.getBuiltinModule('node:http')
  const https = process.getBuiltinModule('node:https')
  const kept = { keepAlive: true, timeout: IDLE, proxyEnv: https.globalAgent.options.proxyEnv }
  const plain = new http.Agent(kept)
  const secure = new Map<string, Promise<HttpsAgent>>()

  async function open(host: string): Promise<HttpsAgent> {
    const added = [...ca, ...(await authorities(host))]
    return new https.Agent({ ...kept, ...trusting(added) })
  }

  return async (request) => {
    if (request.url.protocol === 'http:') return ask(http.request, request, plain)
    const { host } = request.url
    let agent = secure.get(host)
    if (agent === undefined) {
      agent = open(host)
      secure.set(host, agent)
    }
    return ask(https.request, request, await agent)
  }
}

type Ask = (url: URL, options: RequestOptions, listener: (answer: IncomingMessage) => void) => ClientRequest

function ask(send: Ask, { method, url, headers, body, signal }: HttpRequest, agent: HttpAgent): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const sent = send(url, { method, headers, agent, signal }, (message) => resolve(answerOf(message)))
    sent.on('error', reject)
    sent.end(body)
  })
}

function answerOf(message: IncomingMessage): HttpAnswer {
  // Whoever reads is told; whoever hung up need not be.
  message.on('error', () => {})
  return {
    status: message.statusCode ?? 0,
    headers: {
      get(name) {
        const value = message.headers[name]
        return typeof value === 'string' ? value : null
      },
    },
    body: message,
    hangUp: () => void message.destroy(),
  }
}
