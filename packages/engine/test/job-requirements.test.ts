import { keyFingerprint } from '@chancery/attest'
import type { PlainData, SigningKey } from '@chancery/core'
import {
  buildPe,
  createCa,
  pem,
  type SamplePlatform,
  softwareKey,
  type TempDir,
  tempDir,
  testKey,
} from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import '@chancery/testkit/matchers'
import { sarifLog, type VerifyOptions, verifyFiles, verifyOptions } from '../src/index.ts'
import { ISSUERS, provedIdentity, statementAbout, tampered } from './record-maker.ts'
import { signWith } from './sign-with.ts'
import { verdict } from './verdict.ts'

let dir: TempDir
let recorder: SigningKey
let stranger: SigningKey
beforeAll(async () => {
  dir = tempDir()
  const ca = await createCa()
  recorder = softwareKey({ key: await testKey('p256', 'recorder') })
  stranger = softwareKey({ key: await testKey('p256', 'stranger') })
  dir.write('root.pem', ca.root.certificate.pem)
  dir.write('attestation.pub', pem('PUBLIC KEY', recorder.info.publicKey))
  const signer = await ca.certify()
  for (const [name, kind] of [
    ['app.exe', 'exe'],
    ['other.exe', 'dll'],
  ] as const) {
    dir.write(name, buildPe({ kind }))
    await signWith(dir.at(name), 'authenticode-pe', signer)
  }
})
afterAll(() => dir[Symbol.dispose]())

const TRUST = ['root.pem', 'attestation.pub']
const OF_THE_TAG = {
  identityIssuers: [ISSUERS.github],
  identityRepositories: ['https://github.com/acme/app'],
  identityWorkflows: ['acme/shared/.github/workflows/sign.yml@refs/tags/v2'],
  identityRefs: ['refs/tags/v1.2.3'],
}

async function recorded(identity: PlainData, { of = 'app.exe', key = recorder } = {}): Promise<Uint8Array> {
  const bytes = await statementAbout(dir.read(of), key, { identity })
  dir.write('app.exe.sigstore.json', bytes)
  return bytes
}

function judged(expected: Partial<VerifyOptions>): ReturnType<typeof verdict> {
  return verdict('app.exe', { cwd: dir.path, trust: TRUST, ...expected })
}

