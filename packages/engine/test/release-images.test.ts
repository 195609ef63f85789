import { X509Certificate } from 'node:crypto'
import { signStatement } from '@chancery/attest'
import { softwareKey, startRegistry, type TempDir, type TestRegistry, tempDir, testKey } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openContext } from '../src/context.ts'
import { initialise, type ReleaseReport, releaseFiles } from '../src/index.ts'
import { KeyRing } from '../src/key-ring.ts'
import { readManifest } from '../src/release/manifest.ts'
import { planRelease } from '../src/release/plan.ts'
import { openRuns } from '../src/release/runs.ts'
import { imageRefusals } from '../src/release/verify-images.ts'
import { verifyRelease } from '../src/release/verify-release.ts'
import { readTrust } from '../src/trust.ts'

const RECORD = 'release/SHA256SUMS.release.sigstore.json'

let dir: TempDir
let registry: TestRegistry
let released: ReleaseReport
beforeAll(async () => {
  dir = tempDir()
  registry = await startRegistry()
  await initialise({ cwd: dir.path, dir: '.' })
  const { publicKey } = new X509Certificate(dir.read('.chancery/tsa.pem'))
  dir.write('tsa.pub', publicKey.export({ type: 'spki', format: 'pem' }))
  dir.write('chancery.yaml', Buffer.from(dir.read('chancery.yaml')).toString().replace('trust: [', 'trust: [tsa.pub, '))
  dir.write('dist/data.bin', 'data')
  registry.push('team/app', '1', { kind: 'index' })
  write(', recursive: true')
  const { report, exitCode } = await releaseFiles({ cwd: dir.path })
  expect(exitCode, JSON.stringify(report.failed)).toBe(0)
  released = report
}, 60_000)
afterAll(async () => {
  await registry[Symbol.asyncDispose]()
  dir[Symbol.dispose]()
})

function write(more: string): void {
  dir.write(
    'release.yaml',
    `name: a\nversion: "1"\ninput: dist\nkey: release\nfiles: [{ paths: data.bin, format: blob }]\nimages: [{ reference: "${registry.host}/team/app:1"${more} }]\n`,
  )
}

/** What whoever pulls the images of this release finds, where the manifest says more of them than was done. */
async function faults(more: string): Promise<readonly string[]> {
  write(more)
  const context = await openContext({ cwd: dir.path })
  const manifest = await readManifest(context, undefined, undefined)
  const { plan } = await planRelease(context, manifest, {})
  const trust = await readTrust(context, {})
  await using keys = new KeyRing(context)
  const runs = await openRuns(context, { cwd: dir.path }, manifest, keys, trust)
  if (!plan) throw new Error('there is no plan')
  const verifying = { cwd: dir.path, require: ['attestation', 'timestamp'] as const }
  const refusals = await imageRefusals(plan, released.images, runs, verifying)
  return refusals.map(({ path, error }) => `${path?.slice(path.lastIndexOf('/') + 1)} ${error.code}`)
}

describe('whoever pulls the images of a release finds', () => {
  it('nothing wrong with what was signed as declared', async () => {
    expect(released.images[0]?.signatures).toHaveLength(3)
    expect(await faults(', recursive: true')).toEqual([])
  })

  it('a form that is missing, on the index and on each of its parts', async () => {
    const each = Array(3).fill('app:1 REQUIREMENT_NOT_MET')
    expect(await faults(', recursive: true, format: [bundle, cosign]')).toEqual(each)
  })

  it('an annotation that was not signed', async () => {
    expect(await faults(', annotations: { env: prod }')).toEqual(Array(3).fill('app:1 OCI_ANNOTATION_MISMATCH'))
  })

  it('another key than the declared one, though it is trusted', async () => {
    expect(await faults(', key: tsa')).toEqual(Array(3).fill('app:1 SIGNER_UNEXPECTED'))
  })

  it('a record that does not name them', async () => {
    write(', recursive: true')
    const context = await openContext({ cwd: dir.path })
    const { plan } = await planRelease(context, await readManifest(context, undefined, undefined), {})
    if (!plan) throw new Error('there is no plan')
    await using keys = new KeyRing(context)
    const whole = dir.read(RECORD)
    const { dsseEnvelope } = JSON.parse(Buffer.from(whole).toString())
    const { subject, predicateType, predicate } = JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString())
    const codes = async (
      subjects: typeof subject,
      key = keys.open('attestation', null),
    ): Promise<readonly string[]> => {
      dir.write(RECORD, await signStatement({ subjects, predicateType, predicate }, await key))
      const options = { cwd: dir.path, require: [] }
      return (await verifyRelease(context, plan, options, await readTrust(context, {}))).map(({ error }) => error.code)
    }
    expect(await codes(subject)).toEqual([])
    expect(await codes(subject.slice(0, 2))).toEqual(['RELEASE_RECORD_MISMATCH'])
    const [sums, data, image] = subject
    expect(await codes([sums, data, { ...image, digest: sums.digest }])).toEqual(['RELEASE_RECORD_MISMATCH'])
    const stranger = Promise.resolve(softwareKey({ key: await testKey('p256', 'stranger') }))
    expect(await codes(subject, stranger)).toEqual(['BUNDLE_KEY_UNTRUSTED'])
    dir.write(RECORD, whole)
  })
})
