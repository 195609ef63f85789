import { type Access, Authorizer, kept } from './auth/authorizer.ts'
import { parseChallenge } from './auth/challenge.ts'
import type { FindCredential } from './auth/credential.ts'
import { parseJsonObject } from './descriptor.ts'
import { containersCredentials } from './docker/config.ts'
import { RegistryError, type RegistryErrorCode } from './errors.ts'
import type { HttpClient } from './http-client.ts'
import { Mirrors } from './mirrors.ts'
import { type NodeHttpOptions, nodeHttp } from './node-http.ts'
import { isLoopback } from './reference.ts'
import { type Answer, type Outgoing, orAborted, pause, Transport } from './transport.ts'

export interface RegistryOptions extends NodeHttpOptions {
  /** Plain HTTP to registries elsewhere than on this machine too, or to these hosts, and to what they redirect to, where they have no HTTPS. By default refused. */
  readonly insecure?: boolean | readonly string[] | undefined
  /** By default what `podman login` or `docker login` left. */
  readonly credentials?: FindCredential | undefined
  /** By default over node:http, with `ca` and `authorities`, and through HTTPS_PROXY where NODE_USE_ENV_PROXY is set. */
  readonly http?: HttpClient | undefined
  /** Milliseconds for one request with its answer. By default 60,000. */
  readonly timeoutMs?: number | undefined
  /** How often a request is repeated where that is safe. By default 3. */
  readonly retries?: number | undefined
  /** Milliseconds before the first repetition. By default 250. */
  readonly backoffMs?: number | undefined
  /**
   * Where else a registry's images are, by its host: `https://HOST[:PORT][/PREFIX]`, asked in this order before the registry itself. Manifests by digest and blobs are read there,
   * since their digests prove them; everything is written to the registry itself.
   */
  readonly mirrors?: Readonly<Record<string, readonly string[]>> | undefined
  /** Tags and referrers too are asked of mirrors first. By default no: a mirror could show an old tag, or hide a signature. */
  readonly mirrorTags?: boolean | undefined
  /** Requests at a time. By default 16. */
  readonly connections?: number | undefined
  /** Milliseconds after which a tag that was updated is read again; longer where the registry is slow. By default 100. */
  readonly settleMs?: number | undefined
}

/** What is asked in which repository, with which right. */
export interface Asked {
  readonly registry: string
  readonly repository: string
  readonly access: Access
}

export interface RegistryRequest extends Omit<Outgoing, 'url' | 'authorization'> {
  /** Below `/v2/REPOSITORY/`, or whole as the registry named it. */
  readonly path: string | URL
}

interface Opened {
  /** `https://HOST/v2/` */
  readonly root: URL
  readonly transport: Transport
  readonly authorizer: Authorizer
}

/** Docker Hub's registry has another name than its images. */
const ENDPOINTS: Readonly<Record<string, string>> = {
  'docker.io': 'registry-1.docker.io',
  'index.docker.io': 'registry-1.docker.io',
}

/** Milliseconds for the first question to what may not know TLS. */
const PROBE_TIMEOUT = 5_000

/** Everything that repositories of one command share: connections, credentials, tokens. */
export class Session {
  readonly mirrors: Mirrors
  readonly settleMs: number
  readonly retries: number
  readonly #insecure: (registry: string) => boolean
  readonly #credentials: FindCredential
  readonly #http: HttpClient
  readonly #limits: { timeoutMs: number; retries: number; backoffMs: number; connections: number }
  readonly #registries = new Map<string, Promise<Opened>>()
  readonly #locks = new Map<string, Promise<unknown>>()
  /** Whether a registry lists referrers itself, as it told for a repository that certainly exists. */
  readonly referrersApi: Map<string, boolean> = new Map()
  /** Whether a registry takes a blob in the request that would begin its upload. */
  readonly singlePost: Map<string, boolean> = new Map()

  constructor(options: RegistryOptions = {}) {
    const { timeoutMs = 60_000, retries = 3, backoffMs = 250, connections = 16, settleMs = 100 } = options
    this.mirrors = new Mirrors(options.mirrors, options.mirrorTags)
    this.settleMs = settleMs
    this.retries = retries
    const { insecure = false } = options
    this.#insecure = (registry) => (typeof insecure === 'boolean' ? insecure : insecure.includes(registry))
    this.#credentials = options.credentials ?? containersCredentials()
    this.#http = options.http ?? nodeHttp(options)
    this.#limits = { timeoutMs, retries, backoffMs, connections }
  }

