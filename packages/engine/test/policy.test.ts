import { keyFingerprint, PROVENANCE_TYPE } from '@chancery/attest'
import type { PlainData, SigningKey } from '@chancery/core'
import {
  buildPe,
  createCa,
  createSigstore,
  KEYLESS_ISSUER,
  KEYLESS_SUBJECT,
  pem,
  type Sigstore,
  softwareKey,
  startTsa,
  type TempDir,
  type Tsa,
  tempDir,
  testKey,
} from '@chancery/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import '@chancery/testkit/matchers'
import { type VerifyOptions, verifyFiles } from '../src/index.ts'
import { provedIdentity, statementAbout } from './record-maker.ts'
import { signWith } from './sign-with.ts'
import { verdict } from './verdict.ts'

const BUILDER = 'https://github.com/acme/shared/.github/workflows/sign.yml'
const SOURCE = 'https://github.com/acme/app'

let dir: TempDir
let recorder: SigningKey
let subject: string
beforeAll(async () => {
  dir = tempDir()
  const ca = await createCa()
  recorder = softwareKey({ key: await testKey('p256', 'recorder') })
  dir.write('root.pem', ca.root.certificate.pem)
  dir.write('attestation.pub', pem('PUBLIC KEY', recorder.info.publicKey))
  dir.write('app.exe', buildPe())
  const signer = await ca.certify()
  await signWith(dir.at('app.exe'), 'authenticode-pe', signer)
  subject = 'CN=Release,O=Chancery Test'
  const record = await statementAbout(dir.read('app.exe'), recorder, { identity: provedIdentity('github') })
  dir.write('app.exe.sigstore.json', record)
})
beforeEach(() => provenance())
afterAll(() => dir[Symbol.dispose]())

async function provenance({
  builder = `${BUILDER}@refs/tags/v2`,
  key = recorder,
  parameters = {},
} = {}): Promise<void> {
  const workflow = { repository: SOURCE, ref: 'refs/tags/v1.2.3', path: '.github/workflows/release.yml' }
  const predicate = {
    buildDefinition: { buildType: 'urn:test', externalParameters: { workflow, ...parameters } },
    runDetails: { builder: { id: builder } },
  } as unknown as PlainData
  const bytes = await statementAbout(dir.read('app.exe'), key, predicate, PROVENANCE_TYPE)
  dir.write('app.exe.provenance.sigstore.json', bytes)
}

type Json = Readonly<Record<string, unknown>>

function judged(policy: Json, options: Partial<VerifyOptions> = {}): ReturnType<typeof verdict> {
  const path = dir.write('policy.yaml', JSON.stringify(policy))
  return verdict('app.exe', { cwd: dir.path, trust: ['root.pem', 'attestation.pub'], policy: path, ...options })
}

const built = (more: Json = {}): Json => ({ provenance: { builders: [{ id: BUILDER }], ...more } })

