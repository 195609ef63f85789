import '@chancery/testkit/matchers'
import { SAMPLE_CLAIMS, type SamplePlatform } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'
import { normaliseClaims } from '../src/claims/normalise.ts'
import { recordedIdentity } from '../src/index.ts'

const ISSUERS: Readonly<Record<SamplePlatform, string>> = {
  github: 'https://token.actions.githubusercontent.com',
  gitlab: 'https://gitlab.example.com',
  jenkins: 'https://jenkins.example.com/oidc',
  buildkite: 'https://agent.buildkite.com',
  circleci: 'https://oidc.circleci.com/org/3c1f5d1e-7c55-4ba1-9e1e-0d7d10b5a001',
  azure: 'https://vstoken.dev.azure.com/5f3a6d0e-1111-4222-8333-444455556666',
}
const STANDARD = { audience: ['a'], issuedAt: 1_700_000_000, expiresAt: 1_700_000_300 }

describe('the identity in a record', () => {
  test.each(Object.keys(ISSUERS) as SamplePlatform[])('of %s is what the token said', (platform) => {
    const proved = normaliseClaims(platform, ISSUERS[platform], STANDARD, SAMPLE_CLAIMS[platform])
    const recorded = recordedIdentity(platform, JSON.parse(JSON.stringify(proved.claims)))
    expect(proved).toEqual({ ...proved, ...recorded })
    expect(recorded.source.ref).toMatch(/^refs\//)
    expect(recorded).not.toHaveProperty('verified')
  })

  const github = { iss: ISSUERS.github, ...SAMPLE_CLAIMS.github }
  test.each([
    ['without an issuer', 'github', { iss: undefined }, 'IDENTITY_CLAIM_MISSING'],
    ['without a subject', 'github', { sub: '' }, 'IDENTITY_CLAIM_MISSING'],
    ['without what its platform always says', 'github', { repository: undefined }, 'IDENTITY_CLAIM_MISSING'],
    ['of an issuer that is no URL', 'github', { iss: 'github' }, 'IDENTITY_CLAIM_INVALID'],
    ['of an unknown platform', 'forge', {}, 'IDENTITY_CLAIM_INVALID'],
    ['of a platform that every object has', 'constructor', {}, 'IDENTITY_CLAIM_INVALID'],
    ['with a line break', 'github', { ref: 'refs/heads/a\nb' }, 'IDENTITY_CLAIM_INVALID'],
  ])('is none %s', (_, platform, changes, code) => {
    expect(() => recordedIdentity(platform, { ...github, ...changes })).toThrowCode(code)
  })
})