describe('the CI job that a file must be by', () => {
  it('by issuer, repository, workflow and ref, alone and together, and named in the report', async () => {
    await recorded(provedIdentity('github'))
    for (const [name, value] of Object.entries(OF_THE_TAG)) {
      expect((await judged({ [name]: value })).verdict, name).toBe('verified')
      expect((await judged({ [name]: ['refs/else', ...value] })).verdict, name).toBe('verified')
    }
    const file = await judged(OF_THE_TAG)
    expect(file).toMatchObject({ verdict: 'verified', record: 'verified', exitCode: 0 })
    expect(file.recordKey).toBe(keyFingerprint(recorder.info.publicKey))
    expect(file.identity).toEqual({
      verified: true,
      platform: 'github',
      issuer: ISSUERS.github,
      repository: 'https://github.com/acme/app',
      workflow: 'acme/shared/.github/workflows/sign.yml@refs/tags/v2',
      ref: 'refs/tags/v1.2.3',
      commit: '9f3182061f1e2cca4702c368cbc039b7dc9d4485',
    })
  })

  it.each([
    ['identityRepositories', 'https://github.com/acme/ap'],
    ['identityRepositories', 'https://github.com/acme/app.git'],
    ['identityRepositories', 'https://github.com/acme/app/'],
    ['identityRepositories', 'https://gitlab.com/acme/app'],
    ['identityRepositories', 'acme/app'],
    ['identityRepositories', 'https://github.com/acme/*'],
    ['identityRepositories', 'https://github.com/acme/shared'],
    ['identityWorkflows', 'acme/app/.github/workflows/release.yml'],
    ['identityWorkflows', 'sign.yml'],
    ['identityWorkflows', 'acme/shared/.github/workflows/sign.yml@refs/tags/v1'],
    ['identityWorkflows', 'acme/shared/.github/workflows/*'],
    ['identityRefs', 'refs/heads/v1.2.3'],
    ['identityRefs', 'refs/tags/v1'],
    ['identityRefs', 'refs/tags/v2*'],
    ['identityRefs', 'refs/*'],
    ['identityRefs', 'refs/tags/v1.2.3/*'],
    ['identityRefs', 'refs.tags.v1.2.3'],
    ['identityIssuers', 'https://token.actions.githubusercontent.com/acme'],
    ['identityIssuers', 'https://example.com'],
  ])('refuses it where %s is %s', async (name, value) => {
    await recorded(provedIdentity('github'))
    const alone = await judged({ [name]: [value] })
    expect(alone).toMatchObject({ verdict: 'failed', code: 'IDENTITY_UNEXPECTED', exitCode: 1 })
    expect((await judged({ ...OF_THE_TAG, [name]: [value] })).code).toBe('IDENTITY_UNEXPECTED')
    expect((await judged({ ...OF_THE_TAG, [name]: [] })).code).toBe('IDENTITY_UNEXPECTED')
  })

  it.each(['refs/tags/v*', 'refs/tags/*', 'refs/*/v1.*.3', 'refs/tags/v1.2.3*'])(
    'takes the ref for one of %s',
    async (ref) => {
      await recorded(provedIdentity('github'))
      expect((await judged({ identityRefs: [ref] })).verdict).toBe('verified')
    },
  )

  it('a star stops at a slash: a branch named like a pattern is none of it', async () => {
    await recorded(provedIdentity('github', { ref: 'refs/heads/release/v1' }))
    expect((await judged({ identityRefs: ['refs/heads/*'] })).code).toBe('IDENTITY_UNEXPECTED')
    expect((await judged({ identityRefs: ['refs/heads/release/*'] })).verdict).toBe('verified')
  })

  it('a workflow without a ref is that file at any, and no file whose name begins alike', async () => {
    const pinned = { identityWorkflows: ['acme/app/.github/workflows/release.yml'] }
    for (const [behind, code] of [
      ['@refs/heads/main', undefined],
      ['@refs/heads/a@b', undefined],
      [`@${'a'.repeat(40)}`, undefined],
      ['@mine.yml@refs/heads/main', 'IDENTITY_UNEXPECTED'],
      ['@refs.yml@refs/heads/main', 'IDENTITY_UNEXPECTED'],
      ['x@refs/heads/main', 'IDENTITY_UNEXPECTED'],
    ]) {
      await recorded(provedIdentity('github', { job_workflow_ref: `acme/app/.github/workflows/release.yml${behind}` }))
      expect((await judged(pinned)).code, behind).toBe(code)
    }
  })

  const EXPECTED: Readonly<
    Record<SamplePlatform, readonly [repository: string | null, workflow: string, ref: string]>
  > = {
    github: ['https://github.com/acme/app', 'acme/shared/.github/workflows/sign.yml', 'refs/tags/v1.2.3'],
    gitlab: ['https://gitlab.example.com/acme/app', 'gitlab.example.com/acme/app//.gitlab-ci.yml', 'refs/tags/v1.2.3'],
    jenkins: [
      'https://git.example.com/acme/app.git',
      'https://jenkins.example.com/job/app/job/main/',
      'refs/heads/main',
    ],
    buildkite: [null, 'https://buildkite.com/acme-inc/app', 'refs/heads/main'],
    circleci: ['https://github.com/acme/app', '961ae4b1-070b-4134-ae64-1328a3ae3862', 'refs/heads/main'],
    azure: [
      'https://dev.azure.com/acme/app/_git/app',
      'https://dev.azure.com/acme/6a4b7e1f-1111-4222-8333-444455556666/_build?definitionId=31',
      'refs/heads/main',
    ],
  }
  it.each(Object.keys(EXPECTED) as SamplePlatform[])('is found in the claims of %s', async (platform) => {
    const [repository, workflow, ref] = EXPECTED[platform]
    await recorded(provedIdentity(platform))
    const expected = { identityIssuers: [ISSUERS[platform]], identityWorkflows: [workflow], identityRefs: [ref] }
    const named = await judged(repository === null ? expected : { ...expected, identityRepositories: [repository] })
    expect(named.verdict, named.message).toBe('verified')
    // What a platform does not say, no value meets.
    const other = await judged({ ...expected, identityRepositories: ['https://github.com/acme/other'] })
    expect(other.code).toBe('IDENTITY_UNEXPECTED')
  })
})

