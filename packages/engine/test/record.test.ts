import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keyFingerprint, signStatement } from '@chancery/attest'
import type { SigningKey } from '@chancery/core'
import { buildPe, CHECKOUT, createCa, pem, softwareKey, type TempDir, tempDir, testKey } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import '@chancery/testkit/matchers'
import { verifyFiles } from '../src/index.ts'
import { signWith } from './sign-with.ts'
import { verdict } from './verdict.ts'

let dir: TempDir
let recorder: SigningKey
let stranger: SigningKey
const trust = ['root.pem', 'attestation.pub']
beforeAll(async () => {
  dir = tempDir()
  const ca = await createCa()
  recorder = softwareKey({ key: await testKey('p256', 'recorder') })
  stranger = softwareKey({ key: await testKey('p256', 'stranger') })
  dir.write('root.pem', ca.root.certificate.pem)
  dir.write('attestation.pub', pem('PUBLIC KEY', recorder.info.publicKey))
  dir.write('app.exe', buildPe())
  dir.write('unsigned.exe', buildPe())
  dir.write('plain.txt', 'plain\n')
  await signWith(dir.at('app.exe'), 'authenticode-pe', await ca.certify())
})
afterAll(() => dir[Symbol.dispose]())

async function record(of: string, key: SigningKey, path: string): Promise<string> {
  const sha256 = createHash('sha256').update(dir.read(of)).digest('hex')
  const statement = { subjects: [{ name: of, digest: { sha256 } }], predicateType: 'urn:test', predicate: {} }
  return dir.write(path, await signStatement(statement, key))
}

/** `app.exe` in a folder of its own, with a bundle beside it that the case is about. */
async function withRecord(name: string, of: string, key: SigningKey, file = 'app.exe'): Promise<string> {
  dir.write(`${name}/${file}`, dir.read(file))
  await record(of, key, `${name}/${file}.sigstore.json`)
  return `${name}/${file}`
}

