import { keyFingerprint, PROVENANCE_TYPE } from '@chancery/attest'
import type { PlainData, SigningKey } from '@chancery/core'
import { buildPe, createCa, pem, softwareKey, type TempDir, tempDir, testKey } from '@chancery/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import '@chancery/testkit/matchers'
import { type VerifyOptions, verifyFiles } from '../src/index.ts'
import { provedIdentity, provenanceAbout, statementAbout, tampered } from './record-maker.ts'
import { signWith } from './sign-with.ts'
import { verdict } from './verdict.ts'

const BUILDER = 'https://github.com/acme/shared/.github/workflows/sign.yml@refs/tags/v2'
const BESIDE = 'app.exe.provenance.sigstore.json'

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
  dir.write('app.exe', buildPe())
  await signWith(dir.at('app.exe'), 'authenticode-pe', await ca.certify())
})
beforeEach(async () => {
  dir.write(BESIDE, await provenanceAbout(dir.read('app.exe'), recorder, BUILDER))
})
afterAll(() => dir[Symbol.dispose]())

function judged(options: Partial<VerifyOptions> = {}): ReturnType<typeof verdict> {
  return verdict('app.exe', {
    cwd: dir.path,
    trust: ['root.pem', 'attestation.pub'],
    require: ['provenance'],
    ...options,
  })
}

describe('--require provenance', () => {
  it('is met by provenance that a trusted key signed about the file', async () => {
    expect(await judged()).toMatchObject({ verdict: 'verified', provenance: 'verified', record: null, exitCode: 0 })
  })

  it('is not met without any, nor by a record in its place', async () => {
    dir.write('bare/app.exe', dir.read('app.exe'))
    const record = await statementAbout(dir.read('app.exe'), recorder, { identity: provedIdentity('github') })
    dir.write('bare/app.exe.sigstore.json', record)
    const file = await verdict('bare/app.exe', {
      cwd: dir.path,
      trust: ['root.pem', 'attestation.pub'],
      require: ['provenance'],
    })
    expect(file).toMatchObject({ code: 'REQUIREMENT_NOT_MET', record: 'verified', exitCode: 1 })
    dir.write(BESIDE, record)
    for (const require of [[], ['provenance']] as const) {
      expect(await judged({ require })).toMatchObject({ code: 'PROVENANCE_INVALID', provenance: 'failed', exitCode: 1 })
    }
  })

  it('is not met by an unknown key: that is named, and what to do', async () => {
    dir.write(BESIDE, await provenanceAbout(dir.read('app.exe'), stranger, BUILDER))
    expect(await judged({ require: [] })).toMatchObject({ verdict: 'verified', provenance: 'not-checked' })
    const file = await judged()
    expect(file).toMatchObject({ code: 'REQUIREMENT_NOT_MET', provenance: 'not-checked', exitCode: 1 })
    expect(file.message).toContain(keyFingerprint(stranger.info.publicKey))
    expect(file.howToFix).toContain('--trust')
    dir.write('stranger.pub', pem('PUBLIC KEY', stranger.info.publicKey))
    expect((await judged({ trust: ['root.pem', 'attestation.pub', 'stranger.pub'] })).verdict).toBe('verified')
  })

  it('fails where it is of another file, or was changed', async () => {
    dir.write(BESIDE, await provenanceAbout(buildPe(), recorder, BUILDER))
    expect(await judged()).toMatchObject({ code: 'BUNDLE_SUBJECT_MISMATCH', provenance: 'failed', exitCode: 1 })
    dir.write(BESIDE, tampered(await provenanceAbout(dir.read('app.exe'), recorder, BUILDER), 'acme', 'evil'))
    expect(await judged()).toMatchObject({ code: 'BUNDLE_SIGNATURE_INVALID', provenance: 'failed', exitCode: 1 })
  })

  it('is not met where nobody proved which job built it', async () => {
    dir.write(BESIDE, await provenanceAbout(dir.read('app.exe'), recorder, 'urn:chancery:builder:unverified'))
    expect(await judged({ require: [] })).toMatchObject({ verdict: 'verified', provenance: 'verified' })
    const file = await judged()
    expect(file).toMatchObject({ code: 'REQUIREMENT_NOT_MET', exitCode: 1 })
    expect(file.howToFix).toContain('docs/identity.md')
  })

  it.each([
    ['of another version', {}, 'https://slsa.dev/provenance/v0.2'],
    ['empty', {}, PROVENANCE_TYPE],
    ['without a builder', { buildDefinition: { buildType: 'urn:test' }, runDetails: {} }, PROVENANCE_TYPE],
    ['without a build type', { buildDefinition: [], runDetails: { builder: { id: BUILDER } } }, PROVENANCE_TYPE],
    [
      'by a builder without a name',
      { buildDefinition: { buildType: 'a:b' }, runDetails: { builder: { id: 7 } } },
      PROVENANCE_TYPE,
    ],
  ])('fails where it is %s', async (_, predicate, type) => {
    dir.write(BESIDE, await statementAbout(dir.read('app.exe'), recorder, predicate as PlainData, type))
    expect(await judged()).toMatchObject({ code: 'PROVENANCE_INVALID', provenance: 'failed', exitCode: 1 })
  })
})

describe('--provenance-bundle', () => {
  const named = { provenanceBundle: 'elsewhere/about.json' }

  it('stands for what lies beside the file', async () => {
    dir.write(BESIDE, 'nonsense')
    dir.write(named.provenanceBundle, await provenanceAbout(dir.read('app.exe'), recorder, BUILDER))
    expect(await judged(named)).toMatchObject({ verdict: 'verified', provenance: 'verified' })
  })

  it('fails by an unknown key, required or not: the caller asked for it', async () => {
    dir.write(named.provenanceBundle, await provenanceAbout(dir.read('app.exe'), stranger, BUILDER))
    const file = await judged({ ...named, require: [] })
    expect(file).toMatchObject({ code: 'BUNDLE_KEY_UNTRUSTED', provenance: 'not-checked', exitCode: 1 })
    expect(file.message).toContain(keyFingerprint(stranger.info.publicKey))
  })

  it('does not stand for a signature, and must be there', async () => {
    dir.write('plain.txt', 'plain\n')
    dir.write(named.provenanceBundle, await provenanceAbout(dir.read('plain.txt'), recorder, BUILDER))
    const options = { cwd: dir.path, trust: ['attestation.pub'], ...named }
    expect((await verdict('plain.txt', options)).code).toBe('NOT_SIGNED')
    expect(await judged({ provenanceBundle: 'missing.json' })).toMatchObject({ code: 'FILE_NOT_FOUND', exitCode: 2 })
  })

  it('is of one file', async () => {
    const several = () => verifyFiles({ cwd: dir.path, files: ['app.exe', 'plain.txt'], trust: ['root.pem'], ...named })
    await expect(several).toThrowCode('OPTIONS_CONFLICT')
  })
})
