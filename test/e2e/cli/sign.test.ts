import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { VerifyReport } from '@chancery/engine'
import { buildJar, buildPe, CHECKOUT, createCa, osslsigncode, powerShellScript, script } from '@chancery/testkit'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { type Workbench, workbench } from './workbench.ts'

const schema = (name: string): object =>
  JSON.parse(readFileSync(join(CHECKOUT, 'docs/schema', `${name}.v1.json`), 'utf8'))
const ajv = new Ajv2020({ allErrors: true })
const validSign = ajv.compile(schema('sign'))

/** One of each kind, below dist/. */
function fill(bench: Workbench): void {
  mkdirSync(bench.at('dist/sub'), { recursive: true })
  writeFileSync(bench.at('dist/app.exe'), buildPe())
  writeFileSync(bench.at('dist/lib.jar'), buildJar())
  writeFileSync(bench.at('dist/module.psm1'), powerShellScript())
  writeFileSync(bench.at('dist/sub/run.sh'), script('bash'))
  writeFileSync(bench.at('dist/data.bin'), Buffer.from([0, 1, 2, 3, 254, 255]))
  writeFileSync(bench.at('dist/.hidden'), 'hidden')
}

describe('sign', () => {
  it('signs every kind with one command, and says so as its schema does', async (context) => {
    using bench = await workbench()
    fill(bench)
    const run = await bench.run([
      'sign',
      'dist/**',
      '--format',
      'blob',
      '--key',
      'release',
      '--out',
      'signed',
      '--json',
    ])
    expect(run.code, run.stderr).toBe(0)
    expect(validSign(run.json), JSON.stringify(validSign.errors)).toBe(true)
    expect(run.json.files.map(({ path, out, format, signature }) => [path, out, format, signature])).toEqual([
      ['dist/app.exe', 'signed/app.exe', 'authenticode-pe', null],
      ['dist/data.bin', 'signed/data.bin', 'blob', 'signed/data.bin.p7s'],
      ['dist/lib.jar', 'signed/lib.jar', 'jar', null],
      ['dist/module.psm1', 'signed/module.psm1', 'powershell', null],
      ['dist/sub/run.sh', 'signed/sub/run.sh', 'script', null],
    ])
    expect(run.json.files.every(({ timestamp }) => timestamp !== null)).toBe(true)
    expect(bench.read('signed/data.bin')).toEqual(bench.read('dist/data.bin'))
    expect(bench.list('signed')).not.toContain('.hidden')
    const verified = await bench.run(['verify', 'signed/**', '--require', 'timestamp,attestation', '--json'])
    expect(verified.code, verified.stderr).toBe(0)
    expect((verified.json as VerifyReport).files.map(({ record }) => record)).toEqual(Array(5).fill('verified'))
    const trust = bench.read('.chancery/ca.pem').toString()
    const oracle = await osslsigncode(context).verify(bench.at('signed/app.exe'), { trust })
    expect(oracle.accepted, oracle.text).toBe(true)
  })

  it('leaves a script that runs as before, and the mode of the file', async () => {
    using bench = await workbench()
    writeFileSync(bench.at('run.sh'), '#!/bin/sh\necho signed and running\n')
    chmodSync(bench.at('run.sh'), 0o751)
    expect((await bench.run(['sign', 'run.sh', '--key', 'release', '--in-place'])).code).toBe(0)
    expect(statSync(bench.at('run.sh')).mode & 0o777).toBe(0o751)
    const { execFileSync } = await import('node:child_process')
    expect(execFileSync(bench.at('run.sh')).toString()).toBe('signed and running\n')
  })

  it('gives in place only the side files of a detached format', async () => {
    using bench = await workbench()
    writeFileSync(bench.at('data.bin'), Buffer.from([0, 1, 2]))
    const before = statSync(bench.at('data.bin'))
    expect((await bench.run(['sign', 'data.bin', '--format', 'blob', '--key', 'release', '--in-place'])).code).toBe(0)
    expect(statSync(bench.at('data.bin')).mtimeMs).toBe(before.mtimeMs)
    expect(existsSync(bench.at('data.bin.p7s')) && existsSync(bench.at('data.bin.sigstore.json'))).toBe(true)
    expect((await bench.run(['verify', 'data.bin', '--require', 'attestation'])).code).toBe(0)
  })

  it('replaces a signature, or keeps it and adds another', async () => {
    using bench = await workbench()
    writeFileSync(bench.at('app.exe'), buildPe())
    const signatures = async (): Promise<boolean[]> => {
      const { json } = await bench.run(['inspect', 'app.exe', '--json'])
      return json.files[0]?.signatures.map(({ nested }) => nested) ?? []
    }
    const sign = (...more: string[]): ReturnType<Workbench['run']> =>
      bench.run(['sign', 'app.exe', '--key', 'release', '--in-place', ...more])
    expect([(await sign()).code, (await sign()).code]).toEqual([0, 0])
    expect(await signatures()).toEqual([false])
    expect((await sign('--append')).code).toBe(0)
    expect(await signatures()).toEqual([false, true])
    expect((await bench.run(['verify', 'app.exe', '--require', 'timestamp,attestation'])).code).toBe(0)
  })

  it('checks everything in a dry run, and writes nothing', async () => {
    using bench = await workbench()
    fill(bench)
    const before = bench.list()
    const run = await bench.run([
      'sign',
      'dist/*',
      '--format',
      'blob',
      '--key',
      'release',
      '--out',
      'signed',
      '--dry-run',
      '--json',
    ])
    expect(run.code, run.stderr).toBe(0)
    expect(validSign(run.json), JSON.stringify(validSign.errors)).toBe(true)
    expect(run.json.files.map(({ digest, timestamp, bundle }) => [digest.after, timestamp, bundle])).toEqual(
      Array(4).fill([null, null, null]),
    )
    expect(bench.list()).toEqual(before)
  })

  it('signs without timestamp and record only when it is told to', async () => {
    using bench = await workbench()
    writeFileSync(bench.at('app.exe'), buildPe())
    const run = await bench.run([
      'sign',
      'app.exe',
      '--key',
      'release',
      '--out',
      'o',
      '--no-timestamp',
      '--no-attest',
      '--json',
    ])
    expect(run.code).toBe(0)
    expect(run.json.files[0]).toMatchObject({ timestamp: null, bundle: null })
    expect(bench.list('o')).toEqual(['app.exe'])
    const verified = await bench.run(['verify', 'o/app.exe', '--require', 'timestamp', '--json'])
    expect(verified.code).toBe(1)
    expect(verified.json.files[0]).toMatchObject({ code: 'REQUIREMENT_NOT_MET', record: null })
  })

  it('takes a URI, module, PIN and certificate without any configuration', async () => {
    using bench = await workbench()
    writeFileSync(bench.at('app.exe'), buildPe())
    const module = /module: "?([^"\n]+)/.exec(bench.read('chancery.yaml').toString())?.[1] as string
    const pin = bench.read('.chancery/pin').toString().trim()
    const empty = bench.at('empty')
    mkdirSync(empty)
    writeFileSync(join(empty, 'chancery.yaml'), '')
    const args = ['sign', '../app.exe', '--key', 'pkcs11:token=chancery;object=release', '--module', module]
    const more = ['--certificate', '../.chancery/release.pem', '--out', 'o', '--no-timestamp', '--no-attest', '--json']
    const env = { SOFTHSM2_CONF: bench.at('.chancery/softhsm2.conf') }
    const without = await bench.run([...args, ...more], { cwd: empty, env })
    expect([without.code, without.json.failed[0]?.code]).toEqual([2, 'PIN_MISSING'])
    const wrong = await bench.run([...args, ...more], { cwd: empty, env: { ...env, CHANCERY_PIN: '000000' } })
    expect([wrong.code, wrong.json.failed[0]?.code]).toEqual([3, 'PIN_INCORRECT'])
    const run = await bench.run([...args, ...more], { cwd: empty, env: { ...env, CHANCERY_PIN: pin } })
    expect(run.code, run.stderr).toBe(0)
    expect(run.json.files[0]?.key).toBe('release')
    for (const { stdout, stderr } of [without, wrong, run]) expect(stdout + stderr).not.toContain(pin)
  })

  it('passes over globs without a match where it is told to, and says which', async () => {
    using bench = await workbench()
    writeFileSync(bench.at('app.exe'), buildPe())
    const warn = ['--key', 'release', '--out', 'o', '--if-no-files', 'warn', '--json']
    const some = await bench.run(['sign', '*.msi', '*.exe', ...warn])
    expect([some.code, some.json.files.map(({ path }) => path)]).toEqual([0, ['app.exe']])
    expect(some.stderr).toMatch(/^warning: NOTHING_MATCHED: "\*\.msi"/m)
    const none = await bench.run(['sign', '*.msi', ...warn])
    expect([none.code, none.json]).toEqual([0, { version: 1, files: [], failed: [] }])
    // A file that is named is not a pattern.
    expect((await bench.run(['sign', 'none.exe', ...warn])).json.failed[0]).toMatchObject({ code: 'FILE_NOT_FOUND' })
  })
})

