import { mkdirSync, writeFileSync } from 'node:fs'
import type { VerifyReport } from '@chancery/engine'
import {
  buildJar,
  buildPe,
  type Ca,
  createCa,
  createSoftToken,
  powerShellScript,
  type SoftKeyKind,
  type SoftTokenFixture,
  script,
  type TempDir,
  tempDir,
} from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chancery, type Ran } from './workbench.ts'

const FILES = {
  'app.exe': () => buildPe(),
  'data.bin': () => Uint8Array.of(1, 2, 3),
  'lib.jar': () => buildJar(),
  'module.psm1': () => powerShellScript(),
  'run.sh': () => script('sh'),
} as const

const KINDS: readonly (readonly [SoftKeyKind, digest: string | null, algorithm: string])[] = [
  ['rsa2048', null, 'rsa-pkcs1-sha256'],
  ['rsa3072', 'sha384', 'rsa-pkcs1-sha384'],
  ['rsa4096', 'sha512', 'rsa-pkcs1-sha512'],
  ['p256', null, 'ecdsa-p256-sha256'],
  ['p384', null, 'ecdsa-p384-sha384'],
  ['p521', null, 'ecdsa-p521-sha512'],
  ['ed25519', null, 'ed25519'],
]

let token: SoftTokenFixture
let ca: Ca
let dir: TempDir
beforeAll(async () => {
  dir = tempDir()
  ca = await createCa()
  token = await createSoftToken({
    keys: [...KINDS.map(([kind]) => ({ label: `key-${kind}`, kind })), { label: 'records', kind: 'p256' }],
  })
  const keys = await token.token.keys()
  const entry = (name: string, certificate: string | null): string =>
    `  ${name}: { uri: "pkcs11:token=${token.label};object=${name}", module: ${token.module}, softhsm: ${token.softhsmConf}, pin: { file: ${token.pinFile} }${certificate ? `, certificate: ${certificate}` : ''} }\n`
  let yaml = `keys:\n${entry('records', null).replace('records:', 'attestation:')}`
  for (const { label, publicKey } of keys) {
    if (label === 'records' || !publicKey) continue
    const { chainPem } = await ca.issue({ publicKey, subject: `O=Chancery Test, CN=${label}` })
    dir.write(`${label}.pem`, chainPem)
    yaml += entry(label, `${label}.pem`)
  }
  dir.write('root.pem', ca.root.certificate.pem)
  dir.write('chancery.yaml', `${yaml}trust: [root.pem]\n`)
}, 60_000)
afterAll(async () => {
  await token.dispose()
  dir[Symbol.dispose]()
})

const run = (...args: string[]): Promise<Ran> => chancery(args, { cwd: dir.path })
const sign = (files: string, key: string, ...more: string[]): Promise<Ran> =>
  run('sign', files, '--format', 'blob', '--key', key, '--no-timestamp', '--json', ...more)

function fill(folder: string): void {
  mkdirSync(dir.at(folder), { recursive: true })
  for (const [name, make] of Object.entries(FILES)) writeFileSync(dir.at(`${folder}/${name}`), make())
}

async function verifyAll(folder: string): Promise<VerifyReport> {
  const ran = await run('verify', `${folder}/*`, '--json')
  expect(ran.code, ran.stderr).toBe(0)
  return ran.json
}

describe('every kind of key', () => {
  it.each(KINDS)('%s signs every format, with digest %s: %s', async (kind, digest, algorithm) => {
    fill(`in-${kind}`)
    const ran = await sign(
      `in-${kind}/*`,
      `key-${kind}`,
      '--out',
      `out-${kind}`,
      ...(digest ? ['--digest', digest] : []),
    )
    expect(ran.code, ran.stderr).toBe(0)
    expect(ran.json.files.map(({ signatureAlgorithm }) => signatureAlgorithm)).toEqual(Array(5).fill(algorithm))
    const { files } = await verifyAll(`out-${kind}`)
    expect(files.map(({ path }) => path)).toEqual(Object.keys(FILES).map((name) => `out-${kind}/${name}`))
    for (const { signatures } of files) {
      expect(signatures).toMatchObject([{ signatureAlgorithm: algorithm, chain: 'trusted', integrity: 'ok' }])
    }
  })

  it.each([
    ['p256', 'sha384'],
    ['p384', 'sha256'],
    ['ed25519', 'sha256'],
  ])('%s does not sign with %s', async (kind, digest) => {
    fill('refused')
    const ran = await sign('refused/app.exe', `key-${kind}`, '--out', 'never', '--digest', digest)
    expect([ran.code, ran.json.failed[0]?.code]).toEqual([2, 'ALGORITHM_UNSUPPORTED'])
  })
})

describe('--append', () => {
  it('keeps the signature that is there, in every format, and both verify', async () => {
    fill('twice')
    expect((await sign('twice/*', 'key-rsa3072', '--in-place')).code).toBe(0)
    const appended = await sign('twice/*', 'key-p256', '--in-place', '--append')
    expect(appended.code, appended.stderr).toBe(0)
    for (const { path, signatures } of (await verifyAll('twice')).files) {
      expect(new Set(signatures.map(({ signer }) => signer?.subject)), path).toEqual(
        new Set(['CN=key-p256,O=Chancery Test', 'CN=key-rsa3072,O=Chancery Test']),
      )
    }
  })

  it('is not the default: another key replaces the signature, but a JAR keeps other signers', async () => {
    fill('replaced')
    expect((await sign('replaced/*', 'key-rsa3072', '--in-place')).code).toBe(0)
    expect((await sign('replaced/*', 'key-p256', '--in-place')).code).toBe(0)
    for (const { format, signatures } of (await verifyAll('replaced')).files) {
      expect(signatures, format ?? '').toHaveLength(format === 'jar' ? 2 : 1)
    }
  })
})

describe("a JAR's signature file", () => {
  const entries = (path: string): string[] =>
    [
      ...dir
        .read(path)
        .reduce((text, byte) => text + String.fromCharCode(byte), '')
        .matchAll(/META-INF\/([A-Z0-9_-]+)\.SF/g),
    ].map(([, name]) => name as string)

  it("is called by the key's name, eight characters of A-Z 0-9 _ -, and a digit where another signer has it", async () => {
    dir.write('names/lib.jar', buildJar())
    const jar = 'names/lib.jar'
    expect((await sign(jar, 'key-p256', '--in-place')).code).toBe(0)
    expect(new Set(entries(jar))).toEqual(new Set(['KEY-P256']))
    // Another key whose name begins with the same eight characters.
    const yaml = new TextDecoder().decode(dir.read('chancery.yaml'))
    dir.write('clash.yaml', yaml.replace('  key-p384:', '  "key-p256 second":'))
    const clash = await sign(jar, 'key-p256 second', '--in-place', '--config', 'clash.yaml')
    expect(clash.code, clash.stderr).toBe(0)
    const names = new Set(entries(jar))
    expect(names.size).toBe(2)
    expect(names).toContain('KEY-P256')
    for (const name of names) expect(name).toMatch(/^KEY-P256$|^KEY-P25[0-9]$/)
    // The same certificate again takes its own place.
    expect((await sign(jar, 'key-p256 second', '--in-place', '--config', 'clash.yaml')).code).toBe(0)
    expect(new Set(entries(jar))).toEqual(names)
    const same = await sign(jar, 'key-p256', '--in-place')
    expect([same.code, new Set(entries(jar))]).toEqual([0, names])
    expect((await run('verify', jar, '--json')).json.files[0]).toMatchObject({ verdict: 'verified' })
  })
})