describe('the record beside a file', () => {
  it('by a trusted key is verified, and meets --require attestation', async () => {
    const file = await withRecord('good', 'app.exe', recorder)
    const found = await verdict(file, { cwd: dir.path, trust, require: ['attestation'] })
    expect(found).toMatchObject({ verdict: 'verified', record: 'verified', exitCode: 0 })
  })

  it('by an unknown key is not checked, which --require attestation does not take', async () => {
    const file = await withRecord('unknown', 'app.exe', stranger)
    const found = await verdict(file, { cwd: dir.path, trust })
    expect(found).toMatchObject({ verdict: 'verified', record: 'not-checked', exitCode: 0 })
    const required = await verdict(file, { cwd: dir.path, trust, require: ['attestation'] })
    expect(required).toMatchObject({ code: 'REQUIREMENT_NOT_MET', record: 'not-checked', exitCode: 1 })
    const unknown = keyFingerprint(stranger.info.publicKey)
    expect(required.recordKey).toBe(unknown)
    expect(required.message).toContain(unknown)
    expect(required.message).toContain(keyFingerprint(recorder.info.publicKey))
    expect(required.howToFix).toContain(`${unknown} is; if`)
    expect(required.howToFix).toContain('--trust')
  })

  it('by the key of a certificate authority alone is by no key that counts, and is told so', async () => {
    const file = await withRecord('anchors', 'app.exe', recorder)
    const found = await verdict(file, { cwd: dir.path, trust: ['root.pem'], require: ['attestation'] })
    expect(found).toMatchObject({ code: 'REQUIREMENT_NOT_MET', record: 'not-checked' })
    expect(found.message).toContain('has none')
  })

  it('that names no key, or something else in its place, does not have that repeated', async () => {
    const file = await withRecord('nameless', 'app.exe', stranger)
    for (const keyid of ['', 'SHA256:short', 'trust me']) {
      const json = JSON.parse(Buffer.from(dir.read(`${file}.sigstore.json`)).toString())
      json.dsseEnvelope.signatures[0].keyid = keyid
      json.verificationMaterial.publicKey.hint = keyid
      dir.write(`${file}.sigstore.json`, JSON.stringify(json))
      const found = await verdict(file, { cwd: dir.path, trust, require: ['attestation'] })
      expect(found).toMatchObject({ code: 'REQUIREMENT_NOT_MET', record: 'not-checked' })
      expect(found).not.toHaveProperty('recordKey')
    }
  })

  it.each(['recorder', 'stranger'] as const)('about another file fails it, whoever signed it: the %s', async (who) => {
    const file = await withRecord(`other-${who}`, 'plain.txt', { recorder, stranger }[who])
    const found = await verdict(file, { cwd: dir.path, trust })
    expect(found).toMatchObject({ code: 'BUNDLE_SUBJECT_MISMATCH', record: 'failed', exitCode: 1 })
    expect(found.signatures).toMatchObject([{ chain: 'trusted' }])
  })

  it('whose signature is bad fails it', async () => {
    const file = await withRecord('bad', 'app.exe', recorder)
    const json = JSON.parse(Buffer.from(dir.read(`${file}.sigstore.json`)).toString())
    json.dsseEnvelope.payload = Buffer.from(
      Buffer.from(json.dsseEnvelope.payload, 'base64').toString().replace('urn:test', 'urn:best'),
    ).toString('base64')
    dir.write(`${file}.sigstore.json`, JSON.stringify(json))
    const found = await verdict(file, { cwd: dir.path, trust })
    expect(found).toMatchObject({ code: 'BUNDLE_SIGNATURE_INVALID', record: 'failed', exitCode: 1 })
  })

  it.each([
    ['no JSON', 'nonsense', 'BUNDLE_MALFORMED'],
    ['empty', '', 'BUNDLE_MALFORMED'],
    ['something else', '{"mediaType":"text/plain"}', 'BUNDLE_UNSUPPORTED'],
  ])('that is %s fails it', async (name, content, code) => {
    dir.write(`${name}/app.exe`, dir.read('app.exe'))
    dir.write(`${name}/app.exe.sigstore.json`, content)
    expect(await verdict(`${name}/app.exe`, { cwd: dir.path, trust })).toMatchObject({ code, record: 'failed' })
  })

  it.each([
    ['recorder', 'unsigned.exe'],
    ['recorder', 'plain.txt'],
    ['stranger', 'unsigned.exe'],
    ['stranger', 'plain.txt'],
  ] as const)('does not stand for a signature: by the %s, beside %s', async (who, name) => {
    const file = await withRecord(`unsigned-${who}`, name, { recorder, stranger }[who], name)
    expect(await verdict(file, { cwd: dir.path, trust })).toMatchObject({
      verdict: 'failed',
      code: 'NOT_SIGNED',
      exitCode: 1,
    })
  })
})

describe('--bundle', () => {
  it('verifies a file of any kind by the bundle alone, with no more than the key', async () => {
    await record('plain.txt', recorder, 'elsewhere/about.json')
    const found = await verdict('plain.txt', {
      cwd: dir.path,
      trust: ['attestation.pub'],
      bundle: 'elsewhere/about.json',
    })
    expect(found).toMatchObject({ verdict: 'verified', format: null, record: 'verified', signatures: [], exitCode: 0 })
  })

  it('by an unknown key fails the file: the caller asked for it', async () => {
    await record('app.exe', stranger, 'elsewhere/stranger.json')
    const found = await verdict('app.exe', { cwd: dir.path, trust, bundle: 'elsewhere/stranger.json' })
    expect(found).toMatchObject({ code: 'BUNDLE_KEY_UNTRUSTED', record: 'not-checked', exitCode: 1 })
  })

  it('does not make a bad signature good', async () => {
    const bytes = dir.read('app.exe')
    bytes[bytes.length - 1200] = (bytes[bytes.length - 1200] as number) ^ 1
    dir.write('changed.exe', bytes)
    await record('changed.exe', recorder, 'elsewhere/changed.json')
    const found = await verdict('changed.exe', { cwd: dir.path, trust, bundle: 'elsewhere/changed.json' })
    expect([found.verdict, found.exitCode]).toEqual(['failed', 1])
  })

  it('may know the file by SHA-512 alone, as npm does', async () => {
    const about = async (bytes: Uint8Array): Promise<string> => {
      const sha512 = createHash('sha512').update(bytes).digest('hex')
      const subjects = [{ name: 'app.exe', digest: { sha512 } }]
      const statement = { subjects, predicateType: 'https://example.com/v1', predicate: {} }
      return dir.write('elsewhere/sha512.json', await signStatement(statement, recorder))
    }
    const verify = (): ReturnType<typeof verdict> =>
      verdict('app.exe', { cwd: dir.path, trust, bundle: 'elsewhere/sha512.json' })
    await about(dir.read('app.exe'))
    expect(await verify()).toMatchObject({ verdict: 'verified', record: 'verified' })
    await about(buildPe())
    expect(await verify()).toMatchObject({ code: 'BUNDLE_SUBJECT_MISMATCH', record: 'failed' })
  })

  it('that is not there is a mistake of the caller', async () => {
    const found = await verdict('app.exe', { cwd: dir.path, trust, bundle: 'missing.json' })
    expect(found).toMatchObject({ code: 'FILE_NOT_FOUND', exitCode: 2 })
  })

  it('and --signature are of one file', async () => {
    for (const named of [{ bundle: 'x' }, { signature: 'x' }]) {
      const several = () => verifyFiles({ cwd: dir.path, files: ['app.exe', 'plain.txt'], trust, ...named })
      await expect(several).toThrowCode('OPTIONS_CONFLICT')
      const glob = () => verifyFiles({ cwd: dir.path, files: ['*.exe'], trust, ...named })
      await expect(glob).toThrowCode('OPTIONS_CONFLICT')
    }
  })
})

