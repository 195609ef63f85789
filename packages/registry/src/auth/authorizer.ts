import { RegistryError } from '../errors.ts'
import type { Answer, Transport } from '../transport.ts'
import { type Challenge, parseChallenge } from './challenge.ts'
import { basic, type Credential, type FindCredential } from './credential.ts'
import { type AccessToken, isHeaderSafe, requestToken } from './token-server.ts'

export type Access = 'pull' | 'pull,push' | 'delete'

/**
 * What opens one registry: asked for once, however many requests run side by side. No request's own signal ends what others wait for too;
 * whoever calls waits no longer than its signal allows.
 */
export class Authorizer {
  readonly #registry: string
  readonly #root: URL
  readonly #transport: Transport
  readonly #find: FindCredential
  #challenge: Promise<Challenge | null> | undefined
  readonly #credentials = new Map<string, Promise<Credential | null>>()
  readonly #tokens = new Map<string, Promise<AccessToken>>()

  /** @param root the registry's `/v2/` @param first what it answered already to nobody in particular */
  constructor(registry: string, root: URL, transport: Transport, find: FindCredential, first: Answer | null = null) {
    this.#registry = registry
    this.#root = root
    this.#transport = transport
    this.#find = find
    if (first && (first.status === 401 || first.status === 200)) this.#challenge = Promise.resolve(challengeOf(first))
  }

  /** For a request in `repository`, before it is sent; null where the registry asks for nothing or there is nothing to offer. */
  async authorization(repository: string, access: Access): Promise<string | null> {
    this.#challenge ??= kept(this.#ping(), () => {
      this.#challenge = undefined
    })
    const challenge = await this.#challenge
    return challenge === null ? null : this.#answer(challenge, repository, access)
  }

  /** After a 401 with `header` to a request with `sent`; null where nothing else can be offered. */
  async renewed(
    header: string | null,
    sent: string | null,
    repository: string,
    access: Access,
  ): Promise<string | null> {
    const challenge = parseChallenge(header)
    if (challenge === null) return null
    this.#challenge = Promise.resolve(challenge.kind === 'bearer' ? { ...challenge, scope: null } : challenge)
    // Another request may have renewed it meanwhile.
    for (const one of ['pull,push', access] as const) {
      const key = scopeOf(repository, one)
      if ((await this.#tokens.get(key))?.authorization === sent) this.#tokens.delete(key)
    }
    const next = await this.#answer(challenge, repository, access)
    return next === sent ? null : next
  }

  async #ping(): Promise<Challenge | null> {
    return challengeOf(await this.#transport.send({ method: 'GET', url: this.#root }))
  }

  async #answer(challenge: Challenge, repository: string, access: Access): Promise<string | null> {
    let finding = this.#credentials.get(repository)
    if (finding === undefined) {
      finding = kept(this.#find(this.#registry, repository), () => {
        this.#credentials.delete(repository)
      })
      this.#credentials.set(repository, finding)
    }
    const credential = await finding
    if (credential?.kind === 'registry-token') {
      if (isHeaderSafe(credential.token)) return `Bearer ${credential.token}`
      throw new RegistryError('DOCKER_CONFIG_INVALID', `the registry token for ${this.#registry} has unfit characters`)
    }
    if (challenge.kind === 'basic') {
      return credential?.kind === 'password' ? basic(credential.username, credential.password) : null
    }
    // Who may write may read: one token does for a repository that is written to.
    const wider = this.#tokens.get(scopeOf(repository, 'pull,push'))
    if (wider && isFresh(await wider)) return (await wider).authorization
    const key = scopeOf(repository, access)
    const known = this.#tokens.get(key)
    if (known && isFresh(await known)) return (await known).authorization
    // Of those who waited for the old one the first asks for the new one.
    let token = this.#tokens.get(key)
    if (token === undefined || token === known) {
      // Registries that map names want the scope that they say.
      token = kept(requestToken(this.#transport, challenge, challenge.scope ?? key, credential), () => {
        this.#tokens.delete(key)
      })
      this.#tokens.set(key, token)
    }
    return (await token).authorization
  }
}

function challengeOf({ status, headers }: Answer): Challenge | null {
  return status === 401 ? parseChallenge(headers.get('www-authenticate')) : null
}

/** A failure is not kept: the next request asks again. */
export async function kept<T>(promise: Promise<T>, forget: () => void): Promise<T> {
  try {
    return await promise
  } catch (error) {
    forget()
    throw error
  }
}

function isFresh(token: AccessToken): boolean {
  return token.renewAt > Date.now()
}

/** The scope that the registry's own challenge would name, known beforehand. */
function scopeOf(repository: string, access: Access): string {
  return `repository:${repository}:${access}`
}
