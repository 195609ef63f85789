import { buildPe, type Ca, type CertifiedKey, createCa, pem, type TempDir, tempDir } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import '@chancery/testkit/matchers'
import { verifyFiles } from '../src/index.ts'
import { signWith } from './sign-with.ts'
import { verdict } from './verdict.ts'

let dir: TempDir
let ca: Ca
let signer: CertifiedKey
let root: string
beforeAll(async () => {
  dir = tempDir()
  ca = await createCa()
  signer = await ca.certify()
  root = dir.write('root.pem', ca.root.certificate.pem)
  dir.write('root.der', ca.root.certificate.der)
  dir.write('app.exe', buildPe())
  await signWith(dir.at('app.exe'), 'authenticode-pe', signer)
})
afterAll(() => dir[Symbol.dispose]())

describe('whom verification trusts', () => {
  it.each(['root.pem', 'root.der'])('the certificates of %s', async (trust) => {
    const file = await verdict('app.exe', { cwd: dir.path, trust: [trust] })
    expect(file).toMatchObject({ verdict: 'verified', format: 'authenticode-pe', record: null, exitCode: 0 })
    expect(file.signatures).toMatchObject([{ integrity: 'ok', chain: 'trusted', revocation: 'not-checked' }])
  })

  it('every one of several files, and every certificate of one', async () => {
    const other = await createCa({ name: 'Other' })
    dir.write('other.pem', other.root.certificate.pem)
    dir.write('both.pem', `# anchors\n${other.root.certificate.pem}\n${ca.root.certificate.pem}`)
    for (const trust of [['other.pem', 'root.pem'], ['both.pem']]) {
      expect((await verdict('app.exe', { cwd: dir.path, trust })).verdict).toBe('verified')
    }
    const file = await verdict('app.exe', { cwd: dir.path, trust: ['other.pem'] })
    expect(file).toMatchObject({ verdict: 'failed', code: 'CHAIN_UNTRUSTED', exitCode: 1 })
    expect(file.signatures).toMatchObject([{ integrity: 'ok', chain: 'untrusted' }])
  })

  it('the intermediate itself, where it is the anchor', async () => {
    dir.write('issuing.pem', ca.intermediate.certificate.pem)
    expect((await verdict('app.exe', { cwd: dir.path, trust: ['issuing.pem'] })).verdict).toBe('verified')
  })

  it('no public key, for what needs a certificate', async () => {
    dir.write('key.pem', pem('PUBLIC KEY', signer.key.publicKey))
    const file = await verdict('app.exe', { cwd: dir.path, trust: ['key.pem'] })
    expect(file).toMatchObject({ code: 'CHAIN_UNTRUSTED', exitCode: 1 })
  })

  it('what the environment says, where no option does, and the configuration last', async () => {
    dir.write('none.pem', (await createCa({ name: 'None' })).root.certificate.pem)
    dir.write('configured/chancery.yaml', 'trust: [../root.pem]\n')
    const cwd = dir.at('configured')
    const file = '../app.exe'
    expect((await verdict(file, { cwd })).verdict).toBe('verified')
    const env = { CHANCERY_TRUST: '../none.pem' }
    expect((await verdict(file, { cwd, env })).code).toBe('CHAIN_UNTRUSTED')
    expect((await verdict(file, { cwd, env: { CHANCERY_TRUST: '../none.pem, ../root.pem' } })).verdict).toBe('verified')
    expect((await verdict(file, { cwd, env, trust: [root] })).verdict).toBe('verified')
  })

  it('nobody, and says so before it looks at a file', async () => {
    await expect(() => verifyFiles({ cwd: dir.path, files: ['app.exe'] })).toThrowCode('TRUST_NOT_GIVEN')
    await expect(() => verifyFiles({ cwd: dir.path, files: ['app.exe'], trust: [] })).toThrowCode('TRUST_NOT_GIVEN')
  })

  it.each([
    ['text', 'nothing of the kind\n', 'TRUST_INVALID'],
    ['nothing', '', 'TRUST_INVALID'],
    ['a damaged certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n', 'TRUST_INVALID'],
    ['DER that is no certificate', Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x05), 'TRUST_INVALID'],
    ['JSON cut short', '{ "mediaType": ', 'TRUST_INVALID'],
    ['JSON of another kind', '{ "name": "chancery" }', 'TRUST_INVALID'],
  ] as const)('nobody that %s names', async (_, content, code) => {
    dir.write('bad', content)
    await expect(() => verifyFiles({ cwd: dir.path, files: ['app.exe'], trust: ['bad'] })).toThrowCode(code)
  })

  it('no private key, and does not repeat it', async () => {
    dir.write('private.pem', signer.key.privateKeyPem)
    const error: unknown = await verifyFiles({ cwd: dir.path, files: ['app.exe'], trust: ['private.pem'] }).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({ code: 'TRUST_INVALID', exitCode: 2 })
    expect(String(error)).not.toContain(signer.key.privateKeyPem.split('\n')[1])
  })

  it('an anchor that is not there: a mistake of the caller', async () => {
    const missing = () => verifyFiles({ cwd: dir.path, files: ['app.exe'], trust: ['missing.pem'] })
    await expect(missing).toThrowCode('FILE_NOT_FOUND')
  })
})

describe('anchors and what looks like them', () => {
  it('an expired anchor serves: its own validity is not checked', async () => {
    const old = await createCa({ name: 'Old', clock: new Date(Date.now() - 20 * 365 * 86_400_000) })
    const late = await old.certify({
      notBefore: new Date(Date.now() - 86_400_000),
      notAfter: new Date(Date.now() + 86_400_000),
    })
    dir.write('late.exe', buildPe())
    await signWith(dir.at('late.exe'), 'authenticode-pe', late)
    dir.write('old-issuing.pem', old.intermediate.certificate.pem)
    dir.write('old-root.pem', old.root.certificate.pem)
    expect((await verdict('late.exe', { cwd: dir.path, trust: ['old-issuing.pem'] })).verdict).toBe('verified')
    // Under the root, the intermediate is a certificate like any other.
    expect((await verdict('late.exe', { cwd: dir.path, trust: ['old-root.pem'] })).code).toBe('CERTIFICATE_EXPIRED')
  })

  it('a root with the name and key of the anchor and other curve parameters is none (CVE-2020-0601)', async () => {
    const forged = await ca.forge()
    dir.write('forged.exe', buildPe())
    await signWith(dir.at('forged.exe'), 'authenticode-pe', forged)
    const file = await verdict('forged.exe', { cwd: dir.path, trust: [root] })
    expect([file.verdict, file.exitCode]).toEqual(['failed', 1])
    expect(file.signatures.map(({ chain }) => chain)).not.toContain('trusted')
  })

  it('an anchor with explicit curve parameters is none', async () => {
    const explicit = await createCa({ name: 'Explicit', explicitCurveRoot: true })
    dir.write('explicit.exe', buildPe())
    await signWith(dir.at('explicit.exe'), 'authenticode-pe', await explicit.certify())
    dir.write('explicit.pem', explicit.root.certificate.pem)
    const file = await verdict('explicit.exe', { cwd: dir.path, trust: ['explicit.pem'] })
    expect(file).toMatchObject({ verdict: 'failed', exitCode: 1, code: 'KEY_UNSUPPORTED' })
    // Nor does it stand in another's way.
    expect((await verdict('app.exe', { cwd: dir.path, trust: ['explicit.pem', root] })).verdict).toBe('verified')
  })
})