describe('--identity', () => {
  const vectors = join(CHECKOUT, 'test/vectors/dsse')
  const subject =
    'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main'
  const issuer = 'https://token.actions.githubusercontent.com'
  const options = { cwd: vectors, trust: ['trusted_root.json'], bundle: 'bundle.sigstore.json' }

  it('names whom a bundle with a certificate must be by', async () => {
    expect(readFileSync(join(vectors, 'a.txt')).length).toBeGreaterThan(0)
    const found = await verdict('a.txt', { ...options, identity: subject, issuer })
    expect(found.verdict, found.message).toBe('verified')
    const other = await verdict('a.txt', { ...options, identity: 'mallory@example.com', issuer })
    expect(other).toMatchObject({ code: 'BUNDLE_IDENTITY_MISMATCH', record: 'failed', exitCode: 1 })
    const elsewhere = await verdict('a.txt', { ...options, identity: subject, issuer: 'https://example.com' })
    expect(elsewhere).toMatchObject({ code: 'BUNDLE_IDENTITY_MISMATCH', exitCode: 1 })
  })

  it('is held against each trusted root of a file that has one a line, as gh prints them', async () => {
    const root = JSON.stringify(JSON.parse(readFileSync(join(vectors, 'trusted_root.json'), 'utf8')))
    const other = JSON.stringify({ ...JSON.parse(root), certificateAuthorities: [] })
    for (const text of [`${other}\n${root}\n`, `${root}\n${other}`]) {
      const trusted = [dir.write('roots.jsonl', text)]
      expect(await verdict('a.txt', { ...options, trust: trusted, identity: subject, issuer })).toMatchObject({
        verdict: 'verified',
      })
    }
    const broken = [dir.write('roots.jsonl', `${root}\n{}\n`)]
    await expect(() => verifyFiles({ ...options, files: ['a.txt'], trust: broken })).toThrowCode('TRUST_INVALID')
  })

  it('is needed with a certificate: an authority of all the world certifies anyone', async () => {
    const found = await verdict('a.txt', options)
    expect(found).toMatchObject({ code: 'BUNDLE_KEY_UNTRUSTED', record: 'not-checked', exitCode: 1 })
  })

  it('is not met by a bare key, nor by a file without a bundle', async () => {
    const file = await withRecord('named', 'app.exe', recorder)
    const bare = await verdict(file, { cwd: dir.path, trust, identity: 'me@example.com' })
    expect(bare).toMatchObject({ code: 'BUNDLE_IDENTITY_MISMATCH', exitCode: 1 })
    const none = await verdict('app.exe', { cwd: dir.path, trust, identity: 'me@example.com' })
    expect(none).toMatchObject({ code: 'REQUIREMENT_NOT_MET', exitCode: 1 })
  })
})
