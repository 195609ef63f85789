import { tempDir } from '@chancery/testkit'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../src/index.ts'

const AUDIENCE = 'https://sign.example.com'
const one = (members: string): string => `identity: { audience: "${AUDIENCE}", issuers: [{ ${members} }] }`

describe('identity in chancery.yaml', () => {
  it('gives each issuer the common audience or its own, and its keys by a path of the file', async () => {
    using dir = tempDir()
    dir.write(
      'chancery.yaml',
      `identity:
  audience: ${AUDIENCE}
  issuers:
    - issuer: https://token.actions.githubusercontent.com
      organization: { id: "1234" }
    - { issuer: "https://gitlab.example.com", platform: gitlab, audience: other, maxLifetime: 7200, organization: { name: acme } }
    - { issuer: "https://jenkins.example.com/oidc", platform: jenkins, audience: null, jwks: keys.json }
`,
    )
    expect((await loadConfig(dir.path, undefined)).identity).toEqual({
      issuers: [
        {
          issuer: 'https://token.actions.githubusercontent.com',
          audience: AUDIENCE,
          organization: { id: '1234' },
        },
        {
          issuer: 'https://gitlab.example.com',
          platform: 'gitlab',
          audience: 'other',
          maxLifetime: 7200,
          organization: { name: 'acme' },
        },
        {
          issuer: 'https://jenkins.example.com/oidc',
          platform: 'jenkins',
          audience: null,
          jwks: dir.at('keys.json'),
        },
      ],
    })
  })

  it.each([
    ['no issuers', 'identity: { audience: a }', ['identity.issuers: is no list']],
    ['an empty list', 'identity: { audience: a, issuers: [] }', ['identity.issuers: is no list']],
    ['no mapping', 'identity: a', ['identity: is no mapping']],
    ['an unknown member', 'identity: { audiences: a, issuers: [] }', ['identity.audiences', '"audience"']],
    ['an unknown member of an issuer', one('issuer: a, maxLifetme: 1'), ['issuers[0].maxLifetme', '"maxLifetime"']],
    ['no issuer', one('platform: github'), ['issuers[0].issuer: is missing']],
    ['a misspelt platform', one('issuer: a, platform: githab'), ['issuers[0].platform: githab', '"github"']],
    ['both ways to name an organization', one('issuer: a, organization: { id: a, name: b }'), ['one member']],
    ['an organization without a name', one('issuer: a, organization: {}'), ['organization: has one member']],
    ['an id that is a number', one('issuer: a, organization: { id: 12 }'), ['organization.id: is no text']],
    ['a lifetime that is a text', one('issuer: a, maxLifetime: 1h'), ['maxLifetime: is no number of seconds']],
    ['a lifetime of nothing', one('issuer: a, maxLifetime: 0'), ['maxLifetime: is no number of seconds']],
    ['no audience at all', 'identity: { issuers: [{ issuer: a }] }', ['issuers[0].audience: is missing']],
    [
      'several things at once',
      'trusts: []\nidentity: { issuers: [{ platform: x }, { issuer: [] }] }',
      ['trusts is', 'issuers[0].issuer', 'issuers[0].platform', 'issuers[0].audience', 'issuers[1].issuer'],
    ],
  ])('is refused for %s', async (_, text, words) => {
    using dir = tempDir()
    dir.write('chancery.yaml', text)
    const error: unknown = await loadConfig(dir.path, undefined).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', exitCode: 2 })
    for (const word of words) expect((error as Error).message.replaceAll('trusts:', 'trusts')).toContain(word)
  })
})
