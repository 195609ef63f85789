import '@chancery/testkit/matchers'
import { type Ca, canary, createCa, type IdTokenFault, type OidcIssuer, startOidc } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memoryReplay, type VerifyIdentityOptions, verifyIdentityToken } from '../src/index.ts'
import { AUDIENCE, refuses, secretToken, trust } from './issuers.ts'

let ca: Ca
let oidc: OidcIssuer
let options: VerifyIdentityOptions

beforeAll(async () => {
  ca = await createCa()
  oidc = await startOidc({ ca })
  options = trust(ca, oidc, 'github')
})
afterAll(() => oidc[Symbol.asyncDispose]())

describe('a token', () => {
  test.each(['RS256', 'ES256', 'EdDSA'] as const)('signed with %s is an identity', async (algorithm) => {
    await using issuer = await startOidc({ ca, algorithm })
    const token = await issuer.token({ audience: AUDIENCE })
    const identity = await verifyIdentityToken(`${token}\n`, trust(ca, issuer, 'github'))
    expect(identity).toMatchObject({ verified: true, issuer: issuer.issuer, platform: 'github', audience: [AUDIENCE] })
    expect(structuredClone(JSON.parse(JSON.stringify(identity)))).toEqual(identity)
    expect(Date.parse(identity.expiresAt) - Date.parse(identity.issuedAt)).toBe(300_000)
  })

  test('for several audiences is taken where ours is one of them', async () => {
    const audience = ['https://other.example.com', AUDIENCE]
    const token = await oidc.token({ audience: AUDIENCE, claims: { aud: audience } })
    expect((await verifyIdentityToken(token, options)).audience).toEqual(audience)
  })

  test('needs no nbf', async () => {
    const token = await oidc.token({ audience: AUDIENCE, claims: { nbf: undefined } })
    await expect(verifyIdentityToken(token, options)).resolves.toMatchObject({ verified: true })
  })
})

describe('refused is a token that is', () => {
  test.each<[IdTokenFault, string]>([
    ['expired', 'IDENTITY_TOKEN_EXPIRED'],
    ['not-yet-valid', 'IDENTITY_TOKEN_NOT_YET_VALID'],
    ['issued-later', 'IDENTITY_TOKEN_NOT_YET_VALID'],
    ['long-lived', 'IDENTITY_TOKEN_LIFETIME'],
    ['no-expiry', 'IDENTITY_CLAIM_MISSING'],
    ['no-issued-at', 'IDENTITY_CLAIM_MISSING'],
    ['no-subject', 'IDENTITY_CLAIM_MISSING'],
    ['wrong-audience', 'IDENTITY_AUDIENCE'],
    ['no-audience', 'IDENTITY_AUDIENCE'],
    ['wrong-issuer', 'IDENTITY_ISSUER'],
    ['alg-none', 'IDENTITY_ALGORITHM'],
    ['hs256', 'IDENTITY_ALGORITHM'],
    ['unknown-kid', 'IDENTITY_KEY_UNKNOWN'],
    ['other-key', 'IDENTITY_SIGNATURE'],
    ['embedded-key', 'IDENTITY_SIGNATURE'],
    ['tampered', 'IDENTITY_SIGNATURE'],
    ['critical', 'IDENTITY_SIGNATURE'],
  ])('%s: %s', async (fault, code) => {
    await refuses(await secretToken(oidc, { fault }), options, code)
  })

  test.each<[string, unknown, string]>([
    ['aud', `${AUDIENCE}/`, 'IDENTITY_AUDIENCE'],
    ['aud', AUDIENCE.toUpperCase(), 'IDENTITY_AUDIENCE'],
    ['aud', [], 'IDENTITY_AUDIENCE'],
    ['aud', [`${AUDIENCE}.evil.example`], 'IDENTITY_AUDIENCE'],
    ['aud', { 0: AUDIENCE }, 'IDENTITY_CLAIM_INVALID'],
    ['exp', '9999999999', 'IDENTITY_CLAIM_INVALID'],
    ['exp', 1e300, 'IDENTITY_CLAIM_INVALID'],
    ['exp', -1, 'IDENTITY_CLAIM_INVALID'],
    ['iat', true, 'IDENTITY_CLAIM_INVALID'],
    ['iss', 'https://127.0.0.1', 'IDENTITY_ISSUER'],
    ['iss', ['https://127.0.0.1'], 'IDENTITY_TOKEN_MALFORMED'],
    ['sub', '', 'IDENTITY_CLAIM_MISSING'],
    ['repository', ['acme/app'], 'IDENTITY_CLAIM_INVALID'],
    ['repository', 'acme/app\n::set-output name=x::y', 'IDENTITY_CLAIM_INVALID'],
    ['ref', 'x'.repeat(5000), 'IDENTITY_CLAIM_INVALID'],
    ['sha', 'main', 'IDENTITY_CLAIM_INVALID'],
    ['sha', 'HEAD', 'IDENTITY_CLAIM_MISSING'],
    ['ref_protected', 'maybe', 'IDENTITY_CLAIM_INVALID'],
    ['ref_protected', ['true'], 'IDENTITY_CLAIM_INVALID'],
    ['repository_visibility', {}, 'IDENTITY_CLAIM_INVALID'],
  ])('with %s = %j: %s', async (claim, value, code) => {
    await refuses(await secretToken(oidc, { claims: { [claim]: value } }), options, code)
  })

  test('no token at all', async () => {
    const secret = canary()
    const bad = [
      '',
      'a.b',
      'a.b.c.d',
      `${secret.secret}.e30.x`,
      `e30.${secret.secret}.x`,
      'bnVsbA.e30.x',
      'e30.e30.x !',
    ]
    for (const token of [...bad, 'x'.repeat(70_000)]) {
      const error: unknown = await verifyIdentityToken(token, options).catch((thrown: unknown) => thrown)
      expect(error, token.slice(0, 20)).toMatchObject({ code: expect.stringMatching(/_MALFORMED$|_ALGORITHM$/) })
      secret.assertAbsent(error)
    }
  })

  test('of an algorithm that its key is not for', async () => {
    await using elliptic = await startOidc({ ca, algorithm: 'ES256' })
    const { issuers } = trust(ca, oidc, 'github', { jwks: elliptic.jwks() })
    await refuses(await secretToken(oidc), { issuers }, 'IDENTITY_KEY_UNKNOWN')
  })
})