describe('a job that ran for a pull request', () => {
  it.each([
    ['github', { ref: 'refs/pull/7/merge' }, 'https://github.com/acme/app', 'refs/pull/*/merge'],
    [
      'gitlab',
      { pipeline_source: 'merge_request_event', ref_path: 'refs/merge-requests/7/head' },
      'https://gitlab.example.com/acme/app',
      'refs/merge-requests/*/head',
    ],
    ['jenkins', { change_id: '7', branch_name: 'PR-7' }, 'https://git.example.com/acme/app.git', 'refs/pull/7/head'],
  ] as const)(
    'on %s is not by the repository alone, only where its ref is named',
    async (platform, claims, url, ref) => {
      await recorded(provedIdentity(platform, claims))
      expect((await judged({ identityRepositories: [url] })).code).toBe('IDENTITY_UNEXPECTED')
      expect((await judged({ identityRepositories: [url], identityRefs: ['refs/*/*', 'refs/*/*/*'] })).code).toBe(
        'IDENTITY_UNEXPECTED',
      )
      expect((await judged({ identityRepositories: [url], identityRefs: [ref] })).verdict).toBe('verified')
    },
  )

  it.each([
    ['github', { event_name: 'pull_request_target', ref: 'refs/heads/main' }],
    [
      'gitlab',
      { pipeline_source: 'merge_request_event', ref: 'main', ref_type: 'branch', ref_path: 'refs/heads/main' },
    ],
    ['circleci', { 'oidc.circleci.com/vcs-ref': 'refs/heads/pull/7' }],
  ] as const)('on %s does not pass for the branch that it names', async (platform, claims) => {
    await recorded(provedIdentity(platform, claims))
    const refs = ['refs/heads/main', 'refs/heads/pull/7', 'refs/pull/*']
    expect((await judged({ identityRefs: refs })).code).toBe('IDENTITY_UNEXPECTED')
  })
})

