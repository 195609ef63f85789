import '@chancery/testkit/matchers'
import { describe, expect, test } from 'vitest'
import type { ProvenanceIdentity } from '../../src/index.ts'
import { provenancePredicate } from '../../src/predicates.ts'

const NOTHING = { id: null, name: null, url: null }
const NOWHERE = { uri: null, commit: null }

/** As little as an identity can say. */
const LEAST: ProvenanceIdentity = {
  verified: true,
  platform: 'somewhere',
  issuer: 'https://ci.example.com',
  subject: 'a job',
  organization: NOTHING,
  project: NOTHING,
  ranIn: null,
  source: { repository: null, ref: null, refProtected: null, commit: null },
  definition: NOWHERE,
  jobDefinition: NOWHERE,
  environment: { name: null },
  trigger: null,
  run: { id: null, attempt: null, job: null, url: null },
  runner: { environment: null, hosted: null, id: null, interactive: null },
}

const GITHUB: ProvenanceIdentity = {
  ...LEAST,
  platform: 'github',
  organization: { id: '1', name: 'acme' },
  project: { id: '2', name: 'acme/app', url: 'https://github.com/acme/app' },
  source: {
    repository: 'https://github.com/acme/app',
    ref: 'refs/heads/main',
    refProtected: true,
    commit: 'a'.repeat(40),
  },
  definition: { uri: 'acme/app/.github/workflows/ci.yml@refs/heads/main', commit: null },
  jobDefinition: { uri: 'acme/app/.github/workflows/ci.yml@refs/heads/main', commit: null },
  trigger: 'push',
  run: { id: '3', attempt: '1', job: null, url: 'https://github.com/acme/app/actions/runs/3/attempts/1' },
  runner: { ...LEAST.runner, environment: 'github-hosted' },
}

describe('provenance', () => {
  test.each([
    ['somewhere', 'urn:chancery:build-type:ci:v1', 'https://ci.example.com#unspecified'],
    ['gitlab', 'urn:chancery:build-type:gitlab:v1', 'https://ci.example.com#unspecified'],
    ['jenkins', 'urn:chancery:build-type:jenkins:v1', 'https://ci.example.com#job-token'],
    ['constructor', 'urn:chancery:build-type:ci:v1', 'https://ci.example.com#unspecified'],
  ])('of %s says what is known and nothing else', (platform, buildType, id) => {
    const predicate = provenancePredicate({ ...LEAST, platform })
    expect(predicate).toMatchObject({
      buildDefinition: { buildType, resolvedDependencies: [] },
      runDetails: { builder: { id }, metadata: {} },
    })
    expect(JSON.stringify(predicate)).not.toContain('null')
  })

  test.each([
    [true, null, 'hosted'],
    [false, false, 'self-hosted'],
    [true, true, 'hosted-interactive'],
    [null, true, 'unspecified-interactive'],
  ])('of a runner that is hosted: %s, interactive: %s is by the builder #%s', (hosted, interactive, mode) => {
    const runner = { ...LEAST.runner, hosted, interactive }
    expect(provenancePredicate({ ...LEAST, runner })).toMatchObject({
      runDetails: { builder: { id: `https://ci.example.com#${mode}` } },
    })
  })

  test('names a run by its numbers where it has no page, and a commit without its repository', () => {
    const run = { id: '7', attempt: '2', job: 'j', url: null }
    const source = { ...LEAST.source, commit: 'b'.repeat(40) }
    expect(provenancePredicate({ ...LEAST, run, source })).toMatchObject({
      buildDefinition: { resolvedDependencies: [{ digest: { gitCommit: 'b'.repeat(40) } }] },
      runDetails: { metadata: { invocationId: '7/2/j' } },
    })
  })

  test('is not given where nobody proved the identity', () => {
    expect(provenancePredicate(GITHUB)).toMatchObject({ runDetails: {} })
    for (const verified of [false, undefined, 'true', 1]) {
      const asserted = { ...GITHUB, verified } as unknown as ProvenanceIdentity
      expect(() => provenancePredicate(asserted)).toThrowCode('PROVENANCE_UNVERIFIED')
    }
  })

  test.each<[string, Partial<ProvenanceIdentity>]>([
    ['workflow', { definition: NOWHERE }],
    ['ref in its workflow', { definition: { uri: 'acme/app/ci.yml', commit: null } }],
    ['job workflow', { jobDefinition: NOWHERE }],
    ['commit', { source: { ...GITHUB.source, commit: null } }],
    ['repository of its name', { source: { ...GITHUB.source, repository: 'https://github.com/mallory/app' } }],
    ['event', { trigger: null }],
    ['owner', { organization: NOTHING }],
    ['run', { run: { ...GITHUB.run, url: null } }],
  ])('of GitHub is not given without the %s', (_, change) => {
    expect(() => provenancePredicate({ ...GITHUB, ...change })).toThrowCode('STATEMENT_INVALID')
  })
})
