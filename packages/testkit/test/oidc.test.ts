import { createPublicKey, verify } from 'node:crypto'
import { request as plainRequest } from 'node:http'
import { request } from 'node:https'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ca, createCa, type IdTokenFault, type OidcIssuer, SAMPLE_CLAIMS, startOidc } from '../src/index.ts'

const AUDIENCE = 'https://sign.example.com'
let ca: Ca
let oidc: OidcIssuer

beforeAll(async () => {
  ca = await createCa()
  oidc = await startOidc({ ca })
})
afterAll(() => oidc[Symbol.asyncDispose]())

interface Answer {
  readonly status: number | undefined
  readonly text: string
}

function ask(url: string, method = 'GET', headers = {}): Promise<Answer> {
  const send = url.startsWith('https:') ? request : plainRequest
  const options = { method, headers, ca: ca.root.certificate.pem, agent: false, signal: AbortSignal.timeout(5000) }
  return new Promise((resolve, reject) => {
    send(url, options, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        if (text.length > 5_000_000) response.destroy(new Error('too much'))
      })
      response.on('error', reject).on('end', () => resolve({ status: response.statusCode, text }))
    })
      .on('error', reject)
      .end()
  })
}

function parts(token: string): { header: Record<string, unknown>; claims: Record<string, unknown> } {
  const [header, claims] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString())
  return { header: JSON.parse(header ?? ''), claims: JSON.parse(claims ?? '') }
}

/** By node's own verifier, under the published key that the token names. */
function holds(token: string, jwks: string): boolean {
  const { header } = parts(token)
  const jwk = JSON.parse(jwks).keys.find((one: { kid: string }) => one.kid === header.kid)
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  const [input, signature] = [token.slice(0, token.lastIndexOf('.')), token.slice(token.lastIndexOf('.') + 1)]
  const options = header.alg === 'ES256' ? ({ key, dsaEncoding: 'ieee-p1363' } as const) : key
  return verify(
    header.alg === 'EdDSA' ? null : 'sha256',
    Buffer.from(input),
    options,
    Buffer.from(signature, 'base64url'),
  )
}

test.each(['RS256', 'ES256', 'EdDSA'] as const)(
  '%s tokens verify under the keys that discovery leads to',
  async (algorithm) => {
    await using issuer = await startOidc({ ca, algorithm, platform: 'gitlab' })
    const discovery = JSON.parse((await ask(`${issuer.issuer}/.well-known/openid-configuration`)).text)
    expect(discovery.issuer).toBe(issuer.issuer)
    const jwks = (await ask(discovery.jwks_uri)).text
    expect(jwks).toBe(issuer.jwks())
    const token = await issuer.token({ audience: AUDIENCE })
    expect(holds(token, jwks)).toBe(true)
    expect(parts(token).claims).toMatchObject({ ...SAMPLE_CLAIMS.gitlab, iss: issuer.issuer, aud: AUDIENCE })
    expect(issuer.requests).toMatchObject({ 'openid-configuration': 1, jwks: 1 })
  },
)

test('a rotated key is another one, and the old one is gone', async () => {
  await using issuer = await startOidc({ ca, algorithm: 'ES256' })
  const [before, old] = [issuer.jwks(), await issuer.token({ audience: AUDIENCE })]
  await issuer.rotate()
  const token = await issuer.token({ audience: AUDIENCE })
  expect(parts(token).header.kid).not.toBe(parts(old).header.kid)
  expect(holds(token, issuer.jwks())).toBe(true)
  expect(holds(old, before)).toBe(true)
  expect(issuer.jwks()).not.toContain(parts(old).header.kid)
})

test.each<[IdTokenFault, boolean]>([
  ['expired', true],
  ['wrong-audience', true],
  ['wrong-issuer', true],
  ['long-lived', true],
  ['other-key', false],
  ['tampered', false],
])('a token that is %s: its signature holds: %s', async (fault, expected) => {
  expect(holds(await oidc.token({ audience: AUDIENCE, fault }), oidc.jwks())).toBe(expected)
})

test('tokens without a proper signature look as they should', async () => {
  const token = (fault: IdTokenFault): Promise<string> => oidc.token({ audience: AUDIENCE, fault })
  expect(await token('alg-none')).toMatch(/^[\w-]+\.[\w-]+\.$/)
  expect(parts(await token('alg-none')).header.alg).toBe('none')
  expect(parts(await token('hs256')).header.alg).toBe('HS256')
  expect(parts(await token('embedded-key')).header).toMatchObject({ jwk: { kty: 'RSA' } })
  expect(oidc.jwks()).not.toContain(parts(await token('unknown-kid')).header.kid)
})

describe('the documents can be', () => {
  const address = (): string => `${oidc.issuer}/.well-known/openid-configuration`
  test('missing, elsewhere, for somebody else, endless or absent', async () => {
    oidc.lie('http-500')
    expect((await ask(address())).status).toBe(500)
    oidc.lie('redirect')
    expect((await ask(address())).status).toBe(302)
    oidc.lie('other-issuer')
    expect(JSON.parse((await ask(address())).text).issuer).not.toBe(oidc.issuer)
    oidc.lie('huge-body')
    await expect(ask(address())).rejects.toThrow('too much')
    oidc.lie('connection-closed')
    await expect(ask(address())).rejects.toThrow()
    oidc.lie('many-keys')
    expect(JSON.parse(oidc.jwks()).keys.length).toBeGreaterThan(5000)
    oidc.lie(null)
    expect(JSON.parse(oidc.jwks()).keys).toHaveLength(1)
  })
})

describe('the endpoint of the runner', () => {
  test('wants its bearer, an API version and an audience', async () => {
    const { url, bearer } = oidc.endpoint
    const headers = { authorization: `Bearer ${bearer}` }
    const granted = await ask(`${url}&audience=me`, 'GET', headers)
    expect(parts(JSON.parse(granted.text).value).claims.aud).toBe('me')
    expect((await ask(`${url}&audience=me`)).status).toBe(401)
    expect((await ask(`${url}&audience=me`, 'GET', { authorization: 'Bearer x' })).status).toBe(401)
    expect((await ask(url, 'GET', headers)).status).toBe(400)
    expect((await ask(url.replace('api-version', 'v'), 'POST', headers)).status).toBe(400)
    const azure = await ask(url, 'POST', headers)
    expect(parts(JSON.parse(azure.text).oidcToken).claims.aud).toBe('api://AzureADTokenExchange')
  })

  test('can be down for a while, over plain HTTP too', async () => {
    await using plain = await startOidc({ ca: null })
    plain.endpoint.failures = 1
    const headers = { authorization: `Bearer ${plain.endpoint.bearer}` }
    expect((await ask(`${plain.endpoint.url}&audience=me`, 'GET', headers)).status).toBe(503)
    expect((await ask(`${plain.endpoint.url}&audience=me`, 'GET', headers)).status).toBe(200)
  })
})
