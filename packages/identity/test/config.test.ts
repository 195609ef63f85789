import '@chancery/testkit/matchers'
import { type Ca, createCa, startOidc } from '@chancery/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import { type IssuerConfig, platformOf, trustedIssuers, verifyIdentityToken } from '../src/index.ts'
import { AUDIENCE, refuses, secretToken, trust } from './issuers.ts'

const ORGANIZATION = '3c1f5d1e-7c55-4ba1-9e1e-0d7d10b5a001'
let ca: Ca

beforeAll(async () => {
  ca = await createCa()
})

test.each([
  ['https://token.actions.githubusercontent.com', 'github'],
  ['https://token.actions.githubusercontent.com/octo-enterprise', 'github'],
  ['https://token.actions.octocorp.ghe.com', 'github'],
  ['https://github.example.com/_services/token', 'github'],
  ['https://gitlab.com', 'gitlab'],
  ['https://agent.buildkite.com', 'buildkite'],
  ['https://oidc.circleci.com', 'circleci'],
  [`https://oidc.circleci.com/org/${ORGANIZATION}`, 'circleci'],
  [`https://vstoken.dev.azure.com/${ORGANIZATION}`, 'azure'],
  ['https://gitlab.example.com', null],
  ['https://jenkins.example.com/oidc', null],
  ['https://token.actions.githubusercontent.com.evil.example', null],
  ['https://evil.example/https://gitlab.com', null],
  ['http://token.actions.githubusercontent.com', null],
])('the platform of %s is %s', (issuer, platform) => {
  expect(platformOf(issuer)).toBe(platform)
})

describe('the allow-list', () => {
  test.each<[string, Partial<IssuerConfig>]>([
    ['a URL that tells no platform', { issuer: 'https://gitlab.example.com' }],
    ['a platform that the URL contradicts', { platform: 'gitlab' }],
    ['no URL', { issuer: 'gitlab' }],
    ['a query', { issuer: 'https://gitlab.example.com?x=1', platform: 'gitlab' }],
    ['a user', { issuer: 'https://me@gitlab.example.com', platform: 'gitlab' }],
    ['a file', { issuer: 'file:///etc/passwd', platform: 'gitlab' }],
    ['an empty audience', { audience: '' }],
    ['no audience, outside Jenkins', { audience: null }],
    ['a lifetime of nothing', { maxLifetime: 0 }],
    ['a lifetime of a year', { maxLifetime: 365 * 86_400 }],
    ['Buildkite without an organization', { issuer: 'https://agent.buildkite.com' }],
    ["CircleCI's common issuer without an organization", { issuer: 'https://oidc.circleci.com' }],
  ])('refuses %s', (_, overrides) => {
    const good = { issuer: 'https://token.actions.githubusercontent.com', audience: AUDIENCE }
    expect(trustedIssuers([good])).toHaveLength(1)
    expect(() => trustedIssuers([{ ...good, ...overrides }])).toThrowCode('IDENTITY_CONFIG_INVALID')
  })

  test('refuses to be empty or to name one twice, and tells all problems at once', () => {
    expect(() => trustedIssuers([])).toThrowCode('IDENTITY_CONFIG_INVALID')
    const gitlab = { issuer: 'https://gitlab.com', audience: AUDIENCE }
    expect(() => trustedIssuers([gitlab, { ...gitlab, audience: 'other' }])).toThrowCode('IDENTITY_CONFIG_INVALID')
    const problems = [
      { ...gitlab, audience: '' },
      { ...gitlab, issuer: 'x' },
    ]
    expect(() => trustedIssuers(problems)).toThrow(
      expect.objectContaining({
        details: { problems: [expect.stringContaining('empty'), expect.stringContaining('URL')] },
      }),
    )
  })
})

describe('an organization', () => {
  test.each([
    [{ id: '1234' }, null],
    [{ name: 'acme' }, null],
    [{ id: 'acme' }, 'IDENTITY_ORGANIZATION'],
    [{ name: '1234' }, 'IDENTITY_ORGANIZATION'],
    [{ name: 'Acme' }, 'IDENTITY_ORGANIZATION'],
  ])('%j: %s', async (organization, code) => {
    await using oidc = await startOidc({ ca })
    const options = trust(ca, oidc, 'github', { organization })
    const token = await secretToken(oidc)
    if (code) await refuses(token, options, code)
    else await expect(verifyIdentityToken(token[0], options)).resolves.toBeDefined()
  })

  test('that is to be told by its id must be in the token by its id', async () => {
    await using oidc = await startOidc({ ca, platform: 'buildkite' })
    const options = trust(ca, oidc, 'buildkite', { organization: { id: '0184990a-477b-4fa8-9968-496074483c77' } })
    await expect(verifyIdentityToken((await secretToken(oidc))[0], options)).resolves.toBeDefined()
    await refuses(
      await secretToken(oidc, { claims: { organization_id: undefined } }),
      options,
      'IDENTITY_CLAIM_MISSING',
    )
  })
})

describe('Jenkins tokens without an audience', () => {
  test.each([undefined, '', [], ['']])('(%j) are taken only where that is configured', async (aud) => {
    await using oidc = await startOidc({ ca, platform: 'jenkins' })
    const token = await secretToken(oidc, { claims: { aud } })
    await refuses(token, trust(ca, oidc, 'jenkins'), 'IDENTITY_AUDIENCE')
    const open = trust(ca, oidc, 'jenkins', { audience: null })
    await expect(verifyIdentityToken(token[0], open)).resolves.toMatchObject({ audience: [] })
    await refuses(await secretToken(oidc), open, 'IDENTITY_AUDIENCE')
  })
})
