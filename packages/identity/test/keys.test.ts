import '@chancery/testkit/matchers'
import { type Ca, createCa, type IssuerFault, type OidcIssuer, startOidc } from '@chancery/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { nodeHttp, trustedIssuers, verifyIdentityToken } from '../src/index.ts'
import { AUDIENCE, loopback, refuses, secretToken, trust } from './issuers.ts'

let ca: Ca
let oidc: OidcIssuer

beforeAll(async () => {
  ca = await createCa()
  oidc = await startOidc({ ca })
})
beforeEach(() => oidc.lie(null))
afterAll(() => oidc[Symbol.asyncDispose]())

describe('keys by discovery', () => {
  test('are fetched once for many tokens, also for those that come at once', async () => {
    await using issuer = await startOidc({ ca })
    const options = trust(ca, issuer, 'github')
    expect(issuer.requests.jwks).toBe(0)
    const token = await issuer.token({ audience: AUDIENCE })
    await Promise.all(Array.from({ length: 20 }, () => verifyIdentityToken(token, options)))
    await verifyIdentityToken(token, options)
    expect(issuer.requests).toMatchObject({ 'openid-configuration': 1, jwks: 1 })
  })

  test('are fetched again for a key that is new, and the old one is out', async () => {
    await using issuer = await startOidc({ ca })
    const options = trust(ca, issuer, 'github', { cooldownMs: 0 })
    const old = await secretToken(issuer)
    await verifyIdentityToken(old[0], options)
    await issuer.rotate()
    await verifyIdentityToken(await issuer.token({ audience: AUDIENCE }), options)
    expect(issuer.requests.jwks).toBe(2)
    await refuses(old, options, 'IDENTITY_KEY_UNKNOWN')
    expect(issuer.requests.jwks).toBe(3)
  })

  test('are not fetched again and again for made-up key ids', async () => {
    await using issuer = await startOidc({ ca })
    const options = trust(ca, issuer, 'github')
    for (let i = 0; i < 5; i++)
      await refuses(await secretToken(issuer, { fault: 'unknown-kid' }), options, 'IDENTITY_KEY_UNKNOWN')
    expect(issuer.requests.jwks).toBe(1)
  })

  test.each<[IssuerFault]>([
    ['http-500'],
    ['redirect'],
    ['huge-body'],
    ['not-json'],
    ['connection-closed'],
    ['many-keys'],
    ['no-keys'],
    ['other-issuer'],
    ['plain-keys'],
  ])('that come with %s are unavailable, which may pass', async (fault) => {
    oidc.lie(fault)
    const options = trust(ca, oidc, 'github')
    const token = await secretToken(oidc)
    await refuses(token, options, 'IDENTITY_KEYS_UNAVAILABLE')
    oidc.lie(null)
    await expect(verifyIdentityToken(token[0], options)).resolves.toBeDefined()
    expect(oidc.requests.elsewhere).toBe(0)
  })

  test('that do not come are waited for in bounded time, and no longer than the caller wants', async () => {
    oidc.lie('hang')
    const token = await secretToken(oidc)
    const started = performance.now()
    const patient = trust(ca, oidc, 'github')
    await expect(() => verifyIdentityToken(token[0], patient, AbortSignal.timeout(100))).toThrowCode('ABORTED')
    await expect(() => verifyIdentityToken(token[0], patient, AbortSignal.abort())).toThrowCode('ABORTED')
    await refuses(token, trust(ca, oidc, 'github', { timeoutMs: 200 }), 'IDENTITY_KEYS_UNAVAILABLE')
    expect(performance.now() - started).toBeLessThan(5000)
  })

  test('are not taken from a server that nobody vouches for', async () => {
    const http = nodeHttp({ proxyEnv: {} })
    const issuers = trustedIssuers([{ issuer: oidc.issuer, platform: 'github', audience: AUDIENCE }], { http })
    await refuses(await secretToken(oidc), { issuers }, 'IDENTITY_KEYS_UNAVAILABLE')
  })

  test('may come over plain HTTP from this machine, from no other', async () => {
    await using plain = await startOidc({ ca: null, platform: 'jenkins' })
    const token = await plain.token({ audience: AUDIENCE })
    await expect(verifyIdentityToken(token, trust(ca, plain, 'jenkins'))).resolves.toBeDefined()
    const far = { issuer: 'http://jenkins.example.com/oidc', platform: 'jenkins', audience: AUDIENCE } as const
    const forged = await secretToken(plain, { claims: { iss: far.issuer } })
    const issuers = trustedIssuers([far], { http: loopback(ca) })
    await refuses(forged, { issuers }, 'IDENTITY_KEYS_UNAVAILABLE')
  })
})

