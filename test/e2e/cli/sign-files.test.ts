import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { buildPe, buildZip } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { schemaOf } from './schemas.ts'
import { type Ran, type Workbench, workbench } from './workbench.ts'

const valid = schemaOf('sign')

let bench: Workbench
beforeAll(async () => {
  bench = await workbench()
  return () => bench[Symbol.dispose]()
})

async function sign(...args: string[]): Promise<Ran> {
  const ran = await bench.run(['sign', '--key', 'release', '--json', ...args])
  expect(valid(ran.json), JSON.stringify(valid.errors)).toBe(true)
  return ran
}

/** A folder of the case's own with files in it. */
function fill(folder: string, files: Readonly<Record<string, Uint8Array | string>>): void {
  mkdirSync(bench.at(folder), { recursive: true })
  for (const [name, content] of Object.entries(files)) writeFileSync(bench.at(`${folder}/${name}`), content)
}

/** Mounting needs root; elsewhere these cases have no disk of their own to fill. */
const canMount = process.getuid?.() === 0 && process.platform === 'linux'

function mounted(path: string, options: string): Disposable | null {
  mkdirSync(path, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'pipe' })
  } catch {
    return null
  }
  return { [Symbol.dispose]: () => void execFileSync('umount', ['-l', path]) }
}

describe('where files lie', () => {
  it('in place through a symbolic link, the file behind it is signed and the link stays', async () => {
    fill('links', { 'real.exe': buildPe() })
    symlinkSync('real.exe', bench.at('links/link.exe'))
    const ran = await sign('links/link.exe', '--in-place')
    expect(ran.code, ran.stderr).toBe(0)
    expect(readlinkSync(bench.at('links/link.exe'))).toBe('real.exe')
    expect((await bench.run(['verify', 'links/real.exe'])).code).toBe(0)
    expect((await bench.run(['verify', 'links/link.exe', '--require', 'attestation'])).code).toBe(0)
  })

  it('into a folder, a link that leads to the input is replaced and the input left alone', async () => {
    fill('target', { 'app.exe': buildPe() })
    mkdirSync(bench.at('target/out'))
    symlinkSync('../app.exe', bench.at('target/out/app.exe'))
    expect((await sign('target/app.exe', '--out', 'target/out')).code).toBe(0)
    expect(lstatSync(bench.at('target/out/app.exe')).isFile()).toBe(true)
    expect(bench.read('target/app.exe')).toEqual(Buffer.from(buildPe()))
  })

  it('a folder cannot be the output that is a file', async () => {
    fill('blocked', { 'app.exe': buildPe(), out: 'a file' })
    const ran = await sign('blocked/app.exe', '--out', 'blocked/out')
    expect([ran.code, ran.json.failed[0]?.code]).toEqual([2, 'NOT_A_DIRECTORY'])
    expect(bench.list('blocked')).toEqual(['app.exe', 'out'])
  })

  it.skipIf(!canMount)('a read-only folder takes no signature', async ({ skip }) => {
    fill('readonly', {})
    using disk = mounted(bench.at('readonly'), 'size=1m')
    if (!disk) return skip('no file system can be mounted here')
    fill('readonly', { 'app.exe': buildPe() })
    execFileSync('mount', ['-o', 'remount,ro', bench.at('readonly')])
    for (const where of [['--in-place'], ['--out', 'readonly/out']]) {
      const ran = await sign('readonly/app.exe', ...where)
      expect([ran.code, ran.json.failed[0]?.code], ran.stderr).toEqual([3, 'PERMISSION_DENIED'])
    }
    expect(bench.list('readonly')).toEqual(['app.exe'])
  })

  it.skipIf(!canMount)('a full disk takes none either, and nothing stays on it', async ({ skip }) => {
    using disk = mounted(bench.at('full'), 'size=256k')
    if (!disk) return skip('no file system can be mounted here')
    fill('full', { 'app.exe': buildPe() })
    fill('', { 'large.exe': buildPe({ overlay: new Uint8Array(512 * 1024) }) })
    const beside = await sign('large.exe', 'full/app.exe', '--out', 'full/out', '--concurrency', '1')
    expect([beside.code, beside.json.failed.map(({ code }) => code)], beside.stderr).toEqual([3, ['DISK_FULL']])
    expect(beside.json.files).toHaveLength(1)
    expect(bench.list('full/out')).toEqual(['app.exe', 'app.exe.sigstore.json'])

    const left = Number(
      execFileSync('df', ['--output=avail', '-B1', bench.at('full')])
        .toString()
        .split('\n')[1],
    )
    writeFileSync(bench.at('full/ballast'), new Uint8Array(left))
    const before = bench.read('full/app.exe')
    const inPlace = await sign('full/app.exe', '--in-place')
    expect([inPlace.code, inPlace.json.failed[0]?.code], inPlace.stderr).toEqual([3, 'DISK_FULL'])
    expect(bench.read('full/app.exe')).toEqual(before)
    expect(bench.list('full')).toEqual(['app.exe', 'ballast', 'out', 'out/app.exe', 'out/app.exe.sigstore.json'])
  })

  it('one place for two files signs neither', async () => {
    fill('clash/a', { 'app.exe': buildPe() })
    fill('clash/b', { 'app.exe': buildPe() })
    const ran = await sign('clash/a/app.exe', 'clash/b/app.exe', '--out', 'clash/out')
    expect([ran.code, ran.json.failed[0]?.code, ran.json.failed[0]?.path]).toEqual([2, 'OUTPUT_COLLISION', null])
    const apart = await sign('clash/*/app.exe', '--out', 'clash/out')
    expect(apart.json.files.map(({ out }) => out)).toEqual(['clash/out/a/app.exe', 'clash/out/b/app.exe'])
  })

  it('the mode of a file goes with it', async () => {
    fill('mode', { 'run.sh': '#!/bin/sh\n' })
    chmodSync(bench.at('mode/run.sh'), 0o750)
    expect((await sign('mode/run.sh', '--out', 'mode/out')).code).toBe(0)
    expect(statSync(bench.at('mode/out/run.sh')).mode & 0o777).toBe(0o750)
  })
})