describe('what proves no job', () => {
  const gate = { identityRepositories: ['https://github.com/acme/app'] }

  it('no record', async () => {
    dir.write('bare/app.exe', dir.read('app.exe'))
    const file = await verdict('bare/app.exe', { cwd: dir.path, trust: TRUST, ...gate })
    expect(file).toMatchObject({ code: 'IDENTITY_UNPROVED', record: null, exitCode: 1 })
    expect(file).not.toHaveProperty('identity')
  })

  it('a record that says of itself that nobody proved it, though it names the right job', async () => {
    const { claims } = provedIdentity('github') as { claims: PlainData }
    for (const verified of [false, 'true', 1, null, undefined] as const) {
      await recorded({ verified, platform: 'github', claims } as unknown as PlainData)
      const file = await judged(gate)
      expect(file).toMatchObject({ code: 'IDENTITY_UNPROVED', record: 'verified', exitCode: 1 })
      expect(file.identity).toMatchObject({ verified: false, platform: 'github', repository: null, ref: null })
      for (const one of Object.entries(OF_THE_TAG)) {
        expect((await judged(Object.fromEntries([one]))).code).toBe('IDENTITY_UNPROVED')
      }
    }
  })

  it('a record by a key that is not trusted: the key is named, and what to do', async () => {
    await recorded(provedIdentity('github'), { key: stranger })
    const file = await judged(gate)
    expect(file).toMatchObject({ code: 'IDENTITY_UNPROVED', record: 'not-checked', exitCode: 1 })
    expect(file).not.toHaveProperty('identity')
    expect(file.message).toContain(keyFingerprint(stranger.info.publicKey))
    expect(file.howToFix).toContain('--trust')
  })

  it('a record about another file, by whomever', async () => {
    for (const key of [recorder, stranger]) {
      await recorded(provedIdentity('github'), { of: 'other.exe', key })
      expect(await judged(gate)).toMatchObject({ code: 'BUNDLE_SUBJECT_MISMATCH', record: 'failed', exitCode: 1 })
    }
  })

  it('a record that was changed after it was signed', async () => {
    const bytes = await recorded({ verified: false, platform: 'github', claims: {} })
    dir.write('app.exe.sigstore.json', tampered(bytes, '"verified":false', '"verified":true'))
    expect(await judged(gate)).toMatchObject({ code: 'BUNDLE_SIGNATURE_INVALID', record: 'failed', exitCode: 1 })
  })

  it.each([
    ['nothing', {}],
    ['no identity', { identity: null }],
    ['no platform', { identity: { verified: true, claims: {} } }],
    ['no claims', { identity: { verified: true, platform: 'github' } }],
    [
      'a platform of its own',
      { identity: { verified: true, platform: 'toString', claims: { iss: 'https://a', sub: 'b' } } },
    ],
    ['an issuer that is none', { identity: { verified: true, platform: 'github', claims: { iss: 'a', sub: 'b' } } }],
    ['a claim that is none', { identity: provedIdentity('github', { repository: ['acme/app'] }) }],
  ] as const)('a record with %s', async (_, predicate) => {
    dir.write(
      'app.exe.sigstore.json',
      await statementAbout(dir.read('app.exe'), recorder, predicate as unknown as PlainData),
    )
    expect(await judged(gate)).toMatchObject({ code: 'IDENTITY_UNPROVED', record: 'verified', exitCode: 1 })
  })

  it('a statement of another type, whatever it says, beside the file or named', async () => {
    const predicate = { identity: provedIdentity('github') }
    const bytes = await statementAbout(dir.read('app.exe'), recorder, predicate, 'urn:test')
    dir.write('app.exe.sigstore.json', bytes)
    expect((await judged(gate)).code).toBe('IDENTITY_UNPROVED')
    expect((await judged({ ...gate, bundle: 'app.exe.sigstore.json' })).code).toBe('IDENTITY_UNPROVED')
  })

  it('a signature that does not hold, with the right record beside it', async () => {
    const bytes = dir.read('app.exe')
    bytes[0x400] = (bytes[0x400] as number) ^ 1
    dir.write('changed/app.exe', bytes)
    dir.write(
      'changed/app.exe.sigstore.json',
      await statementAbout(bytes, recorder, { identity: provedIdentity('github') }),
    )
    const file = await verdict('changed/app.exe', { cwd: dir.path, trust: TRUST, ...gate })
    expect(file.code).toBe('AUTHENTICODE_DIGEST_MISMATCH')
  })
})

it('a record that is named stands for the one beside the file', async () => {
  await recorded({ verified: false, platform: 'local', claims: {} })
  dir.write('named.json', await statementAbout(dir.read('app.exe'), recorder, { identity: provedIdentity('github') }))
  expect((await judged({ ...OF_THE_TAG, bundle: 'named.json' })).verdict).toBe('verified')
  expect((await judged(OF_THE_TAG)).code).toBe('IDENTITY_UNPROVED')
})

it('code scanning is told what was found', async () => {
  await recorded(provedIdentity('github'))
  const options = { cwd: dir.path, files: ['app.exe'], trust: TRUST, identityRefs: ['refs/heads/main'] }
  const { report } = await verifyFiles(options)
  expect(sarifLog(report)).toMatchObject({
    runs: [
      {
        results: [
          {
            ruleId: 'IDENTITY_UNEXPECTED',
            properties: { record: 'verified', identity: { verified: true, ref: 'refs/tags/v1.2.3' } },
          },
        ],
      },
    ],
  })
})

it.each(['main', 'v1.2.3', 'tags/v1', 'refs/', 'refs/tags/', '*'])('a ref is whole: %s is none', (ref) => {
  expect(() => verifyOptions(['x'], { 'identity-ref': [ref] }, {})).toThrowCode('OPTION_INVALID')
  expect(verifyOptions(['x'], { 'identity-ref': ['refs/tags/v*'] }, {}).identityRefs).toEqual(['refs/tags/v*'])
})
