import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { signStatement } from '@chancery/attest'
import type { PlainData, SigningKey } from '@chancery/core'
import { sha256, softwareKey, type TempDir, tempDir, testKey } from '@chancery/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import '@chancery/testkit/matchers'
import { openContext } from '../src/context.ts'
import { initialise, releaseFiles, type Workload } from '../src/index.ts'
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
  const { plan } = await planRelease(context, await readManifest(context, undefined, undefined), {})
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

const NOTHING = { id: null, name: null, url: null }
const NOWHERE = { uri: null, commit: null }

/** A CI job that proved which it is. */
function job(id: string): Workload {
  return {
    verified: true,
    platform: 'somewhere',
    issuer: 'https://ci.example.com',
    subject: `job ${id}`,
    organization: NOTHING,
    project: NOTHING,
    ranIn: null,
    source: { repository: null, ref: null, refProtected: null, commit: null },
    definition: NOWHERE,
    jobDefinition: NOWHERE,
    environment: { name: null },
    trigger: null,
    run: { id, attempt: null, job: null, url: null },
    runner: { environment: null, hosted: null, id: null, interactive: null },
    claims: { run_id: id },
  }
}

it('a release by a job that proved which it is has provenance, and another job leaves it as it is', async () => {
  const manifest = Buffer.from(dir.read('release.yaml')).toString().replace('input:', 'out: proved\ninput:')
  dir.write('proved.yaml', manifest)
  const first = await releaseFiles({ cwd: dir.path, manifest: 'proved.yaml', workload: job('1') })
  expect(first.exitCode, JSON.stringify(first.report.failed)).toBe(0)
  expect(first.report.files[0]?.provenance).toBe('proved/data.bin.provenance.sigstore.json')
  const read = (): Record<string, string> =>
    Object.fromEntries(readdirSync(dir.at('proved')).map((name) => [name, sha256(dir.read(`proved/${name}`))]))
  const before = read()
  expect(Buffer.from(dir.read('proved/SHA256SUMS')).toString()).toContain('data.bin.provenance.sigstore.json\n')
  const bundle = JSON.parse(Buffer.from(dir.read('proved/SHA256SUMS.release.sigstore.json')).toString())
  const { predicate } = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString())
  expect(predicate.chancery_release.identity).toEqual({
    verified: true,
    platform: 'somewhere',
    claims: { run_id: '1' },
  })
  const second = await releaseFiles({ cwd: dir.path, manifest: 'proved.yaml', workload: job('2') })
  expect([second.exitCode, second.report.files[0]?.action], JSON.stringify(second.report.failed)).toEqual([0, 'kept'])
  expect(read()).toEqual(before)
})

it('a release of more files than all records name is refused before any of them is opened', async () => {
  mkdirSync(dir.at('many'))
  for (let i = 0; i <= 64 * 1023; i++) writeFileSync(dir.at(`many/${i}`), '')
  dir.write('many.yaml', 'name: a\nversion: "1"\ninput: many\nout: o\nkey: release\nfiles: [{ paths: "*" }]\n')
  const { report, exitCode } = await releaseFiles({ cwd: dir.path, manifest: 'many.yaml' })
  expect([exitCode, report.failed.map(({ code }) => code)]).toEqual([2, ['RELEASE_TOO_LARGE']])
}, 120_000)
