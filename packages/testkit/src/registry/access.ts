import { randomBytes, timingSafeEqual } from 'node:crypto'
import { type Answer, type Asked, json, refusal } from './exchange.ts'

export interface AccessOptions {
  readonly scheme: 'basic' | 'bearer'
  readonly username: string
  readonly password: string
  /** What the token server takes instead of the password, by POST. */
  readonly identityToken?: string
  /** Seconds that a token lives, by default 60. */
  readonly lifetime?: number
  /** What users may do; by default both. */
  readonly grants?: 'pull' | 'pull,push'
}

/** Where the tokens come from: below the registry's own origin. */
const TOKEN_PATH = '/auth/token'
const SERVICE = 'registry.test'

/** Lets in, or answers with a challenge (RFC 7617; distribution's token authentication). */
export class Gate {
  readonly #options: AccessOptions
  readonly #origin: string
  readonly #tokens = new Map<string, { readonly scopes: ReadonlySet<string>; readonly until: number }>()

  constructor(options: AccessOptions, origin: string) {
    this.#options = options
    this.#origin = origin
  }

  /** All tokens so far are worth nothing any more. */
  revoke(): void {
    this.#tokens.clear()
  }

  /** null: the request may go on. `name` is empty for `/v2/`. */
  refusal({ method, headers }: Asked, name: string): Answer | null {
    const { authorization = '' } = headers
    if (this.#options.scheme === 'basic') {
      return this.#isUser(authorization) ? null : challenge('Basic realm="registry"')
    }
    const needed = method === 'GET' || method === 'HEAD' ? 'pull' : 'push'
    const token = this.#tokens.get(authorization.replace(/^Bearer /, ''))
    const isLive = token !== undefined && token.until > Date.now()
    if (isLive && (name === '' || token.scopes.has(`${name}:${needed}`))) return null
    const scope = name === '' ? '' : `,scope="repository:${name}:${needed === 'pull' ? 'pull' : 'pull,push'}"`
    const error = isLive ? ',error="insufficient_scope"' : ''
    return challenge(`Bearer realm="${this.#origin}${TOKEN_PATH}",service="${SERVICE}"${scope}${error}`)
  }

  isTokenRequest(url: URL): boolean {
    return url.pathname === TOKEN_PATH
  }

  token({ method, headers, url, body }: Asked): Answer {
    const isForm = method === 'POST'
    const parameters = isForm ? new URLSearchParams(Buffer.from(body).toString()) : url.searchParams
    const { authorization = '' } = headers
    const { identityToken, lifetime = 60, grants = 'pull,push' } = this.#options
    const isKnown = isForm
      ? identityToken !== undefined && same(parameters.get('refresh_token') ?? '', identityToken)
      : this.#isUser(authorization)
    if (!isKnown || parameters.get('service') !== SERVICE) return refusal(401, 'UNAUTHORIZED')
    const scopes = parameters.getAll('scope').flatMap((scope) => {
      const [, name, actions = ''] = /^repository:([^:]+):([a-z,]+)$/.exec(scope) ?? []
      return actions.split(',').flatMap((one) => (grants.split(',').includes(one) ? `${name}:${one}` : []))
    })
    const token = randomBytes(24).toString('base64url')
    this.#tokens.set(token, { scopes: new Set(scopes), until: Date.now() + lifetime * 1000 })
    const named = isForm ? { access_token: token } : { token }
    return json(200, { ...named, expires_in: lifetime })
  }

  #isUser(authorization: string): boolean {
    const { username, password } = this.#options
    return same(authorization, `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`)
  }
}

function challenge(text: string): Answer {
  return refusal(401, 'UNAUTHORIZED', { 'www-authenticate': text })
}

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