describe('sign refuses', () => {
  const cases: readonly (readonly [what: string, args: readonly string[], exit: number, code: string])[] = [
    ['no output', ['app.exe', '--key', 'release'], 2, 'OUTPUT_NOT_GIVEN'],
    ['two outputs', ['app.exe', '--key', 'release', '--out', 'o', '--in-place'], 2, 'OPTIONS_CONFLICT'],
    ['an unknown key', ['app.exe', '--key', 'relaese', '--out', 'o'], 2, 'KEY_UNKNOWN'],
    ['no key', ['app.exe', '--out', 'o'], 2, 'KEY_NOT_GIVEN'],
    ['an unknown flag', ['app.exe', '--kye', 'release', '--out', 'o'], 2, 'USAGE'],
    ['a flag twice', ['app.exe', '--key', 'release', '--key', 'tsa', '--out', 'o'], 2, 'USAGE'],
    ['an unknown format', ['app.exe', '--key', 'release', '--out', 'o', '--format', 'msi'], 2, 'OPTION_INVALID'],
    [
      'a concurrency of nought',
      ['app.exe', '--key', 'release', '--out', 'o', '--concurrency', '0'],
      2,
      'OPTION_INVALID',
    ],
    ['a glob that matches nothing', ['*.msi', '--key', 'release', '--out', 'o'], 2, 'NOTHING_MATCHED'],
    ['a directory', ['dist', '--key', 'release', '--out', 'o'], 2, 'PATH_IS_DIRECTORY'],
    ['two files with one output', ['app.exe', 'dist/app.exe', '--key', 'release', '--out', 'o'], 2, 'OUTPUT_COLLISION'],
    ['a certificate for timestamps', ['app.exe', '--key', 'tsa', '--out', 'o'], 2, 'SIGNER_CERTIFICATE_PURPOSE'],
    ['a key without certificate', ['app.exe', '--key', 'attestation', '--out', 'o'], 2, 'CERTIFICATE_MISSING'],
    [
      "another key's certificate",
      ['app.exe', '--key', 'release', '--certificate', '.chancery/tsa.pem', '--out', 'o'],
      2,
      'CERTIFICATE_MISMATCH',
    ],
    [
      'a module that is not there',
      ['app.exe', '--key', 'release', '--module', '/no/module.so', '--out', 'o'],
      3,
      'MODULE_MISSING',
    ],
    [
      'a token that is not there',
      ['app.exe', '--key', 'pkcs11:token=none;object=release', '--out', 'o'],
      3,
      'TOKEN_NOT_FOUND',
    ],
    [
      'a digest that the key does not sign',
      ['app.exe', '--key', 'tsa', '--digest', 'sha512', '--out', 'o'],
      2,
      'ALGORITHM_UNSUPPORTED',
    ],
    [
      'dead timestamp authorities',
      ['app.exe', '--key', 'release', '--timestamp', 'http://127.0.0.1:9', '--out', 'o'],
      3,
      'TIMESTAMP_FAILED',
    ],
    ['a file of no known kind', ['plain.txt', '--key', 'release', '--out', 'o'], 2, 'FORMAT_NOT_RECOGNISED'],
    [
      'another format than the content',
      ['app.exe', '--format', 'jar', '--key', 'release', '--out', 'o'],
      2,
      'FORMAT_MISMATCH',
    ],
    ['an empty file', ['empty.exe', '--key', 'release', '--out', 'o'], 1, 'EMPTY_FILE'],
    ['a file cut short', ['short.exe', '--key', 'release', '--out', 'o'], 1, 'PE_SECTION_TRUNCATED'],
    ['a file that does not exist', ['none.exe', '--key', 'release', '--out', 'o'], 2, 'FILE_NOT_FOUND'],
  ]

  it.each(cases)('%s', async (_, args, exit, code) => {
    using bench = await workbench()
    fill(bench)
    const pe = buildPe()
    writeFileSync(bench.at('app.exe'), pe)
    writeFileSync(bench.at('short.exe'), pe.subarray(0, pe.length - 1))
    writeFileSync(bench.at('empty.exe'), '')
    writeFileSync(bench.at('plain.txt'), 'plain text\n')
    const pkcs11 = args.includes('pkcs11:token=none;object=release')
    const module = /module: "?([^"\n]+)/.exec(bench.read('chancery.yaml').toString())?.[1] as string
    const env = pkcs11 ? { CHANCERY_MODULE: module, CHANCERY_PIN: '1234' } : {}
    const before = bench.list()
    const run = await bench.run(['sign', ...args, '--json'], {
      env: { ...env, SOFTHSM2_CONF: bench.at('.chancery/softhsm2.conf') },
    })
    expect([run.code, run.json.failed[0]?.code], run.stderr).toEqual([exit, code])
    expect(validSign(run.json), JSON.stringify(validSign.errors)).toBe(true)
    expect(run.json.failed[0]?.howToFix).not.toBe('')
    expect(bench.list()).toEqual(before)
  })

  it('only the bad ones among several, and exits as the first of them', async () => {
    using bench = await workbench()
    fill(bench)
    writeFileSync(bench.at('dist/bad.exe'), buildPe().subarray(0, 700))
    writeFileSync(bench.at('dist/plain.txt'), 'plain\n')
    const args = ['dist/app.exe', 'none.exe', 'dist/bad.exe', 'dist/plain.txt', 'dist/lib.jar']
    const run = await bench.run(['sign', ...args, '--key', 'release', '--out', 'o', '--json'])
    expect(run.code).toBe(2)
    expect(run.json.files.map(({ path }) => path)).toEqual(['dist/app.exe', 'dist/lib.jar'])
    expect(run.json.failed.map(({ path }) => path)).toEqual(['none.exe', 'dist/bad.exe', 'dist/plain.txt'])
    const other = await bench.run([
      'sign',
      'dist/bad.exe',
      'dist/plain.txt',
      '--key',
      'release',
      '--out',
      'o',
      '--json',
    ])
    expect(other.code).toBe(1)
  })

  it('an expired certificate', async () => {
    using bench = await workbench()
    writeFileSync(bench.at('app.exe'), buildPe())
    const ca = await createCa()
    const { X509Certificate } = await import('node:crypto')
    const spki = new X509Certificate(bench.read('.chancery/release.pem')).publicKey.export({
      format: 'der',
      type: 'spki',
    })
    const { chainPem } = await ca.issue({ publicKey: new Uint8Array(spki), purpose: 'code-signing', fault: 'expired' })
    writeFileSync(bench.at('expired.pem'), chainPem)
    const run = await bench.run([
      'sign',
      'app.exe',
      '--key',
      'release',
      '--certificate',
      'expired.pem',
      '--out',
      'o',
      '--json',
    ])
    expect([run.code, run.json.failed[0]?.code]).toEqual([2, 'SIGNER_CERTIFICATE_EXPIRED'])
  })

  it('a symbolic link of a glob that leads out of it', async () => {
    using bench = await workbench()
    fill(bench)
    writeFileSync(bench.at('outside.exe'), buildPe())
    symlinkSync(bench.at('outside.exe'), bench.at('dist/link.exe'))
    const run = await bench.run(['sign', 'dist/*.exe', '--key', 'release', '--in-place', '--json'])
    expect([run.code, run.json.failed[0]?.code]).toEqual([2, 'SYMLINK_ESCAPES'])
  })

  it('a configuration with problems, all at once, and names the nearest member', async () => {
    using bench = await workbench()
    writeFileSync(bench.at('app.exe'), buildPe())
    writeFileSync(
      bench.at('bad.yaml'),
      'kyes: {}\ntimestamp: { url: [] }\nkeys: { release: { uri: "http://x", pin: { value: "1" } } }\n',
    )
    const run = await bench.run(['sign', 'app.exe', '--config', 'bad.yaml', '--key', 'release', '--out', 'o', '--json'])
    expect([run.code, run.json.failed[0]?.code]).toEqual([2, 'CONFIG_INVALID'])
    for (const word of [
      'kyes',
      '"keys"',
      'timestamp.url',
      '"urls"',
      'no pkcs11: URI',
      'release.pin: a member is unknown',
    ]) {
      expect(run.json.failed[0]?.message).toContain(word)
    }
  })

  it('to sign without a timestamp authority or an attestation key, unless it is told to', async () => {
    using bench = await workbench()
    writeFileSync(bench.at('app.exe'), buildPe())
    const yaml = bench.read('chancery.yaml').toString()
    writeFileSync(bench.at('no-tsa.yaml'), yaml.replace(/^timestamp:.*$/m, 'timestamp: []'))
    writeFileSync(bench.at('no-key.yaml'), yaml.replace(/^ {2}attestation:/m, '  other:'))
    const sign = (config: string): ReturnType<Workbench['run']> =>
      bench.run(['sign', 'app.exe', '--config', config, '--key', 'release', '--out', 'o', '--json'])
    const [tsa, key] = [await sign('no-tsa.yaml'), await sign('no-key.yaml')]
    expect([tsa.code, tsa.json.failed[0]?.code]).toEqual([2, 'TIMESTAMP_NOT_CONFIGURED'])
    expect([key.code, key.json.failed[0]?.code]).toEqual([2, 'ATTESTATION_KEY_MISSING'])
  })
})
