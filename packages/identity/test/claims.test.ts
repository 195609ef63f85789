import '@chancery/testkit/matchers'
import { SAMPLE_CLAIMS } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'
import { normaliseClaims } from '../src/claims/normalise.ts'
import type { Platform, WorkloadIdentity } from '../src/index.ts'

const COMMIT = '9f3182061f1e2cca4702c368cbc039b7dc9d4485'
const CIRCLE = '3c1f5d1e-7c55-4ba1-9e1e-0d7d10b5a001'
const AZURE = '5f3a6d0e-1111-4222-8333-444455556666'

const ISSUERS: Readonly<Record<Platform, string>> = {
  github: 'https://token.actions.githubusercontent.com',
  gitlab: 'https://gitlab.example.com',
  jenkins: 'https://jenkins.example.com/oidc',
  buildkite: 'https://agent.buildkite.com',
  circleci: `https://oidc.circleci.com/org/${CIRCLE}`,
  azure: `https://vstoken.dev.azure.com/${AZURE}`,
}
const PLATFORMS = Object.keys(ISSUERS) as Platform[]

function read(
  platform: Platform,
  changes: Readonly<Record<string, unknown>> = {},
  issuer = ISSUERS[platform],
): WorkloadIdentity {
  const standard = { audience: ['a'], issuedAt: 1_700_000_000, expiresAt: 1_700_000_300 }
  return normaliseClaims(platform, issuer, standard, { ...SAMPLE_CLAIMS[platform], ...changes })
}

describe('GitHub', () => {
  test('claims in the common vocabulary', () => {
    const url = 'https://github.com/acme/app'
    expect(read('github')).toMatchObject({
      subject: 'repo:acme@1234/app@5678:ref:refs/tags/v1.2.3',
      tokenId: '6f4a0a5f-6d1f-4d5b-9c3b-1d7c6b0f5a11',
      issuedAt: '2023-11-14T22:13:20.000Z',
      organization: { id: '1234', name: 'acme' },
      project: { id: '5678', name: 'acme/app', url },
      ranIn: null,
      fork: null,
      source: { repository: url, ref: 'refs/tags/v1.2.3', refType: 'tag', refProtected: true, commit: COMMIT },
      definition: { uri: 'acme/app/.github/workflows/release.yml@refs/tags/v1.2.3', commit: COMMIT },
      jobDefinition: { uri: 'acme/shared/.github/workflows/sign.yml@refs/tags/v2', commit: 'b'.repeat(40) },
      environment: { name: 'production', protected: null, tier: null },
      trigger: 'push',
      run: { id: '9001', attempt: '2', job: '77001', url: `${url}/actions/runs/9001/attempts/2` },
      runner: { environment: 'github-hosted', hosted: true, id: null, interactive: null },
      actor: { id: '42', name: 'octocat' },
      visibility: 'private',
    })
  })

  test.each([
    [`${ISSUERS.github}/octo-enterprise`, 'https://github.com'],
    ['https://token.actions.octocorp.ghe.com', 'https://octocorp.ghe.com'],
    ['https://github.example.com/_services/token', 'https://github.example.com'],
  ])('of %s are about %s', (issuer, server) => {
    expect(read('github', {}, issuer).project.url).toBe(`${server}/acme/app`)
  })

  test('subjects of every shape are kept and not read', () => {
    for (const sub of ['repo:acme/app:environment:production', 'repo:acme/app:pull_request', 'repository_owner:acme']) {
      expect(read('github', { sub })).toMatchObject({
        subject: sub,
        project: { id: '5678' },
        organization: { id: '1234' },
      })
    }
  })

  test('truth is JSON or text, and a word that is new is one that nobody knows', () => {
    expect(read('github', { ref_protected: false }).source.refProtected).toBe(false)
    expect(read('github', { ref_protected: 'false' }).source.refProtected).toBe(false)
    expect(read('github', { repository_visibility: 'secret' }).visibility).toBeNull()
  })

  test('a pull request is no branch, a self-hosted runner not hosted', () => {
    const changes = { ref: 'refs/pull/7/merge', ref_type: 'branch', runner_environment: 'self-hosted' }
    expect(read('github', changes)).toMatchObject({ source: { refType: 'pull-request' }, runner: { hosted: false } })
  })
})