describe('a policy', () => {
  it('is met by a file that satisfies all of it', async () => {
    const policy = {
      policy: 'https://example.com/policy/1',
      formats: ['authenticode-pe', 'jar'],
      require: ['attestation', 'provenance', 'strong'],
      'signer-subject': subject,
      'identity-repository': SOURCE,
      'min-rsa-bits': 2048,
      provenance: {
        builders: [{ id: BUILDER, level: 'SLSA_BUILD_LEVEL_3', keys: [keyFingerprint(recorder.info.publicKey)] }],
        sources: [SOURCE],
        refs: 'refs/tags/v*',
        'minimum-level': 'SLSA_BUILD_LEVEL_2',
      },
    }
    expect(await judged(policy)).toMatchObject({
      verdict: 'verified',
      policy: { uri: 'https://example.com/policy/1', result: 'PASSED', level: 'SLSA_BUILD_LEVEL_3' },
      exitCode: 0,
    })
  })

  it.each<[string, string, Json]>([
    ['of another format', 'POLICY_NOT_MET', { formats: 'jar' }],
    ['by another signer', 'SIGNER_UNEXPECTED', { 'signer-subject': ['CN=Somebody'] }],
    ['without a timestamp', 'REQUIREMENT_NOT_MET', { require: 'timestamp' }],
    ['of another repository', 'IDENTITY_UNEXPECTED', { 'identity-repository': 'https://github.com/acme/other' }],
    ['with a weak key', 'ALGORITHM_WEAK', { 'min-rsa-bits': 4096 }],
    ['without a timestamp that tells its age', 'REQUIREMENT_NOT_MET', { 'max-age': 30 }],
    ['that another builder built', 'POLICY_NOT_MET', { provenance: { builders: [{ id: 'https://example.com/ci' }] } }],
    ['of another source', 'POLICY_NOT_MET', built({ sources: ['https://github.com/acme/other'] })],
    ['of another ref', 'POLICY_NOT_MET', built({ refs: ['refs/heads/main'] })],
    ['of too low a level', 'POLICY_NOT_MET', built({ 'minimum-level': 'SLSA_BUILD_LEVEL_2' })],
    [
      'whose builder another key speaks for',
      'POLICY_NOT_MET',
      { provenance: { builders: [{ id: BUILDER, keys: [`SHA256:${'A'.repeat(43)}`] }] } },
    ],
  ])('is not met by a file %s', async (_, code, policy) => {
    expect(await judged(policy)).toMatchObject({
      verdict: 'failed',
      code,
      policy: { result: 'FAILED', level: null },
      exitCode: 1,
    })
  })

  it('takes a builder at any ref, or at the one that it names', async () => {
    const exactly = { provenance: { builders: [{ id: `${BUILDER}@refs/tags/v2` }] } }
    expect(await judged(built())).toMatchObject({ verdict: 'verified', policy: { level: 'SLSA_BUILD_LEVEL_1' } })
    expect(await judged(exactly)).toMatchObject({ verdict: 'verified' })
    await provenance({ builder: `${BUILDER}@refs/tags/v3` })
    expect(await judged(exactly)).toMatchObject({ code: 'POLICY_NOT_MET' })
    await provenance({ builder: `${BUILDER}@evil.yml` })
    expect(await judged(built())).toMatchObject({ code: 'POLICY_NOT_MET' })
  })

  it('takes no provenance that nobody proved, that another key signed, or that says no source', async () => {
    const unproved = { provenance: { builders: [{ id: 'urn:chancery:builder:unverified' }] } }
    await provenance({ builder: 'urn:chancery:builder:unverified' })
    expect(await judged(unproved)).toMatchObject({ code: 'POLICY_NOT_MET' })
    await provenance({ key: softwareKey({ key: await testKey('p256', 'stranger') }) })
    expect(await judged(built())).toMatchObject({ code: 'POLICY_NOT_MET', provenance: 'not-checked' })
    await provenance({ parameters: { workflow: {}, repository: SOURCE, ref: 'refs/tags/v9' } })
    expect(await judged(built({ sources: SOURCE, refs: 'refs/tags/v9' }))).toMatchObject({ verdict: 'verified' })
    await provenance({ parameters: { workflow: null } })
    expect(await judged(built({ sources: SOURCE }))).toMatchObject({ code: 'POLICY_NOT_MET' })
    dir.write('bare/app.exe', dir.read('app.exe'))
    const path = dir.write('bare/policy.yaml', JSON.stringify(built()))
    const bare = await verdict('app.exe', { cwd: dir.at('bare'), trust: [dir.at('root.pem')], policy: path })
    expect(bare).toMatchObject({ code: 'POLICY_NOT_MET' })
  })

  it('says nothing of a file that is not there', async () => {
    const path = dir.write('policy.yaml', JSON.stringify(built()))
    const { report, exitCode } = await verifyFiles({
      files: ['none.exe'],
      cwd: dir.path,
      trust: ['root.pem'],
      policy: path,
    })
    expect([exitCode, report.files[0]?.policy]).toEqual([2, undefined])
  })
})

describe('provenance under a certificate', () => {
  const [name, ref] = KEYLESS_SUBJECT.split('@') as [string, string]
  const keyless = (identity: string, issuer = KEYLESS_ISSUER, more: Json = {}): Json => ({
    provenance: {
      builders: [{ id: BUILDER, level: 'SLSA_BUILD_LEVEL_3', identity, issuer, ...more }],
      sources: SOURCE,
    },
  })
  const trust = ['root.pem', 'attestation.pub', 'trusted_root.json']
  let sigstore: Sigstore
  let tsa: Tsa
  beforeAll(async () => {
    const ca = await createCa({ name: 'Keyless' })
    tsa = await startTsa({ ca })
    sigstore = await createSigstore({ ca, tsa })
    dir.write('trusted_root.json', JSON.stringify(sigstore.trustedRoot()))
  })
  afterAll(async () => tsa[Symbol.asyncDispose]())
  beforeEach(async () => {
    const workflow = { repository: SOURCE, ref: 'refs/tags/v1' }
    const predicate = {
      buildDefinition: { buildType: 'urn:test', externalParameters: { workflow } },
      runDetails: { builder: { id: `${BUILDER}@refs/tags/v2` } },
    }
    const bundle = await sigstore.sign({ artifact: dir.read('app.exe'), predicateType: PROVENANCE_TYPE, predicate })
    dir.write('app.exe.provenance.sigstore.json', JSON.stringify(bundle))
  })

  it('is met by whom the policy names, at any ref or at one', async () => {
    for (const identity of [name, `${name}@${ref}`]) {
      expect(await judged(keyless(identity), { trust })).toMatchObject({
        verdict: 'verified',
        provenance: 'verified',
        policy: { level: 'SLSA_BUILD_LEVEL_3' },
      })
    }
  })

  it('is not met by somebody else, another issuer, or without a trusted root', async () => {
    for (const policy of [
      keyless(`${name}@refs/tags/v2`),
      keyless('https://github.com/acme'),
      keyless(name, 'https://ci.example.com'),
      built(),
      { provenance: { builders: [{ id: BUILDER, keys: [keyFingerprint(recorder.info.publicKey)] }] } },
    ]) {
      expect(await judged(policy, { trust })).toMatchObject({ code: 'POLICY_NOT_MET', provenance: 'not-checked' })
    }
    expect(await judged(keyless(name))).toMatchObject({ code: 'POLICY_NOT_MET', provenance: 'not-checked' })
  })

  it('is not met by a key, where a certificate is asked for; by one of both where both are named', async () => {
    await provenance()
    expect(await judged(keyless(name), { trust })).toMatchObject({ code: 'POLICY_NOT_MET', provenance: 'verified' })
    const keys = [keyFingerprint(recorder.info.publicKey)]
    expect(await judged(keyless(name, KEYLESS_ISSUER, { keys }), { trust })).toMatchObject({ verdict: 'verified' })
  })

  it('that is about another file fails it', async () => {
    const other = await sigstore.sign({ artifact: buildPe(), predicateType: PROVENANCE_TYPE })
    dir.write('app.exe.provenance.sigstore.json', JSON.stringify(other))
    expect(await judged(keyless(name), { trust })).toMatchObject({ code: 'BUNDLE_SUBJECT_MISMATCH' })
  })
})

