import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Ca } from '../ca/ca.ts'
import { serverCertificate } from '../oidc/server-certificate.ts'
import { type AccessOptions, Gate } from './access.ts'
import { answerBlob, answerUpload } from './blobs.ts'
import { type Answer, type Asked, type Exchange, json, refusal } from './exchange.ts'
import { type FaultRule, playFault, type RegistryFault, send } from './faults.ts'
import { type ImageOptions, pushImage, type TestImage } from './image.ts'
import { answerManifest, answerReferrers, answerTags } from './manifests.ts'
import { RepositoryStore } from './store.ts'

export interface TestRegistryOptions {
  /** Without it, as most registries: 404, and clients need the fallback tag. By default true. */
  readonly referrers?: boolean
  /** Whether the referrers API filters when asked. By default true. */
  readonly filter?: boolean
  /** Referrers of a page. By default 100. */
  readonly pageSize?: number
  /** Whether a blob may come with the request that begins its upload; many registries do not take it. By default true. */
  readonly singlePost?: boolean
  /** By default everyone may do everything. */
  readonly access?: AccessOptions
  /** Issues the server's certificate; by default plain HTTP. */
  readonly ca?: Ca
}

export interface LoggedRequest {
  readonly method: string
  /** With its query. */
  readonly path: string
  /** Bytes of its body. */
  readonly up: number
  /** Bytes of the true answer's body; a fault may deliver others. */
  readonly down: number
  /** The true answer's; 0 where a fault came instead. */
  readonly status: number
  /** Basic, Bearer or none; never what follows. */
  readonly authorization: string | null
}

/** An OCI 1.1 registry on loopback, in memory: all of the distribution specification, and everything that can go wrong. */
export interface TestRegistry extends AsyncDisposable {
  readonly origin: string
  /** `127.0.0.1:PORT`, as in references. */
  readonly host: string
  /** Requests so far, in the order in which they came. */
  readonly log: readonly LoggedRequest[]
  /** Requests of the log as `METHOD PATH` that match. */
  count(pattern: RegExp): number
  clearLog(): void
  /** Before all rules that were given earlier. */
  lie(rule: FaultRule): void
  beHonest(): void
  /** No token is good any more. */
  revokeTokens(): void
  /** What is in a repository, to look at or to change behind everyone's back. */
  repository(name: string): RepositoryStore
  /** Puts a small image there, without a request. */
  push(name: string, tag: string, options?: ImageOptions): TestImage
}

const MAX_BODY = 64 * 1024 * 1024
const ROUTE = /^\/v2\/(.+?)\/(?:(blobs\/uploads)\/([^/]*)|(blobs|manifests|referrers)\/([^/]+)|(tags\/list))$/

export async function startRegistry(options: TestRegistryOptions = {}): Promise<TestRegistry> {
  const { referrers = true, filter = true, pageSize = 100, singlePost = true, access, ca } = options
  const repositories = new Map<string, RepositoryStore>()
  const log: LoggedRequest[] = []
  const rules: { fault: RegistryFault; on: RegExp; times: number }[] = []
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    serve(request, response).catch((error: unknown) => response.destroy(error as Error))
  }
  const server = ca ? createServer(await serverCertificate(ca), listener) : createPlainServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const origin = `${ca ? 'https' : 'http'}://${host}`
  const gate = access ? new Gate(access, origin) : null

  function repository(name: string): RepositoryStore {
    const one = repositories.get(name) ?? new RepositoryStore()
    repositories.set(name, one)
    return one
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = request
    const asked: Asked = { method, url: new URL(path, origin), headers, body: await bodyOf(request) }
    const entry = {
      method,
      path,
      up: asked.body.length,
      down: 0,
      status: 0,
      authorization: headers.authorization?.split(' ')[0] ?? null,
    }
    log.push(entry)
    const honest = (): Answer => {
      const answer = answerTo(asked)
      entry.status = answer.status
      entry.down = method === 'HEAD' ? 0 : answer.body.length
      return answer
    }
    const rule = rules.find(({ on, times }) => times > 0 && on.test(`${method} ${path}`))
    if (rule === undefined) return send(response, honest())
    rule.times--
    await playFault(rule.fault, response, honest)
  }

  function answerTo(asked: Asked): Answer {
    const { method, url } = asked
    if (gate?.isTokenRequest(url)) return gate.token(asked)
    const [, name = '', upload, id = '', kind, reference = '', tags] = ROUTE.exec(url.pathname) ?? []
    if (name === '' && url.pathname !== '/v2/') return refusal(404, 'UNSUPPORTED')
    const refused = gate?.refusal(asked, name)
    if (refused) return refused
    if (name === '') return json(200, {})
    const isWrite = method !== 'GET' && method !== 'HEAD'
    const known = repositories.get(name)
    if (known === undefined && !isWrite && kind !== 'referrers') return refusal(404, 'NAME_UNKNOWN')
    const store = known ?? (isWrite ? repository(name) : new RepositoryStore())
    const exchange: Exchange = { ...asked, name, store, other: (from) => repositories.get(from) }
    if (upload) return answerUpload(exchange, id, singlePost)
    if (tags) return answerTags(exchange)
    if (kind === 'blobs') return answerBlob(exchange, reference)
    const lists = { referrers, filter, pageSize }
    return kind === 'manifests'
      ? answerManifest(exchange, reference, lists)
      : answerReferrers(exchange, reference, lists)
  }

  return {
    origin,
    host,
    log,
    count: (pattern) => log.filter(({ method, path }) => pattern.test(`${method} ${path}`)).length,
    clearLog: () => void log.splice(0),
    lie: ({ fault, on = /^/, times = Number.POSITIVE_INFINITY }) => void rules.unshift({ fault, on, times }),
    beHonest: () => void rules.splice(0),
    revokeTokens: () => gate?.revoke(),
    repository,
    push: (name, tag, image) => pushImage(repository(name), tag, image),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > MAX_BODY) throw new Error('more than a test should send')
    chunks.push(chunk)
  }
  return Uint8Array.from(Buffer.concat(chunks))
}
