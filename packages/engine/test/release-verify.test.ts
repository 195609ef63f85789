import { mkdirSync, writeFileSync } from 'node:fs'
import { signStatement } from '@chancery/attest'
import type { PlainData, SigningKey } from '@chancery/core'
import { sha256, softwareKey, type TempDir, tempDir, testKey } from '@chancery/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import '@chancery/testkit/matchers'
import { openContext } from '../src/context.ts'
import { initialise, releaseFiles } from '../src/index.ts'
import { KeyRing } from '../src/key-ring.ts'
import { readManifest } from '../src/release/manifest.ts'
import { planRelease } from '../src/release/plan.ts'
import { verifyRelease } from '../src/release/verify-release.ts'
import { readTrust } from '../src/trust.ts'

const RECORD = 'release/SHA256SUMS.release.sigstore.json'
const SBOM = 'release/data.bin.sbom.sigstore.json'
const RELEASE_TYPE = 'https://in-toto.io/attestation/release/v0.1'

let dir: TempDir
let whole: Record<string, Uint8Array>
beforeAll(async () => {
  dir = tempDir()
  await initialise({ cwd: dir.path, dir: '.' })
  dir.write('dist/data.bin', 'data')
  dir.write('bom.json', '{"bomFormat":"CycloneDX"}')
  dir.write(
    'release.yaml',
    'name: a\nversion: "1"\ninput: dist\nkey: release\nfiles: [{ paths: data.bin, format: blob, sbom: bom.json }]\n',
  )
  const { report, exitCode } = await releaseFiles({ cwd: dir.path })
  expect(exitCode, JSON.stringify(report.failed)).toBe(0)
  whole = Object.fromEntries([RECORD, SBOM, 'release/SHA256SUMS'].map((name) => [name, dir.read(name)]))
}, 60_000)
beforeEach(() => {
  for (const [name, bytes] of Object.entries(whole)) dir.write(name, bytes)
})
afterAll(() => dir[Symbol.dispose]())

/** Codes of what a downloader would find wrong. */
async function faults(): Promise<string[]> {
  const context = await openContext({ cwd: dir.path })
  const { plan } = await planRelease(context, await readManifest(context, undefined, undefined))
  if (!plan) throw new Error('there is no plan')
  const options = { cwd: dir.path, require: ['attestation', 'timestamp'] as const }
  const refusals = await verifyRelease(context, plan, options, await readTrust(context, {}))
  return refusals.map(({ path, error }) => `${path} ${error.code}`)
}

/** A statement by the attestation key, or another. */
async function attested(
  name: string,
  type: string,
  subjects: Record<string, string>,
  other?: SigningKey,
): Promise<void> {
  const context = await openContext({ cwd: dir.path })
  await using keys = new KeyRing(context)
  const statement = {
    subjects: Object.entries(subjects).map(([subject, digest]) => ({ name: subject, digest: { sha256: digest } })),
    predicateType: type,
    predicate: {} as PlainData,
  }
  dir.write(name, await signStatement(statement, other ?? (await keys.open('attestation', null))))
}

describe('what a downloader would find', () => {
  it('is nothing, in a whole release', async () => {
    expect(await faults()).toEqual([])
  })

  it('is a side file that the checksums do not have', async () => {
    await attested(SBOM, 'https://cyclonedx.org/bom', { data: sha256(dir.read('release/data.bin')) })
    expect(await faults()).toEqual(['release/data.bin.sbom.sigstore.json RELEASE_RECORD_MISMATCH'])
  })

  it('is a record that does not name a file, or names another digest', async () => {
    const sums = sha256(dir.read('release/SHA256SUMS'))
    await attested(RECORD, RELEASE_TYPE, { SHA256SUMS: sums })
    expect(await faults()).toEqual(['release/SHA256SUMS RELEASE_RECORD_MISMATCH'])
    await attested(RECORD, RELEASE_TYPE, { SHA256SUMS: sums, 'data.bin': sums })
    expect(await faults()).toEqual(['release/SHA256SUMS RELEASE_RECORD_MISMATCH'])
    await attested(RECORD, RELEASE_TYPE, { SHA256SUMS: sums, 'data.bin': sha256(dir.read('release/data.bin')) })
    expect(await faults()).toEqual([])
  })

  it('is a record about other checksums, or by somebody else', async () => {
    const data = sha256(dir.read('release/data.bin'))
    await attested(RECORD, RELEASE_TYPE, { 'data.bin': data })
    expect(await faults()).toEqual(['release/SHA256SUMS BUNDLE_SUBJECT_MISMATCH'])
    const stranger = softwareKey({ key: await testKey('p256', 'stranger') })
    const sums = sha256(dir.read('release/SHA256SUMS'))
    await attested(RECORD, RELEASE_TYPE, { SHA256SUMS: sums, 'data.bin': data }, stranger)
    expect(await faults()).toEqual(['release/SHA256SUMS BUNDLE_KEY_UNTRUSTED'])
  })

  it('is changed checksums, before all else', async () => {
    dir.write('release/SHA256SUMS', Buffer.concat([dir.read('release/SHA256SUMS'), Buffer.from('\n')]))
    expect(await faults()).toEqual([expect.stringMatching(/^release\/SHA256SUMS [A-Z_]*MISMATCH$/)])
  })
})

it('a release of more files than all records name is refused before any of them is opened', async () => {
  mkdirSync(dir.at('many'))
  for (let i = 0; i <= 64 * 1023; i++) writeFileSync(dir.at(`many/${i}`), '')
  dir.write('many.yaml', 'name: a\nversion: "1"\ninput: many\nout: o\nkey: release\nfiles: [{ paths: "*" }]\n')
  const { report, exitCode } = await releaseFiles({ cwd: dir.path, manifest: 'many.yaml' })
  expect([exitCode, report.failed.map(({ code }) => code)]).toEqual([2, ['RELEASE_TOO_LARGE']])
}, 120_000)
