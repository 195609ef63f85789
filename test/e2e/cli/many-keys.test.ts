/** Files of one command with keys of their own: of one token, and of two. The token's calls are counted. */
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { buildJar, buildPe, osslsigncode, script } from '@chancery/testkit'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addKey, type Made } from './more-keys.ts'
import { schemaOf } from './schemas.ts'
import { type Ran, type Workbench, workbench } from './workbench.ts'

/** OpenSC's module that stands before another and writes down every call. */
const [SPY] = globSync(['/usr/lib/*/pkcs11-spy.so', '/usr/lib*/pkcs11-spy.so', '/usr/lib/*/pkcs11/pkcs11-spy.so'])

const valid = schemaOf('sign')
let bench: Workbench
beforeAll(async () => {
  bench = await workbench()
  // A second token of the same module.
  const env = { PATH: process.env.PATH, SOFTHSM2_CONF: bench.at('.chancery/softhsm2.conf') }
  const pin = bench.read('.chancery/pin').toString().trim()
  const args = ['--init-token', '--free', '--label', 'second', '--so-pin', pin, '--pin', pin]
  execFileSync('softhsm2-util', args, { env })
  const made: Made = { at: bench.at, chancery: (...args) => bench.run(args) }
  await addKey(made, 'installer')
  await addKey(made, 'scripts', 'second')
  mkdirSync(bench.at('dist/lib'), { recursive: true })
  writeFileSync(bench.at('dist/app.exe'), buildPe())
  writeFileSync(bench.at('dist/setup.exe'), buildPe({ overlay: new Uint8Array(64).fill(7) }))
  writeFileSync(bench.at('dist/lib/app.jar'), buildJar())
  writeFileSync(bench.at('dist/run.sh'), script('bash'))
  return () => bench[Symbol.dispose]()
})
beforeEach(() => rmSync(bench.at('out'), { recursive: true, force: true }))

async function ok(...args: string[]): Promise<Ran> {
  const ran = await bench.run([...args, '--json'])
  expect(ran.code, ran.stderr).toBe(0)
  return ran
}

async function sign(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const ran = await bench.run(['sign', ...args, '--out', 'out', '--json'], { env })
  expect(valid(ran.json), JSON.stringify(valid.errors)).toBe(true)
  return ran
}

const keysOf = (ran: Ran): unknown => Object.fromEntries(ran.json.files.map(({ path, key }) => [path, key]))
const RULES = ['--key-for', 'dist/setup.*=installer', '--key-for', '**/*.sh=scripts']
const EACH = {
  'dist/app.exe': 'release',
  'dist/lib/app.jar': 'release',
  'dist/run.sh': 'scripts',
  'dist/setup.exe': 'installer',
}

