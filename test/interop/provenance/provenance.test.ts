import { createHash, createPublicKey } from 'node:crypto'
import { PROVENANCE_TYPE, signStatement } from '@chancery/attest'
import { provenancePredicate } from '@chancery/attest/predicates'
import { trustedIssuers, verifyIdentityToken, type WorkloadIdentity } from '@chancery/identity'
import {
  type Ca,
  cosign,
  createCa,
  type SamplePlatform,
  softwareKey,
  startOidc,
  tempDir,
  testKey,
} from '@chancery/testkit'
import { beforeAll, describe, expect, test } from 'vitest'

const COMMIT = '9f3182061f1e2cca4702c368cbc039b7dc9d4485'
const AUDIENCE = 'https://sign.example.com'
const AZURE = 'https://vstoken.dev.azure.com/5f3a6d0e-1111-4222-8333-444455556666'
const CIRCLE = 'https://oidc.circleci.com/org/3c1f5d1e-7c55-4ba1-9e1e-0d7d10b5a001'

const ISSUERS: Readonly<Record<SamplePlatform, string>> = {
  github: 'https://token.actions.githubusercontent.com',
  gitlab: 'https://gitlab.example.com',
  jenkins: 'https://jenkins.example.com/oidc',
  buildkite: 'https://agent.buildkite.com',
  circleci: CIRCLE,
  azure: AZURE,
}

let ca: Ca
beforeAll(async () => {
  ca = await createCa()
})

/** By the way that it takes in earnest: a signed token, verified under the issuer's keys. */
async function identityOf(platform: SamplePlatform, claims = {}): Promise<WorkloadIdentity> {
  await using oidc = await startOidc({ ca, platform })
  const issuer = ISSUERS[platform]
  const organization = platform === 'buildkite' ? { name: 'acme-inc' } : undefined
  const issuers = trustedIssuers([{ issuer, platform, audience: AUDIENCE, jwks: oidc.jwks(), organization }])
  const token = await oidc.token({ audience: AUDIENCE, claims: { iss: issuer, ...claims } })
  return verifyIdentityToken(token, { issuers })
}