  /** With what opens the repository; only ever sent to the registry itself. */
  async send(asked: Asked, { path, ...request }: RegistryRequest, signal?: AbortSignal): Promise<Answer> {
    const { registry, repository, access } = asked
    const { root, transport, authorizer } = await orAborted(this.#registry(registry), signal)
    const url = typeof path === 'string' ? new URL(`${repository}/${path}`, root) : path
    if (url.origin !== root.origin) return transport.send({ ...request, url }, signal)
    const authorization = await orAborted(authorizer.authorization(repository, access), signal)
    const answer = await transport.send({ ...request, url, authorization }, signal)
    if (answer.status !== 401 || answer.url.origin !== root.origin) return answer
    const header = answer.headers.get('www-authenticate')
    const renewed = await orAborted(authorizer.renewed(header, authorization, repository, access), signal)
    return renewed === null ? answer : transport.send({ ...request, url, authorization: renewed }, signal)
  }

  /** @param attempt from 1 */
  backoff(attempt: number, signal?: AbortSignal): Promise<void> {
    return pause(this.#limits.backoffMs * 2 ** (attempt - 1) * (0.5 + Math.random()), signal)
  }

  /** One at a time for each name, in this process. */
  async exclusive<T>(name: string, job: () => Promise<T>): Promise<T> {
    const before = this.#locks.get(name)
    const mine = (async () => {
      await before?.catch(() => {})
      return job()
    })()
    this.#locks.set(name, mine)
    try {
      return await mine
    } finally {
      if (this.#locks.get(name) === mine) this.#locks.delete(name)
    }
  }

  #registry(registry: string): Promise<Opened> {
    let opened = this.#registries.get(registry)
    if (opened === undefined) {
      opened = kept(this.#open(registry), () => {
        this.#registries.delete(registry)
      })
      this.#registries.set(registry, opened)
    }
    return opened
  }

  async #open(registry: string): Promise<Opened> {
    // A registry elsewhere must not send us to services on this machine.
    const insecure = this.#insecure(registry)
    const plainAllowed = ({ host }: URL): boolean => insecure || (isLoopback(registry) && isLoopback(host))
    const transport = new Transport({ http: this.#http, ...this.#limits, plainAllowed })
    const secure = new URL(`https://${ENDPOINTS[registry] ?? registry}/v2/`)
    const { root, first } = plainAllowed(secure) ? await this.#plainOrSecure(secure) : { root: secure, first: null }
    return { root, transport, authorizer: new Authorizer(registry, root, transport, this.#credentials, first) }
  }

  /** Also where plain HTTP is allowed it is for those who have nothing better. @throws RegistryError REGISTRY_CERTIFICATE */
  async #plainOrSecure(secure: URL): Promise<{ readonly root: URL; readonly first: Answer | null }> {
    const plain = new URL(`http://${secure.host}/v2/`)
    // Nobody is between us and this machine: there the question that costs less comes first.
    const [one, other] = isLoopback(secure.host) ? [plain, secure] : [secure, plain]
    const first = await this.#probe(one)
    return first === null ? { root: other, first: null } : { root: one, first }
  }

  /** null where no registry answers in that way. What speaks TLS hangs up on plain HTTP, or says 400. */
  async #probe(url: URL): Promise<Answer | null> {
    const isPlain = url.protocol === 'http:'
    const limits = { ...this.#limits, timeoutMs: Math.min(this.#limits.timeoutMs, PROBE_TIMEOUT), retries: 0 }
    const transport = new Transport({ http: this.#http, ...limits, plainAllowed: () => isPlain })
    try {
      const answer = await transport.send({ method: 'GET', url, follow: false })
      return isPlain && answer.status === 400 ? null : answer
    } catch (error) {
      if (error instanceof RegistryError && error.code === 'REGISTRY_UNAVAILABLE') return null
      throw error
    }
  }
}

/** The answer's error, with the code that the registry gives but not its prose. */
export function failure({ status, body, headers }: Answer, what: string, notFound: RegistryErrorCode): RegistryError {
  const details = { status, registryCode: registryCode(body) }
  const error = (code: RegistryErrorCode): RegistryError =>
    new RegistryError(code, `${what}: the registry answered ${status}`, { details })
  if (status === 401) {
    const challenge = parseChallenge(headers.get('www-authenticate'))
    const known = challenge?.kind === 'bearer' && challenge.error === 'insufficient_scope'
    return error(known ? 'REGISTRY_DENIED' : 'REGISTRY_UNAUTHORIZED')
  }
  if (status === 403) return error('REGISTRY_DENIED')
  if (status === 404) return error(notFound)
  if (status === 429) return error('REGISTRY_LIMITED')
  if (status >= 500 || status === 408) return error('REGISTRY_UNAVAILABLE')
  return error(status >= 400 ? 'REGISTRY_REFUSED' : 'REGISTRY_MALFORMED')
}

function registryCode(body: Uint8Array): string | null {
  try {
    const { errors } = parseJsonObject(body, 'the error')
    const code: unknown = Array.isArray(errors) ? errors[0]?.code : null
    return typeof code === 'string' && /^[A-Z_]{1,64}$/.test(code) ? code : null
  } catch {
    return null
  }
}