describe('a policy is refused', () => {
  const all = { cwd: '/', files: ['app.exe'] }
  const open = (text: string | Uint8Array, options: Partial<VerifyOptions> = {}): Promise<unknown> => {
    const policy = dir.write('wrong.yaml', text as string)
    return verifyFiles({ ...all, cwd: dir.path, trust: ['root.pem'], policy, ...options })
  }

  it.each([
    ['that demands nothing', '{}', 'demands nothing'],
    ['that demands nothing but says its name', 'policy: urn:acme:1', 'demands nothing'],
    ['with a member that nobody knows', 'requires: [timestamp]', 'did you mean "require"?'],
    ['with a requirement that nobody knows', 'require: [timestmp]', 'timestamp'],
    ['with a format that nobody knows', 'formats: [authenticode]', 'authenticode-pe'],
    ['with a ref that may be two', 'identity-ref: main', 'refs/heads/main'],
    ['with a key that is none', 'signer-key: abc', 'SHA-256'],
    ['with a number that is none', 'max-age: soon', 'max-age'],
    ['with a name that is no URI', 'policy: mine\nrequire: strong', 'policy: mine is no URI'],
    ['with provenance by nobody', 'provenance: { sources: [a] }', 'provenance.builders'],
    ['with a builder without a name', 'provenance: { builders: [{ level: SLSA_BUILD_LEVEL_1 }] }', 'builders[0].id'],
    [
      'with a level beyond all',
      'provenance: { builders: [{ id: a, level: SLSA_BUILD_LEVEL_4 }] }',
      'SLSA_BUILD_LEVEL_3',
    ],
    ['with a key of a builder that is none', 'provenance: { builders: [{ id: a, keys: [b] }] }', 'fingerprint'],
    [
      'with an identity that nobody vouches for',
      'provenance: { builders: [{ id: a, identity: b }] }',
      'identity and issuer',
    ],
    ['with a member twice', 'require: strong\nrequire: timestamp', 'line 2'],
    ['that is no mapping', '- require', 'no mapping'],
    ['with an empty list', 'require: []', 'require'],
  ])('%s', async (_, text, said) => {
    await expect(() => open(text)).toThrowCode('POLICY_INVALID')
    await expect(open(text)).rejects.toThrow(said)
  })

  it('that is not text, or is not there', async () => {
    await expect(() => open(Uint8Array.of(0xff, 0xfe))).toThrowCode('POLICY_INVALID')
    await expect(() => open('require: strong', { policy: 'none.yaml' })).toThrowCode('FILE_NOT_FOUND')
  })

  it('beside options that demand something, of images too', async () => {
    for (const options of [
      { require: ['strong'] },
      { signerSubjects: [subject] },
      { maxAgeDays: 3 },
      { identityRefs: ['refs/heads/main'] },
      { ociFormats: ['bundle'] },
      { annotations: { env: 'prod' } },
      { dockerReference: 'registry.example.com/app' },
    ] as Partial<VerifyOptions>[]) {
      await expect(() => open('require: strong', options)).toThrowCode('OPTIONS_CONFLICT')
    }
  })

  it('where a summary is wanted that it cannot give', async () => {
    await expect(() => open('require: strong', { vsa: 'vsa.json' })).toThrowCode('POLICY_INVALID')
    const named = 'policy: urn:a:1\nverifier: urn:a:2\nresource: urn:a:{name}\nrequire: strong'
    await expect(() => open(named, { vsa: 'vsa.json' })).toThrowCode('ATTESTATION_KEY_MISSING')
    await expect(() => open(named, { vsa: 'vsa.json', at: new Date() })).toThrowCode('OPTIONS_CONFLICT')
    await expect(() => verifyFiles({ ...all, cwd: dir.path, trust: ['root.pem'], vsa: 'vsa.json' })).toThrowCode(
      'OPTION_INVALID',
    )
  })
})