describe('provenance of', () => {
  test('a GitHub job is what the action of GitHub writes', async () => {
    const repository = 'https://github.com/acme/app'
    expect(provenancePredicate(await identityOf('github'))).toEqual({
      buildDefinition: {
        buildType: 'https://actions.github.io/buildtypes/workflow/v1',
        externalParameters: {
          workflow: { ref: 'refs/tags/v1.2.3', repository, path: '.github/workflows/release.yml' },
        },
        internalParameters: {
          github: {
            event_name: 'push',
            repository_id: '5678',
            repository_owner_id: '1234',
            runner_environment: 'github-hosted',
          },
        },
        resolvedDependencies: [{ uri: `git+${repository}@refs/tags/v1.2.3`, digest: { gitCommit: COMMIT } }],
      },
      runDetails: {
        builder: { id: 'https://github.com/acme/shared/.github/workflows/sign.yml@refs/tags/v2' },
        metadata: { invocationId: `${repository}/actions/runs/9001/attempts/2` },
      },
    })
  })

  test('a GitHub job on a ref with @ in its name keeps the name', async () => {
    const ref = 'refs/tags/@acme/app@1.2.3'
    const workflow_ref = `acme/app/.github/workflows/release.yml@${ref}`
    const predicate = provenancePredicate(await identityOf('github', { ref, workflow_ref }))
    expect(predicate).toMatchObject({
      buildDefinition: { externalParameters: { workflow: { ref, path: '.github/workflows/release.yml' } } },
    })
  })

  test('a GitLab job', async () => {
    const repository = 'https://gitlab.example.com/acme/app'
    expect(provenancePredicate(await identityOf('gitlab'))).toEqual({
      buildDefinition: {
        buildType: 'urn:chancery:build-type:gitlab:v1',
        externalParameters: {
          repository,
          ref: 'refs/tags/v1.2.3',
          configuration: 'gitlab.example.com/acme/app//.gitlab-ci.yml@refs/tags/v1.2.3',
          environment: 'production',
        },
        internalParameters: {
          gitlab: {
            pipeline_source: 'push',
            pipeline_id: '574',
            job_id: '302',
            project_id: '20',
            namespace_id: '72',
            job_project_id: '20',
            ref_protected: true,
            runner_environment: 'self-hosted',
            runner_id: '1',
          },
        },
        resolvedDependencies: [{ uri: `git+${repository}@refs/tags/v1.2.3`, digest: { gitCommit: COMMIT } }],
      },
      runDetails: {
        builder: { id: 'https://gitlab.example.com#self-hosted' },
        metadata: { invocationId: `${repository}/-/jobs/302` },
      },
    })
  })

  test('a GitLab job whose configuration lies in another project depends on that too', async () => {
    const ci = {
      ci_config_ref_uri: 'gitlab.example.com/acme/ci//build.yml@refs/heads/main',
      ci_config_sha: 'c'.repeat(40),
    }
    expect(provenancePredicate(await identityOf('gitlab', ci))).toMatchObject({
      buildDefinition: {
        resolvedDependencies: [
          { digest: { gitCommit: COMMIT } },
          { uri: 'git+https://gitlab.example.com/acme/ci@refs/heads/main', digest: { gitCommit: 'c'.repeat(40) } },
        ],
      },
    })
  })

  test('a Jenkins job', async () => {
    const job = 'https://jenkins.example.com/job/app/job/main/'
    expect(provenancePredicate(await identityOf('jenkins'))).toEqual({
      buildDefinition: {
        buildType: 'urn:chancery:build-type:jenkins:v1',
        externalParameters: { job, repository: 'https://git.example.com/acme/app.git', ref: 'refs/heads/main' },
        internalParameters: { jenkins: { job_name: 'app/main', build_number: '17', node: 'linux-3' } },
        resolvedDependencies: [
          { uri: 'git+https://git.example.com/acme/app.git@refs/heads/main', digest: { gitCommit: COMMIT } },
        ],
      },
      runDetails: {
        builder: { id: 'https://jenkins.example.com/oidc#job-token' },
        metadata: { invocationId: `${job}17/` },
      },
    })
  })

  test('a Jenkins job without claim templates says no more than job and build', async () => {
    const names = ['job_name', 'build_url', 'git_url', 'git_commit', 'branch_name', 'node_name']
    const bare = Object.fromEntries(names.map((name) => [name, undefined]))
    expect(provenancePredicate(await identityOf('jenkins', bare))).toMatchObject({
      buildDefinition: {
        externalParameters: { job: 'https://jenkins.example.com/job/app/job/main/' },
        internalParameters: { jenkins: { build_number: '17' } },
        resolvedDependencies: [],
      },
    })
  })

  test.each([
    ['buildkite', `${ISSUERS.buildkite}#self-hosted`],
    ['circleci', `${CIRCLE}#unspecified`],
    ['azure', `${AZURE}#unspecified`],
  ] as const)('a job of %s', async (platform, builder) => {
    const identity = await identityOf(platform)
    expect(provenancePredicate(identity)).toMatchObject({
      buildDefinition: {
        buildType: 'urn:chancery:build-type:ci:v1',
        externalParameters: { ref: 'refs/heads/main' },
        internalParameters: { ci: { platform, subject: identity.subject } },
        resolvedDependencies: [{ digest: { gitCommit: COMMIT } }],
      },
      runDetails: { builder: { id: builder }, metadata: { invocationId: expect.stringMatching(/./) } },
    })
  })

  test('a job in which a person had a shell is of another builder', async () => {
    const identity = await identityOf('circleci', { 'oidc.circleci.com/ssh-rerun': true })
    expect(provenancePredicate(identity)).toMatchObject({
      buildDefinition: { internalParameters: { ci: { interactive: true } } },
      runDetails: { builder: { id: `${CIRCLE}#unspecified-interactive` } },
    })
  })

  test('any job has times where they were given, and never a null', async () => {
    const times = { startedOn: new Date('2026-03-01T12:00:00Z'), finishedOn: new Date('2026-03-01T12:01:00Z') }
    for (const platform of Object.keys(ISSUERS) as SamplePlatform[]) {
      const predicate = provenancePredicate(await identityOf(platform), times)
      const metadata = { startedOn: '2026-03-01T12:00:00.000Z', finishedOn: '2026-03-01T12:01:00.000Z' }
      expect(predicate).toMatchObject({ runDetails: { metadata } })
      expect(JSON.stringify(predicate)).not.toContain('null')
    }
  })
})

test.for(Object.keys(ISSUERS) as SamplePlatform[])(
  'cosign takes that of %s as slsaprovenance1, and no other file',
  async (platform, context) => {
    using dir = tempDir()
    const key = await testKey('p256')
    const publicKey = createPublicKey({ key: Buffer.from(key.publicKey), format: 'der', type: 'spki' })
    const options = {
      publicKeyPem: publicKey.export({ format: 'pem', type: 'spki' }) as string,
      predicateType: 'slsaprovenance1',
    }
    const subjects = [{ name: 'app', digest: { sha256: createHash('sha256').update('app').digest('hex') } }]
    const predicate = provenancePredicate(await identityOf(platform))
    const bytes = await signStatement({ subjects, predicateType: PROVENANCE_TYPE, predicate }, softwareKey({ key }))
    const bundle = dir.write('app.provenance.sigstore.json', bytes)
    const verdict = await cosign(context).verifyAttestation(dir.write('app', 'app'), bundle, options)
    expect(verdict.accepted, verdict.text).toBe(true)
    const other = await cosign(context).verifyAttestation(dir.write('other', 'other'), bundle, options)
    expect(other.accepted).toBe(false)
    const record = { ...options, predicateType: 'slsaprovenance02' }
    expect((await cosign(context).verifyAttestation(dir.at('app'), bundle, record)).accepted).toBe(false)
  },
)
