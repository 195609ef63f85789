import { randomBytes } from 'node:crypto'
import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Ca } from '../ca/ca.ts'
import { faultyTransport, type IssuerFault } from './endpoint-faults.ts'
import { type IssuerKey, issuerKey, type JsonObject, type Jwk, keyName, publicJwk, type TokenAlgorithm } from './jwt.ts'
import { ISSUER_PATHS, SAMPLE_CLAIMS, type SamplePlatform } from './sample-claims.ts'
import { serverCertificate } from './server-certificate.ts'
import { answerTokenRequest, type TokenEndpoint } from './token-endpoint.ts'
import { type IdTokenFault, writeToken } from './token-faults.ts'

export interface OidcOptions {
  /** Issues the server's certificate; null: plain HTTP. */
  readonly ca: Ca | null
  /** Whose claims the tokens have, and where its issuers lie. By default `github`. */
  readonly platform?: SamplePlatform
  /** By default `RS256`. */
  readonly algorithm?: TokenAlgorithm
  /** RSA moduli as Jenkins writes them. */
  readonly leadingZero?: boolean
}

export interface TokenOptions {
  readonly audience: string
  /** Over the platform's sample claims; undefined takes one away. */
  readonly claims?: JsonObject
  readonly fault?: IdTokenFault
  /** The time of issue, instead of now. */
  readonly at?: Date
}

/** An OpenID Connect issuer on loopback with real keys, and the endpoint where a runner asks it for tokens. */
export interface OidcIssuer extends AsyncDisposable {
  /** The `iss` of its tokens. */
  readonly issuer: string
  /** Requests so far, by the last part of their path. */
  readonly requests: Readonly<Record<'openid-configuration' | 'jwks' | 'token' | 'elsewhere', number>>
  /** What the runner tells a job: where to ask, and the secret that allows it. */
  readonly endpoint: TokenEndpoint
  token(options: TokenOptions): Promise<string>
  /** The key set as JSON: for those who cannot reach the issuer. */
  jwks(): string
  /** A new key signs from now on; the old one is published no more. */
  rotate(): Promise<void>
  /** From the next request on; null: the truth. */
  lie(fault: IssuerFault | null): void
}

/** The time that tokens live, in seconds: as GitHub's. */
const LIFETIME = 300

export async function startOidc(options: OidcOptions): Promise<OidcIssuer> {
  const { ca, platform = 'github', algorithm = 'RS256', leadingZero = false } = options
  const requests = { 'openid-configuration': 0, jwks: 0, token: 0, elsewhere: 0 }
  let generation = 1
  let key: IssuerKey = await issuerKey(algorithm, keyName(algorithm, generation))
  let fault: IssuerFault | null = null
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    serve(request, response).catch((error: unknown) => response.destroy(error as Error))
  }
  const server = ca ? createServer(await serverCertificate(ca), listener) : createPlainServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `${ca ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`
  const issuer = origin + ISSUER_PATHS[platform]
  const endpoint: TokenEndpoint = {
    url: `${origin}/runner/token?api-version=2.0`,
    bearer: `runner-${randomBytes(12).toString('hex')}`,
    failures: 0,
    reply: 'truth',
  }

  function keySet(): { keys: readonly Jwk[] } {
    if (fault === 'no-keys') return { keys: [] }
    const own = publicJwk(key, leadingZero)
    const others = fault === 'many-keys' ? Array.from({ length: 10_000 }, (_, i) => ({ ...own, kid: `k${i}` })) : []
    return { keys: [...others, own] }
  }

  function discovery(): JsonObject {
    return {
      issuer: fault === 'other-issuer' ? 'https://issuer.example.com' : issuer,
      jwks_uri: fault === 'plain-keys' ? 'http://issuer.example.com/jwks' : `${issuer}/jwks`,
      id_token_signing_alg_values_supported: [algorithm],
      subject_types_supported: ['public'],
      response_types_supported: ['id_token'],
    }
  }

  async function token({ audience, claims = {}, fault: tokenFault, at = new Date() }: TokenOptions): Promise<string> {
    const now = Math.floor(at.getTime() / 1000)
    // Jenkins writes no nbf.
    const times = { iat: now, nbf: platform === 'jenkins' ? undefined : now, exp: now + LIFETIME }
    const all = { ...SAMPLE_CLAIMS[platform], iss: issuer, aud: audience, ...times, ...claims }
    return writeToken({ claims: all, key, now }, tokenFault ?? null)
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin)
    const name = url.pathname.split('/').at(-1) as keyof typeof requests
    if (!Object.hasOwn(requests, name)) return void response.writeHead(404).end()
    requests[name]++
    if (name === 'token') {
      await answerTokenRequest(endpoint, { url, request, response }, (audience) => token({ audience }))
    } else if (!(await faultyTransport(fault, response))) {
      const body = name === 'jwks' ? keySet() : discovery()
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
  }

  return {
    issuer,
    requests,
    endpoint,
    token,
    jwks: () => JSON.stringify(keySet()),
    async rotate() {
      generation++
      key = await issuerKey(algorithm, keyName(algorithm, generation))
    },
    lie(next) {
      fault = next
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