describe('GitLab', () => {
  test('claims in the common vocabulary', () => {
    const url = 'https://gitlab.example.com/acme/app'
    const definition = { uri: 'gitlab.example.com/acme/app//.gitlab-ci.yml@refs/tags/v1.2.3', commit: COMMIT }
    expect(read('gitlab')).toMatchObject({
      organization: { id: '72', name: 'acme' },
      project: { id: '20', name: 'acme/app', url },
      ranIn: { id: '20', name: 'acme/app', url },
      fork: false,
      source: { repository: url, ref: 'refs/tags/v1.2.3', refType: 'tag', refProtected: true, commit: COMMIT },
      definition,
      jobDefinition: definition,
      environment: { name: 'production', protected: true, tier: 'production' },
      trigger: 'push',
      run: { id: '574', attempt: null, job: '302', url: `${url}/-/jobs/302` },
      runner: { environment: 'self-hosted', hosted: false, id: '1', interactive: null },
      actor: { id: '1', name: 'sample-user' },
      visibility: 'internal',
    })
  })

  test("a fork's merge request is the fork's code, wherever it ran", () => {
    const fork = { project_id: '666', project_path: 'mallory/app', namespace_id: '6', namespace_path: 'mallory' }
    const changes = {
      ...fork,
      pipeline_source: 'merge_request_event',
      ref: 'main',
      ref_type: 'branch',
      ref_path: 'refs/heads/main',
    }
    expect(read('gitlab', changes)).toMatchObject({
      fork: true,
      organization: { id: '6' },
      project: { id: '666', url: 'https://gitlab.example.com/mallory/app' },
      ranIn: { id: '20', name: 'acme/app' },
      source: { repository: 'https://gitlab.example.com/mallory/app', refType: 'pull-request' },
      run: { url: 'https://gitlab.example.com/acme/app/-/jobs/302' },
    })
  })

  test('instances that are older say less', () => {
    const older = {
      job_project_id: undefined,
      job_project_path: undefined,
      ref_path: undefined,
      runner_environment: undefined,
    }
    expect(read('gitlab', older)).toMatchObject({
      ranIn: null,
      fork: null,
      source: { ref: 'refs/tags/v1.2.3', refType: 'tag' },
      runner: { environment: null, hosted: null },
    })
    const branch = { ...older, ref: 'main', ref_type: 'branch' }
    expect(read('gitlab', branch).source).toMatchObject({ ref: 'refs/heads/main', refType: 'branch' })
  })

  test('mail addresses are not taken along', () => {
    expect(JSON.stringify(read('gitlab'))).not.toContain('@example.com')
  })
})

describe('Jenkins', () => {
  test('claims in the common vocabulary', () => {
    expect(read('jenkins')).toMatchObject({
      organization: { id: null, name: null },
      project: { id: null, name: 'app/main', url: 'https://jenkins.example.com/job/app/job/main/' },
      source: {
        repository: 'https://git.example.com/acme/app.git',
        ref: 'refs/heads/main',
        refType: 'branch',
        refProtected: null,
        commit: COMMIT,
      },
      run: { id: '17', attempt: null, url: 'https://jenkins.example.com/job/app/job/main/17/' },
      runner: { id: 'linux-3', hosted: null },
    })
  })

  test('without claim templates there is the job and the build', () => {
    const bare = {
      job_name: undefined,
      build_url: undefined,
      git_url: undefined,
      git_commit: undefined,
      branch_name: undefined,
    }
    expect(read('jenkins', { ...bare, node_name: undefined })).toMatchObject({
      project: { name: null, url: 'https://jenkins.example.com/job/app/job/main/' },
      source: { repository: null, ref: null, refType: null, commit: null },
      run: { id: '17', url: 'https://jenkins.example.com/job/app/job/main/17/' },
      claims: { sub: 'https://jenkins.example.com/job/app/job/main/', build_number: '17' },
    })
  })

  test('templates may keep the case of the variables, but not contradict themselves', () => {
    const upper = {
      git_commit: undefined,
      branch_name: undefined,
      GIT_COMMIT: COMMIT.toUpperCase(),
      BRANCH_NAME: 'main',
    }
    expect(read('jenkins', upper).source).toMatchObject({ ref: 'refs/heads/main', commit: COMMIT })
    expect(() => read('jenkins', { GIT_COMMIT: 'a'.repeat(40) })).toThrowCode('IDENTITY_CLAIM_INVALID')
  })

  test('a change is not the branch that it carries the name of', () => {
    expect(read('jenkins', { branch_name: 'main', change_id: '7', change_fork: 'mallory' })).toMatchObject({
      fork: true,
      source: { ref: 'refs/pull/7/head', refType: 'pull-request' },
    })
    expect(read('jenkins', { tag_name: 'v1' }).source).toMatchObject({ ref: 'refs/tags/v1', refType: 'tag' })
    const freestyle = { branch_name: undefined, git_branch: 'origin/main' }
    expect(read('jenkins', freestyle).source.ref).toBe('refs/heads/main')
  })
})