describe('sign --key-for', () => {
  it('signs each file with its key, and each verifies as by whom it should be', async (context) => {
    const ran = await sign(['dist/**', '--key', 'release', ...RULES])
    expect(ran.code, ran.stderr).toBe(0)
    expect(keysOf(ran)).toEqual(EACH)
    const trust = bench.read('.chancery/installer-ca.pem').toString() + bench.read('.chancery/ca.pem').toString()
    const native = osslsigncode(context)
    expect(await native.verify(bench.at('out/setup.exe'), { trust })).toMatchObject({ accepted: true, timestamps: 1 })
    // Under the CA of the release key alone the installer's signature is a stranger's.
    const releaseTrust = bench.read('.chancery/ca.pem').toString()
    expect(await native.verify(bench.at('out/setup.exe'), { trust: releaseTrust })).toMatchObject({ accepted: false })
    expect(await native.verify(bench.at('out/app.exe'), { trust: releaseTrust })).toMatchObject({ accepted: true })
    const trusted = ['--require', 'timestamp,attestation']
    for (const [file, subject] of [
      ['out/setup.exe', 'CN=installer'],
      ['out/run.sh', 'CN=scripts'],
      ['out/app.exe', 'CN=Chancery Development Release'],
    ] as const) {
      const verdict = await bench.run(['verify', file, ...trusted, '--signer-subject', subject])
      expect(verdict.code, verdict.stderr).toBe(0)
      const { dsseEnvelope } = JSON.parse(bench.read(`${file}.sigstore.json`).toString())
      const record = JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString())
      expect(record.predicate.certificate.subject).toBe(subject)
    }
    const stranger = await bench.run(['verify', 'out/setup.exe', ...trusted, '--signer-subject', 'CN=scripts'])
    expect(stranger.code).toBe(1)
  })

  it('needs no --key where every file has one, and takes URIs', async () => {
    const uri = 'pkcs11:token=chancery;object=installer'
    const ran = await sign(['dist/run.sh', '--key-for', 'dist/*.sh=scripts'])
    expect([ran.code, keysOf(ran)], ran.stderr).toEqual([0, { 'dist/run.sh': 'scripts' }])
    const certificate = ['keys', 'import-certificate', '--key', 'installer', '--certificate', '.chancery/installer.pem']
    await ok(...certificate)
    const module = /module: "?([^"\n]+)/.exec(bench.read('chancery.yaml').toString())?.[1] as string
    const env = {
      CHANCERY_PIN: bench.read('.chancery/pin').toString().trim(),
      SOFTHSM2_CONF: bench.at('.chancery/softhsm2.conf'),
    }
    const byUri = await sign(['dist/app.exe', '--key-for', `dist/*.exe=${uri}`, '--module', module], env)
    expect([byUri.code, keysOf(byUri)], byUri.stderr).toEqual([0, { 'dist/app.exe': 'installer' }])
  })

  it('logs in once to each token, however many keys and files', async (context) => {
    if (SPY === undefined && !process.env.CI) context.skip('pkcs11-spy.so is in the package opensc-pkcs11')
    const yaml = bench.read('chancery.yaml').toString()
    const module = /module: "?([^"\n]+)/.exec(yaml)?.[1] as string
    writeFileSync(bench.at('spied.yaml'), yaml.replaceAll(/module: .*/g, `module: ${SPY}`))
    const log = bench.at('spy.log')
    const env = { PKCS11SPY: module, PKCS11SPY_OUTPUT: log }
    const ran = await sign(['dist/**', '--key', 'release', ...RULES, '--config', 'spied.yaml'], env)
    expect(ran.code, ran.stderr).toBe(0)
    const calls = (name: string): number =>
      readFileSync(log, 'latin1').match(new RegExp(`^\\d+: ${name}$`, 'gm'))?.length ?? 0
    expect(calls('C_Login')).toBe(2)
    // The file's, its timestamp's (our own responder) and its record's.
    expect(calls('C_Sign')).toBe(4 * 3)
  })

  it('keeps by --if-signed what each key has signed, and signs anew what got another key', async () => {
    const args = ['dist/**', '--key', 'release', '--if-signed', 'keep']
    await sign([...args, ...RULES])
    const again = await sign([...args, ...RULES])
    expect(again.json.files.map(({ action }) => action)).toEqual(Array(4).fill('kept'))
    expect(keysOf(again)).toEqual(EACH)
    const changed = await sign([...args, '--key-for', '**/*.sh=scripts'])
    expect(changed.json.files.map(({ path, action }) => [path, action])).toEqual([
      ['dist/app.exe', 'kept'],
      ['dist/lib/app.jar', 'kept'],
      ['dist/run.sh', 'kept'],
      ['dist/setup.exe', 'signed'],
    ])
  })

  it('in a dry run says which key each file would have, and writes nothing', async () => {
    const ran = await sign(['dist/**', '--key', 'release', ...RULES, '--dry-run'])
    expect([ran.code, keysOf(ran)], ran.stderr).toEqual([0, EACH])
    expect(existsSync(bench.at('out'))).toBe(false)
  })

  it.each([
    ['a pattern that means nothing', ['--key', 'release', '--key-for', '*.mis=installer'], 'KEY_RULE_UNUSED'],
    [
      'a pattern in the shadow of another',
      ['--key-for', '**=release', '--key-for', '**/*.sh=scripts'],
      'KEY_RULE_UNUSED',
    ],
    ['files without a key', ['--key-for', '**/*.sh=scripts'], 'KEY_NOT_GIVEN'],
    ['a key that is none', ['--key', 'release', '--key-for', '**/*.sh=script'], 'KEY_UNKNOWN'],
    [
      'a key whose certificate is for something else',
      ['--key', 'release', '--key-for', '**/*.sh=tsa'],
      'SIGNER_CERTIFICATE_PURPOSE',
    ],
    ['the key of records', ['--key', 'release', '--key-for', '**/*.sh=attestation'], 'CERTIFICATE_MISSING'],
    ['no equals sign', ['--key', 'release', '--key-for', '**/*.sh'], 'OPTION_INVALID'],
  ])('refuses %s before the first file is signed', async (_, args, code) => {
    const ran = await sign(['dist/**', ...args])
    expect([ran.code, ran.json.failed.map((failure) => failure.code)], ran.stderr).toEqual([2, [code]])
    expect(existsSync(bench.at('out'))).toBe(false)
  })
})