describe('time', () => {
  const at = new Date('2026-03-01T12:00:00Z')
  const later = (seconds: number): Pick<VerifyIdentityOptions, 'clock'> => ({
    clock: () => new Date(at.getTime() + seconds * 1000),
  })

  test.each([
    [-61, 'IDENTITY_TOKEN_NOT_YET_VALID'],
    [360, 'IDENTITY_TOKEN_EXPIRED'],
  ])('%i seconds after the issue of a token for 300 is too much with a skew of 60', async (seconds, code) => {
    await refuses(await secretToken(oidc, { at }), { ...options, ...later(seconds) }, code)
  })

  test.each([-60, 0, 359])('%i seconds are not', async (seconds) => {
    const token = await oidc.token({ audience: AUDIENCE, at })
    await expect(verifyIdentityToken(token, { ...options, ...later(seconds) })).resolves.toBeDefined()
  })

  test('without skew, expiry is to the second, and the skew is bounded', async () => {
    const token = await secretToken(oidc, { at })
    await refuses(token, { ...options, ...later(300), skew: 0 }, 'IDENTITY_TOKEN_EXPIRED')
    for (const skew of [-1, 301, Number.NaN]) {
      await expect(verifyIdentityToken(token[0], { ...options, skew })).rejects.toThrow(TypeError)
    }
  })

  test('the lifetime that is accepted can be configured', async () => {
    const issuers = (maxLifetime: number): VerifyIdentityOptions => trust(ca, oidc, 'github', { maxLifetime })
    await refuses(await secretToken(oidc), issuers(299), 'IDENTITY_TOKEN_LIFETIME')
    const token = await oidc.token({ audience: AUDIENCE })
    await expect(verifyIdentityToken(token, issuers(300))).resolves.toBeDefined()
  })
})

describe('replay', () => {
  test('a token is taken once, a second one of the same job is another', async () => {
    const replay = memoryReplay()
    const once = { ...options, replay }
    const token = await secretToken(oidc)
    await verifyIdentityToken(token[0], once)
    await refuses(token, once, 'IDENTITY_REPLAYED')
    await expect(verifyIdentityToken((await secretToken(oidc))[0], once)).resolves.toBeDefined()
  })

  test('another spelling of the same signature is the same token', async () => {
    await using elliptic = await startOidc({ ca, algorithm: 'ES256' })
    const once = { ...trust(ca, elliptic, 'github'), replay: memoryReplay() }
    const [token, secret] = await secretToken(elliptic)
    await verifyIdentityToken(token, once)
    const [header, payload, signature] = token.split('.') as [string, string, string]
    const bytes = Buffer.from(signature, 'base64url')
    // r and n - s verify as r and s do.
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
    const s = BigInt(`0x${bytes.subarray(32).toString('hex')}`)
    const mirrored = Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex')
    const twin = Buffer.concat([bytes.subarray(0, 32), mirrored]).toString('base64url')
    await expect(
      verifyIdentityToken(`${header}.${payload}.${twin}`, { ...once, replay: undefined }),
    ).resolves.toBeDefined()
    await refuses([`${header}.${payload}.${twin}`, secret], once, 'IDENTITY_REPLAYED')
  })

  test('a refused token is not used up, and ids are hashes', async () => {
    const seen: [string, Date][] = []
    const replay = { seen: async (id: string, until: Date): Promise<boolean> => seen.push([id, until]) > 1 }
    const token = await secretToken(oidc)
    const late = { ...options, replay, clock: () => new Date(Date.now() + 3_600_000) }
    await refuses(token, late, 'IDENTITY_TOKEN_EXPIRED')
    expect(seen).toEqual([])
    const { expiresAt } = await verifyIdentityToken(token[0], { ...options, replay })
    expect(seen).toEqual([[expect.stringMatching(/^[0-9a-f]{64}$/), new Date(Date.parse(expiresAt) + 60_000)]])
    await refuses(token, { ...options, replay }, 'IDENTITY_REPLAYED')
  })

  test('memory forgets what has expired, and nothing else', () => {
    let now = 0
    const replay = memoryReplay(() => new Date(now))
    for (let i = 0; i < 5000; i++) {
      now = i
      expect(replay.seen(`id ${i}`, new Date(i + 100))).toBe(false)
      expect(replay.seen(`id ${Math.max(0, i - 99)}`, new Date(i + 100))).toBe(true)
    }
    expect(replay.seen('id 0', new Date(now + 100))).toBe(false)
  })
})