describe('Buildkite', () => {
  test('claims in the common vocabulary', () => {
    const url = 'https://buildkite.com/acme-inc/app'
    expect(read('buildkite')).toMatchObject({
      organization: { id: '0184990a-477b-4fa8-9968-496074483c77', name: 'acme-inc' },
      project: { id: '0184990a-4782-42b5-afc1-16715b10b110', name: 'acme-inc/app', url },
      source: { repository: null, ref: 'refs/heads/main', refType: 'branch', commit: COMMIT },
      jobDefinition: { uri: 'sign', commit: null },
      trigger: 'webhook',
      run: {
        id: '0184990a-4769-4b6c-8e3c-0c4c4d0a0b0c',
        job: '0184990a-477b-4fa8-9968-496074483cee',
        url: `${url}/builds/1#0184990a-477b-4fa8-9968-496074483cee`,
      },
      runner: { environment: 'self-hosted', hosted: false, id: '0184990a-4782-42b5-afc1-16715b10b8ff' },
    })
  })

  test('a tag goes before the branch, and HEAD is no commit', () => {
    const changes = { build_tag: 'v1', build_commit: 'HEAD', organization_id: undefined, build_id: null }
    expect(read('buildkite', changes)).toMatchObject({
      organization: { id: null, name: 'acme-inc' },
      source: { ref: 'refs/tags/v1', refType: 'tag', commit: null },
      run: { id: '1' },
    })
  })
})

describe('CircleCI', () => {
  test('claims in the common vocabulary', () => {
    expect(read('circleci')).toMatchObject({
      organization: { id: CIRCLE, name: null },
      project: { id: '76543210-ba98-4edc-b210-edcba0987654', name: null },
      fork: false,
      source: { repository: 'https://github.com/acme/app', ref: 'refs/heads/main', refType: 'branch', commit: COMMIT },
      definition: { uri: '961ae4b1-070b-4134-ae64-1328a3ae3862', commit: null },
      run: { id: '33333333-3333-4333-8333-333333333333', job: '11111111-1111-4111-8111-111111111111', url: null },
      runner: { interactive: false },
      actor: { id: '00000000-0000-4000-8000-000000000009' },
    })
  })

  test('a person with a shell and the code of a fork are seen', () => {
    const changes = {
      'oidc.circleci.com/ssh-rerun': true,
      'oidc.circleci.com/vcs-ref': 'refs/heads/pull/12',
      'oidc.circleci.com/vcs-origin': 'github.com/mallory/app',
    }
    expect(read('circleci', changes)).toMatchObject({
      fork: true,
      source: { repository: 'https://github.com/mallory/app', refType: 'pull-request' },
      runner: { interactive: true },
    })
  })

  test('the organization of the issuer and the claim must agree, and the common issuer needs the claim', () => {
    const claim = 'oidc.circleci.com/org-id'
    expect(() => read('circleci', { [claim]: AZURE })).toThrowCode('IDENTITY_CLAIM_INVALID')
    const common = 'https://oidc.circleci.com'
    expect(read('circleci', {}, common).organization.id).toBe(CIRCLE)
    expect(() => read('circleci', { [claim]: undefined }, common)).toThrowCode('IDENTITY_CLAIM_MISSING')
  })

  test('a pipeline of a webhook has no source', () => {
    const names = ['vcs-ref', 'vcs-origin', 'vcs-sha'].map((name) => [`oidc.circleci.com/${name}`, undefined])
    const source = { repository: null, ref: null, refType: null, refProtected: null, commit: null }
    expect(read('circleci', Object.fromEntries(names))).toMatchObject({ fork: null, source })
  })
})

