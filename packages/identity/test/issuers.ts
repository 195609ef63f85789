import { inspect } from 'node:util'
import { type Ca, type Canary, canary, type OidcIssuer, type TokenOptions } from '@chancery/testkit'
import { expect } from 'vitest'
import {
  type Http,
  type IssuerConfig,
  nodeHttp,
  type Platform,
  trustedIssuers,
  type VerifyIdentityOptions,
  verifyIdentityToken,
  type WorkloadIdentity,
} from '../src/index.ts'

export const AUDIENCE = 'https://sign.example.com'

/** HTTPS with the test authority, and to nobody but this machine. */
export function loopback(ca: Ca): Http {
  const http = nodeHttp({ ca: ca.root.certificate.pem, proxyEnv: {} })
  return {
    send(request, limits, signal) {
      if (request.url.hostname !== '127.0.0.1') throw new Error(`a request to ${request.url.hostname}`)
      return http.send(request, limits, signal)
    },
  }
}

export interface Trust extends Partial<IssuerConfig> {
  readonly cooldownMs?: number
  readonly timeoutMs?: number
}

/** Trusts the issuer, whose keys come by discovery unless `trust` has a key set. */
export function trust(ca: Ca, oidc: OidcIssuer, platform: Platform, overrides: Trust = {}): VerifyIdentityOptions {
  const { cooldownMs = 30_000, timeoutMs = 10_000, ...config } = overrides
  const http = loopback(ca)
  const one = { issuer: oidc.issuer, platform, audience: AUDIENCE, ...config }
  return { issuers: trustedIssuers([one], { http, cooldownMs, timeoutMs }) }
}

/** A token that holds a secret in its claims, and is one. */
export async function secretToken(oidc: OidcIssuer, options: Partial<TokenOptions> = {}): Promise<[string, Canary]> {
  const secret = canary()
  const claims = { jti: secret.secret, ...options.claims }
  return [await oidc.token({ audience: AUDIENCE, ...options, claims }), secret]
}

/** The token is refused with this code, and no part of it is in the error. */
export async function refuses(
  [token, secret]: readonly [string, Canary],
  options: VerifyIdentityOptions,
  code: string,
): Promise<void> {
  const error: unknown = await verifyIdentityToken(token, options).then(shown, (thrown: unknown) => thrown)
  expect(error).toMatchObject({ code })
  secret.assertAbsent(error, (error as Error).stack)
  const text = inspect(error, { depth: Infinity, maxStringLength: Infinity, showHidden: true })
  for (const part of token.split('.')) if (part !== '') expect(text).not.toContain(part.slice(0, 24))
}

function shown(identity: WorkloadIdentity): never {
  throw new Error(`the token was accepted: ${JSON.stringify(identity)}`)
}