describe('keys from a file', () => {
  test('need no network, and plain HTTP in the name of the issuer does no harm', async () => {
    await using issuer = await startOidc({ ca, platform: 'jenkins', leadingZero: true })
    const name = 'http://jenkins.example.com/oidc'
    const jwks = issuer.jwks()
    const first = Buffer.from(JSON.parse(jwks).keys[0].n, 'base64url')
    expect(first[0]).toBe(0)
    const options = {
      issuers: trustedIssuers([{ issuer: name, platform: 'jenkins', audience: AUDIENCE, jwks }], {
        http: loopback(ca),
      }),
    }
    const token = await issuer.token({ audience: AUDIENCE, claims: { iss: name } })
    await expect(verifyIdentityToken(token, options)).resolves.toMatchObject({ issuer: name })
    expect(issuer.requests).toMatchObject({ 'openid-configuration': 0, jwks: 0 })
    await issuer.rotate()
    await refuses(await secretToken(issuer, { claims: { iss: name } }), options, 'IDENTITY_KEY_UNKNOWN')
  })

  test('are found without a key id where there is one, not where there are several', async () => {
    const token = await secretToken(oidc, { fault: 'no-kid' })
    await expect(verifyIdentityToken(token[0], trust(ca, oidc, 'github', { jwks: oidc.jwks() }))).resolves.toBeDefined()
    await using other = await startOidc({ ca })
    await other.rotate()
    const both = JSON.stringify({ keys: [oidc, other].flatMap((one) => JSON.parse(one.jwks()).keys) })
    await refuses(token, trust(ca, oidc, 'github', { jwks: both }), 'IDENTITY_KEY_UNKNOWN')
  })

  test.each([
    ['nothing', ''],
    ['no JSON', 'secret-password'],
    ['null', 'null'],
    ['no keys', '{"keys":[]}'],
    ['no list', '{"keys":{}}'],
    ['an HMAC secret', '{"keys":[{"kty":"oct","k":"c2VjcmV0LXBhc3N3b3Jk","alg":"HS256"}]}'],
    ['a key for encryption', '{"keys":[{"kty":"RSA","use":"enc","n":"AQAB","e":"AQAB"}]}'],
    ['a weak key', `{"keys":[{"kty":"RSA","n":"${Buffer.alloc(128, 0xff).toString('base64url')}","e":"AQAB"}]}`],
    [
      'a weak key in zeros',
      `{"keys":[{"kty":"RSA","n":"${Buffer.alloc(257).fill(1, 200).toString('base64url')}","e":"AQAB"}]}`,
    ],
    ['a key of zero', `{"keys":[{"kty":"RSA","n":"${Buffer.alloc(257).toString('base64url')}","e":"AQAB"}]}`],
    ['another curve', '{"keys":[{"kty":"EC","crv":"P-384","x":"AA","y":"AA"}]}'],
  ])('with %s are refused before any token comes', (_, jwks) => {
    const make = (): unknown => trust(ca, oidc, 'github', { jwks })
    expect(make).toThrowCode('IDENTITY_CONFIG_INVALID')
    expect(make).not.toThrow(/secret-password/)
  })
})
