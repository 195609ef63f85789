import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { buildPe, script } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { codes, MANIFEST, RELEASED, release, releaseBench, state } from './release-bench.ts'
import { schemaOf } from './schemas.ts'
import type { Workbench } from './workbench.ts'

const valid = schemaOf('release')
const validRecord = schemaOf('release-record')

interface Statement {
  readonly predicateType: string
  readonly subject: { name: string; digest: { sha256: string } }[]
  readonly predicate: { purl: string; chancery_release: Record<string, unknown> & { files: { path: string }[] } }
}

let bench: Workbench
beforeAll(async () => {
  bench = await releaseBench()
  return () => bench[Symbol.dispose]()
})

function statement(path: string): Statement {
  const bundle = JSON.parse(bench.read(path).toString())
  return JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString())
}

describe('release', () => {
  it('in a dry run shows the plan, and writes nothing', async () => {
    const before = bench.list()
    const ran = await release(bench, '--dry-run')
    expect(ran.code, ran.stderr).toBe(0)
    expect(valid(ran.json), JSON.stringify(valid.errors)).toBe(true)
    expect(bench.list()).toEqual(before)
    expect(ran.json).toMatchObject({ checksums: null, record: null, diff: null, failed: [] })
    expect(ran.json.files.map(({ action, digest }) => [action, digest.after === null])).toEqual([
      ...Array(5).fill(['signed', true]),
      ...Array(2).fill(['verified', false]),
    ])
  })

  it('signs what is ours, takes over what others signed, and says so as its schema does', async () => {
    const ran = await release(bench)
    expect(ran.code, ran.stderr).toBe(0)
    expect(valid(ran.json), JSON.stringify(valid.errors)).toBe(true)
    expect(ran.json).toMatchObject({
      release: { name: 'acme-tools', version: '1.4.0' },
      checksums: { path: 'release/SHA256SUMS', signature: 'release/SHA256SUMS.p7s' },
      record: 'release/SHA256SUMS.release.sigstore.json',
      diff: null,
      failed: [],
    })
    expect(ran.json.files.map(({ out, action, key, format, sbom }) => [out, action, key, format, sbom])).toEqual([
      ['release/app.exe', 'signed', 'release', 'authenticode-pe', null],
      ['release/data.bin', 'signed', 'release', 'blob', 'release/data.bin.sbom.sigstore.json'],
      ['release/lib.jar', 'signed', 'release', 'jar', 'release/lib.jar.sbom.sigstore.json'],
      ['release/module.psm1', 'signed', 'release', 'powershell', null],
      ['release/scripts/run.sh', 'signed', 'release', 'script', null],
      ['release/vendor/codec.exe', 'verified', null, 'authenticode-pe', null],
      ['release/vendor/data.bin', 'verified', null, 'blob', null],
    ])
    expect(bench.list('release').filter((name) => !name.includes('.') || name.includes('.release.'))).toEqual([
      'SHA256SUMS',
      'SHA256SUMS.release.sigstore.json',
      'scripts',
      'vendor',
    ])
    for (const name of ['codec.exe', 'data.bin', 'data.bin.p7s']) {
      expect(bench.read(`release/vendor/${name}`)).toEqual(bench.read(`dist/vendor/${name}`))
    }
  })

  it('binds everything in a record that its schema describes', () => {
    const { subject, predicate, predicateType } = statement('release/SHA256SUMS.release.sigstore.json')
    expect(predicateType).toBe('https://in-toto.io/attestation/release/v0.1')
    expect(validRecord(predicate), JSON.stringify(validRecord.errors)).toBe(true)
    expect(predicate.purl).toBe('pkg:github/acme/tools@1.4.0')
    const image = `ghcr.io/acme/tools@sha256:${'ab'.repeat(32)}`
    expect(subject.map(({ name }) => name)).toEqual(['SHA256SUMS', ...RELEASED, image])
    expect(predicate.chancery_release.files.map(({ path }) => path)).toEqual(RELEASED)
    expect(predicate.chancery_release.identity).toEqual({ verified: false, platform: 'local', claims: {} })
    expect(statement('release/lib.jar.sbom.sigstore.json').predicateType).toBe('https://cyclonedx.org/bom')
    expect(statement('release/data.bin.sbom.sigstore.json').predicateType).toBe('https://spdx.dev/Document/v2.3')
  })

  it('a second time changes nothing, in no file and in no time', async () => {
    const before = state(bench, 'release')
    const ran = await release(bench)
    expect([ran.code, ran.json.files.map(({ action }) => action)], ran.stderr).toEqual([
      0,
      [...Array(5).fill('kept'), 'verified', 'verified'],
    ])
    expect(state(bench, 'release')).toEqual(before)
    expect(valid(ran.json)).toBe(true)
  })

  it('does again what is no longer right, and no more', async () => {
    const before = state(bench, 'release')
    rmSync(bench.at('release/lib.jar.sbom.sigstore.json'))
    appendFileSync(bench.at('release/app.exe'), 'x')
    const ran = await release(bench)
    expect(ran.code, ran.stderr).toBe(0)
    const after = state(bench, 'release')
    const changed = Object.keys(before).filter((name) => before[name] !== after[name])
    expect(changed).toEqual([
      'SHA256SUMS',
      'SHA256SUMS.p7s',
      'SHA256SUMS.release.sigstore.json',
      'SHA256SUMS.sigstore.json',
      'app.exe',
      'app.exe.sigstore.json',
      'lib.jar.sbom.sigstore.json',
    ])
  })

  it('takes the version from the flag, then the environment, then the manifest', async () => {
    const version = async (args: string[], env: Record<string, string>): Promise<string> => {
      const ran = await bench.run(['release', '--dry-run', '--json', ...args], { env })
      return (ran.json as unknown as { release: { version: string } }).release.version
    }
    const env = { CHANCERY_RELEASE_VERSION: '2.0.0' }
    expect(await version(['--version-name', '3.0.0'], env)).toBe('3.0.0')
    expect(await version([], env)).toBe('2.0.0')
    expect(await version([], {})).toBe('1.4.0')
  })

  it('finds the manifest that is named, and paths in it relative to it', async () => {
    const ran = await chanceryFrom('elsewhere', ['../release.yaml'])
    expect([ran.code, ran.json.files[0]?.action, ran.json.files[0]?.path]).toEqual([0, 'kept', '../dist/app.exe'])
  })

  it('leaves signatures without timestamps only when it is told to', async () => {
    writeFileSync(bench.at('bare.yaml'), MANIFEST.replace('out: release ', 'out: bare '))
    const ran = await release(bench, 'bare.yaml', '--no-timestamp')
    expect(ran.code, ran.stderr).toBe(0)
    expect(ran.json.files.map(({ timestamp }) => timestamp === null)).toEqual([...Array(5).fill(true), false, false])
  })
})

