import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { buildPe, cosign, createCa, script } from '@chancery/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { codes, release, state } from './release-bench.ts'
import { type Workbench, workbench } from './workbench.ts'

const run = promisify(execFile)

let bench: Workbench
beforeEach(async () => {
  bench = await workbench()
  mkdirSync(bench.at('dist'))
})
afterEach(() => bench[Symbol.dispose]())

const write = (name: string, text: string | Uint8Array): void => writeFileSync(bench.at(name), text)

function manifest(...entries: string[]): void {
  const files = entries.map((entry) => `  - { ${entry} }\n`).join('')
  write('release.yaml', `name: cases\nversion: "1"\ninput: dist\nkey: release\nfiles:\n${files}`)
}

it('a release of more files than one record names has several, and cosign takes each for its own', async (context) => {
  const program = cosign(context)
  for (let i = 0; i < 1100; i++) write(`dist/${String(i).padStart(4, '0')}.bin`, `file ${i}`)
  manifest('paths: "*.bin", format: blob, count: 1100')
  const ran = await release(bench, '--no-timestamp')
  expect(ran.code, ran.stderr).toBe(0)
  const records = bench.list('release').filter((name) => name.includes('.release'))
  expect(records).toEqual(['SHA256SUMS.release-2.sigstore.json', 'SHA256SUMS.release.sigstore.json'])
  expect(bench.list('release')).toHaveLength(1100 * 3 + 3 + 2)
  const publicKeyPem = bench.read('.chancery/attestation.pub').toString()
  const options = { publicKeyPem, predicateType: 'https://in-toto.io/attestation/release/v0.1' }
  const accepts = async (file: string, record: string): Promise<boolean> =>
    (await program.verifyAttestation(bench.at(`release/${file}`), bench.at(`release/${record}`), options)).accepted
  const [second, first] = records as [string, string]
  expect([await accepts('0000.bin', first), await accepts('0000.bin', second)]).toEqual([true, false])
  expect([await accepts('1099.bin', first), await accepts('1099.bin', second)]).toEqual([false, true])
  expect([await accepts('SHA256SUMS', first), await accepts('SHA256SUMS', second)]).toEqual([true, true])
  const verified = await bench.run(['verify', 'release/**', '--require', 'attestation', '--json'])
  expect([verified.code, verified.json.files.length]).toEqual([0, 1101])
  const before = state(bench, 'release')
  const again = await release(bench, '--no-timestamp', '--previous', `release/${first}`)
  expect([again.code, again.json.diff?.unchanged], again.stderr).toEqual([0, 1100])
  expect(state(bench, 'release')).toEqual(before)
  const alone = await release(bench, '--dry-run', '--previous', `release/${second}`)
  expect([alone.code, codes(alone)]).toEqual([2, ['RELEASE_RECORD_UNKNOWN']])
}, 180_000)

it('names that would break lines, logs and shells are names like any other', async () => {
  const names = [
    'a b.sh',
    "it's.sh",
    '"q".sh',
    'new\nline.sh',
    'back\\slash.sh',
    '::error::.sh',
    '$(id).sh',
    '%0A.sh',
    '💥.sh',
    '-n.sh',
  ]
  for (const name of names) write(`dist/${name}`, script('sh'))
  manifest('paths: "*.sh", count: 10')
  const ran = await release(bench)
  expect(ran.code, ran.stderr).toBe(0)
  expect(ran.stderr.split('\n').filter((line) => line.startsWith('::'))).toEqual([])
  const sums = await run('sha256sum', ['-c', '--strict', 'SHA256SUMS'], { cwd: bench.at('release') })
  expect(sums.stdout.match(/: OK$/gm)).toHaveLength(20)
  const again = await release(bench)
  expect([again.code, again.json.files.map(({ action }) => action)]).toEqual([0, Array(10).fill('kept')])
})

it('entries have their own keys', async () => {
  const yaml = bench.read('chancery.yaml').toString()
  const own = /^ {2}release:\n(?: {4}.*\n)+/m.exec(yaml)?.[0] as string
  write('chancery.yaml', yaml.replace('keys:\n', `keys:\n${own.replace('release:', 'drivers:')}`))
  write('dist/driver.sys', buildPe())
  write('dist/run.sh', script('sh'))
  manifest('paths: driver.sys, key: drivers', 'paths: run.sh')
  const ran = await release(bench)
  expect([ran.code, ran.json.files.map(({ key }) => key)], ran.stderr).toEqual([0, ['drivers', 'release']])
  const moved = await release(bench, '--key', 'drivers')
  expect(moved.json.files.map(({ key, action }) => [key, action])).toEqual([
    ['drivers', 'kept'],
    ['drivers', 'signed'],
  ])
})

it('what is signed and recorded already is taken over with its record', async () => {
  write('dist/run.sh', script('sh'))
  write('dist/data.bin', Uint8Array.of(1, 2, 3))
  manifest('paths: [run.sh, data.bin], format: blob')
  const signed = await bench.run(['sign', 'dist/*', '--format', 'blob', '--key', 'release', '--in-place'])
  expect(signed.code, signed.stderr).toBe(0)
  const ran = await release(bench)
  expect([ran.code, ran.json.files.map(({ action }) => action)], ran.stderr).toEqual([0, ['kept', 'kept']])
  for (const name of bench.list('dist')) expect(bench.read(`release/${name}`)).toEqual(bench.read(`dist/${name}`))
})

describe('where it does not come about', () => {
  it('one bad file leaves the others signed, and no checksums; the next run signs that one', async () => {
    for (const name of ['a', 'b', 'c']) write(`dist/${name}.exe`, buildPe())
    write('dist/b.exe', buildPe().subarray(0, 300))
    manifest('paths: "*.exe"')
    const ran = await release(bench)
    expect([ran.code, ran.json.failed.map(({ path }) => path), ran.json.record]).toEqual([1, ['dist/b.exe'], null])
    expect(ran.json.files.map(({ out }) => out)).toEqual(['release/a.exe', 'release/c.exe'])
    expect(bench.list('release').filter((name) => name.startsWith('SHA'))).toEqual([])
    write('dist/b.exe', buildPe())
    const again = await release(bench)
    expect([again.code, again.json.files.map(({ action }) => action)]).toEqual([0, ['kept', 'signed', 'kept']])
  })

  it('a dead timestamp authority can be waited for', async () => {
    write('dist/run.sh', script('sh'))
    manifest('paths: run.sh')
    const ran = await release(bench, '--timestamp', 'http://127.0.0.1:9')
    expect([ran.code, codes(ran), bench.list('release')]).toEqual([3, ['TIMESTAMP_FAILED'], []])
    expect((await release(bench)).code).toBe(0)
  })

  it('a release that the trust does not verify is said to be none', async () => {
    write('dist/run.sh', script('sh'))
    manifest('paths: run.sh')
    write('other.pem', (await createCa()).root.certificate.pem)
    const ran = await release(bench, '--trust', 'other.pem', '--trust', '.chancery/attestation.pub')
    expect([ran.code, codes(ran), ran.json.record]).toEqual([1, ['CHAIN_UNTRUSTED', 'CHAIN_UNTRUSTED'], null])
    expect(ran.json.failed.map(({ path }) => path)).toEqual(['release/run.sh', 'release/SHA256SUMS'])
    expect((await release(bench)).code).toBe(0)
  })
})