describe('globs', () => {
  it('pass over dot files and what lies beside signed files, and leave out what is excluded', async () => {
    fill('glob/sub', { 'b.sh': '#!/bin/sh\n', 'c.map': '{}' })
    fill('glob', { 'a.sh': '#!/bin/sh\n', '.hidden.sh': '#!/bin/sh\n' })
    const args = ['glob/**', '!**/*.map', '--in-place']
    for (const run of ['first', 'again']) {
      const ran = await sign(...args)
      expect([ran.code, ran.json.files.map(({ path }) => path)], run).toEqual([0, ['glob/a.sh', 'glob/sub/b.sh']])
    }
    const either = await sign('glob/{a,sub/b}.sh', '--out', 'glob/out', '--dry-run')
    expect(either.json.files.map(({ out }) => out)).toEqual(['glob/out/a.sh', 'glob/out/sub/b.sh'])
  })
})

describe('what a file is', () => {
  it('an APK, and a ZIP that is no JAR, are not signed as one', async () => {
    // Compiled XML, as only an APK has it at its root.
    const compiled = Uint8Array.of(0x03, 0x00, 0x08, 0x00, 8, 0, 0, 0)
    fill('zip', {
      'app.apk': buildZip([
        { name: 'AndroidManifest.xml', data: compiled },
        { name: 'classes.dex', data: 'dex' },
      ]),
      'files.zip': buildZip([{ name: 'a', data: 'x' }]),
    })
    const apk = await sign('zip/app.apk', '--out', 'zip/out')
    expect([apk.code, apk.json.failed[0]?.code], apk.stderr).toEqual([2, 'UNSUPPORTED_FORMAT'])
    const zip = await sign('zip/files.zip', '--out', 'zip/out')
    expect([zip.code, zip.json.failed[0]?.code], zip.stderr).toEqual([2, 'FORMAT_NOT_RECOGNISED'])
    const blob = await sign('zip/files.zip', '--format', 'blob', '--out', 'zip/out')
    expect([blob.code, blob.json.files[0]?.format]).toEqual([0, 'blob'])
  })

  it('a script without a final newline gets one before its block', async () => {
    fill('newline', { 'run.sh': '#!/bin/sh\necho hi' })
    expect((await sign('newline/run.sh', '--in-place')).code).toBe(0)
    expect(bench.read('newline/run.sh').toString()).toMatch(/^#!\/bin\/sh\necho hi\n#/)
    expect(execFileSync('sh', [bench.at('newline/run.sh')]).toString()).toBe('hi\n')
    expect((await bench.run(['verify', 'newline/run.sh'])).code).toBe(0)
  })

  it('bytes behind its end, as a signing in place that lost its power leaves them, are cleaned up by the next', async () => {
    fill('cut', { 'app.exe': buildPe() })
    expect((await sign('cut/app.exe', '--out', 'cut/out')).code).toBe(0)
    const signed = bench.read('cut/out/app.exe')
    truncateSync(bench.at('cut/out/app.exe'), signed.length - 1)
    const short = await sign('cut/out/app.exe', '--in-place')
    expect(short.code, short.stderr).toBe(1)
  })
})

describe('timestamps', () => {
  it('that nobody gives end the signing, with the reason of every authority', async () => {
    fill('tsa', { 'app.exe': buildPe() })
    const urls = ['http://127.0.0.1:9/first', 'http://127.0.0.1:9/second']
    const before = bench.list('tsa')
    const ran = await sign('tsa/app.exe', '--in-place', ...urls.flatMap((url) => ['--timestamp', url]))
    expect([ran.code, ran.json.failed[0]?.code]).toEqual([3, 'TIMESTAMP_FAILED'])
    for (const url of urls) expect(ran.json.failed[0]?.message).toContain(url)
    expect(bench.list('tsa')).toEqual(before)
    const env = { CHANCERY_TIMESTAMP_URLS: urls.join(',') }
    const fromEnvironment = await bench.run(['sign', 'tsa/app.exe', '--key', 'release', '--in-place', '--json'], {
      env,
    })
    expect([fromEnvironment.code, fromEnvironment.json.failed[0]?.code]).toEqual([3, 'TIMESTAMP_FAILED'])
  })
})

describe('keys and the environment', () => {
  it('CHANCERY_KEY, CHANCERY_CONFIG and CHANCERY_CERTIFICATE stand for their flags, which go before them', async () => {
    fill('env', { 'app.exe': buildPe() })
    const run = (args: string[], env: Record<string, string>): Promise<Ran> =>
      bench.run(['sign', '../env/app.exe', '--out', 'out', '--json', ...args], { cwd: bench.at('env'), env })
    const found = await run([], { CHANCERY_KEY: 'release' })
    expect([found.code, found.json.files[0]?.key], found.stderr).toEqual([0, 'release'])
    const flag = await run(['--key', 'release'], { CHANCERY_KEY: 'nonsense' })
    expect(flag.code, flag.stderr).toBe(0)
    const config = await run([], { CHANCERY_KEY: 'release', CHANCERY_CONFIG: '../missing.yaml' })
    expect([config.code, config.json.failed[0]?.code]).toEqual([2, 'CONFIG_NOT_FOUND'])
    const certificate = { CHANCERY_KEY: 'release', CHANCERY_CERTIFICATE: '../.chancery/tsa.pem' }
    expect((await run([], certificate)).json.failed[0]?.code).toBe('CERTIFICATE_MISMATCH')
    expect((await run(['--certificate', '../.chancery/release.pem'], certificate)).code).toBe(0)
    const service = await run([], { CHANCERY_KEY: 'release', CHANCERY_SERVICE_URL: 'https://sign.example.com' })
    expect([service.code, service.json.failed[0]?.code]).toEqual([2, 'CONFIG_INVALID'])
  })

  it('a record is not signed by the key that signs the file', async () => {
    fill('shared', { 'app.exe': buildPe() })
    const yaml = bench.read('chancery.yaml').toString()
    writeFileSync(bench.at('shared.yaml'), yaml.replace('object=attestation', 'object=release'))
    const ran = await sign('shared/app.exe', '--config', 'shared.yaml', '--out', 'shared/out')
    expect([ran.code, ran.json.failed[0]?.code]).toEqual([2, 'ATTESTATION_KEY_SHARED'])
    expect((await sign('shared/app.exe', '--config', 'shared.yaml', '--out', 'shared/out', '--no-attest')).code).toBe(0)
  })
})