async function chanceryFrom(folder: string, args: string[]): Promise<Awaited<ReturnType<typeof release>>> {
  mkdirSync(bench.at(folder), { recursive: true })
  const ran = await bench.run(['release', ...args, '--json'], { cwd: bench.at(folder) })
  return ran as unknown as Awaited<ReturnType<typeof release>>
}

describe('release --previous', () => {
  it('shows what came, went and changed, in a dry run too', async () => {
    renameSync(bench.at('release'), bench.at('former'))
    writeFileSync(bench.at('dist/app.exe'), buildPe({ overlay: new Uint8Array(32).fill(1) }))
    writeFileSync(bench.at('dist/scripts/new.sh'), script('bash'))
    rmSync(bench.at('dist/data.bin'))
    const manifest = MANIFEST.replace(/ {2}- paths: data.bin\n {4}format: blob\n {4}sbom: spdx.json\n/, '')
    writeFileSync(bench.at('release.yaml'), manifest)
    const args = ['--previous', 'former/SHA256SUMS.release.sigstore.json', '--version-name', '1.5.0']
    const diff = {
      previous: { name: 'acme-tools', version: '1.4.0' },
      added: ['scripts/new.sh'],
      removed: ['data.bin'],
      changed: ['app.exe'],
      // The image, too.
      unchanged: 6,
    }
    const dry = await release(bench, ...args, '--dry-run')
    expect(dry.json.diff).toEqual(diff)
    const ran = await release(bench, ...args)
    expect([ran.code, ran.json.diff], ran.stderr).toEqual([0, diff])
    expect(valid(ran.json), JSON.stringify(valid.errors)).toBe(true)
    expect(ran.stderr).toContain('1 came, 1 went, 1 changed, 6 are the same')
  })

  it.each([
    ['is no release record', 'former/app.exe.sigstore.json', [], 2, 'RELEASE_RECORD_UNKNOWN'],
    ['is not there', 'former/none.json', [], 2, 'FILE_NOT_FOUND'],
    ['is no bundle', 'release.yaml', [], 1, 'BUNDLE_MALFORMED'],
    [
      'is by nobody trusted',
      'former/SHA256SUMS.release.sigstore.json',
      ['--trust', '.chancery/ca.pem'],
      1,
      'BUNDLE_KEY_UNTRUSTED',
    ],
  ])('refuses what %s', async (_, previous, more, code, reason) => {
    const ran = await release(bench, '--previous', previous, ...more)
    expect([ran.code, codes(ran)], ran.stderr).toEqual([code, [reason]])
    expect(valid(ran.json), JSON.stringify(valid.errors)).toBe(true)
  })
})