describe('Azure Pipelines', () => {
  test('claims in the common vocabulary', () => {
    const url = 'https://dev.azure.com/acme/6a4b7e1f-1111-4222-8333-444455556666'
    expect(read('azure')).toMatchObject({
      organization: { id: AZURE, name: 'acme' },
      project: { id: '6a4b7e1f-1111-4222-8333-444455556666', name: 'acme/app', url },
      source: {
        repository: 'https://dev.azure.com/acme/app/_git/app',
        ref: 'refs/heads/main',
        refType: 'branch',
        commit: COMMIT,
      },
      definition: { uri: `${url}/_build?definitionId=31`, commit: null },
      run: { id: '1203', url: `${url}/_build/results?buildId=1203` },
    })
  })

  test("a service connection's token names no pipeline, and another organization's claim is refused", () => {
    expect(read('azure', { sub: 'sc://acme/app/connection' })).toMatchObject({
      project: { name: null, url: null },
      definition: { uri: '31' },
    })
    expect(() => read('azure', { org_id: CIRCLE })).toThrowCode('IDENTITY_CLAIM_INVALID')
  })
})

describe('every platform', () => {
  const REQUIRED: Readonly<Record<Platform, readonly string[]>> = {
    github: [
      ...['sub', 'repository', 'repository_id', 'repository_owner', 'repository_owner_id', 'ref', 'sha', 'event_name'],
      ...['workflow_ref', 'job_workflow_ref', 'run_id', 'run_attempt', 'runner_environment'],
    ],
    gitlab: [
      ...['sub', 'project_id', 'project_path', 'namespace_id', 'namespace_path', 'ref', 'sha'],
      ...['pipeline_source', 'pipeline_id', 'job_id'],
    ],
    jenkins: ['sub'],
    buildkite: ['sub', 'organization_slug', 'pipeline_slug', 'build_number', 'job_id'],
    circleci: ['sub', 'oidc.circleci.com/project-id'],
    azure: ['sub', 'org_id', 'prj_id', 'def_id', 'run_id'],
  }

  test.each(PLATFORMS)('%s demands its claims and no others', (platform) => {
    for (const claim of Object.keys(SAMPLE_CLAIMS[platform])) {
      const take = (value: unknown) => (): unknown => read(platform, { [claim]: value })
      for (const nothing of [undefined, null, '']) {
        if (REQUIRED[platform].includes(claim)) expect(take(nothing), claim).toThrowCode('IDENTITY_CLAIM_MISSING')
        else expect(take(nothing), claim).not.toThrow()
      }
    }
  })

  test.each(PLATFORMS)(
    '%s: what was read is kept for records, as text and with nothing in it that is null',
    (platform) => {
      const { claims } = read(platform)
      expect(claims).toMatchObject({ iss: ISSUERS[platform], sub: SAMPLE_CLAIMS[platform].sub })
      for (const [name, value] of Object.entries(claims).filter(([claim]) => claim !== 'iss')) {
        expect(value, name).toBe(String(SAMPLE_CLAIMS[platform][name]))
      }
      expect(Object.keys(claims).length).toBeGreaterThan(6)
    },
  )

  test.each(PLATFORMS)('%s: a claim named like a member of every object is not one', (platform) => {
    const { claims } = read(platform)
    expect(Object.keys(claims)).not.toContain('constructor')
    const first = REQUIRED[platform].at(-1) as string
    const inherited = Object.create({ [first]: 'x' }) as Record<string, unknown>
    const standard = { audience: [], issuedAt: 0, expiresAt: 0 }
    expect(() => normaliseClaims(platform, ISSUERS[platform], standard, inherited)).toThrowCode(
      'IDENTITY_CLAIM_MISSING',
    )
  })
})
