/** Images in a release: signed once, bound by their digest, verified as whoever pulls them would. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { softHsmMissing } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { type ImageBench, imageBench, outcome } from '../images/image-bench.ts'
import { codes, type Released, release as releaseOf, state } from './release-bench.ts'
import { schemaOf } from './schemas.ts'

const valid = schemaOf('release')
const validRecord = schemaOf('release-record')
const RECORD = 'release/SHA256SUMS.release.sigstore.json'
const OTHERS = `registry.example.com/base@sha256:${'ab'.repeat(32)}`

describe.skipIf(softHsmMissing())('images of a release', () => {
  let bench: ImageBench
  beforeAll(async () => {
    bench = await imageBench()
    mkdirSync(bench.work.at('dist'))
    writeFileSync(bench.work.at('dist/data.bin'), 'data')
    return () => bench[Symbol.asyncDispose]()
  })

  const name = (image: string): string => `${bench.registry.host}/${image}`
  const manifest = (images: string): void =>
    writeFileSync(
      bench.work.at('release.yaml'),
      `name: acme\nversion: "1.4"\ninput: dist\nkey: release\nfiles: [{ paths: data.bin, format: blob }]\nimages:\n${images}`,
    )
  const entry = (image: string, more = ''): string => `  - { reference: "${name(image)}"${more} }\n`
  async function release(...args: string[]): Promise<Released> {
    const ran = await releaseOf(bench.work, ...args)
    expect(valid(ran.json), `${JSON.stringify(valid.errors)} ${ran.stderr}`).toBe(true)
    return ran
  }
  const done = ({ json }: Released): readonly (readonly unknown[])[] =>
    json.images.map(({ out, action, key, signatures }) => [
      out.slice(out.indexOf('/team') + 1),
      action,
      key,
      signatures.length,
    ])
  const writes = (): number => bench.registry.log.filter(({ method }) => method !== 'GET' && method !== 'HEAD').length
  function record(path = RECORD): {
    subject: { name: string; digest: { sha256: string } }[]
    predicate: Record<string, unknown> & { chancery_release: { images: unknown[] } }
  } {
    const bundle = JSON.parse(bench.work.read(path).toString())
    return JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString())
  }

  it('are in the plan by their digest, and nothing is written', async () => {
    const app = bench.push('team/app', '1.4')
    bench.push('team/multi', '1', 'index')
    manifest(
      entry('team/app:{version}', ', format: [bundle, cosign, notary-jws], annotations: { env: prod }') +
        entry('team/multi:1', ', recursive: true') +
        `  - ${OTHERS}\n`,
    )
    const plan = await release('--dry-run')
    expect(plan.code, plan.stderr).toBe(0)
    expect(done(plan)).toEqual([
      [`team/app@${app.digest}`, 'signed', 'release', 3],
      [expect.stringContaining('team/multi@'), 'signed', 'release', 3],
      [expect.any(String), 'recorded', null, 0],
    ])
    expect(plan.stderr).toContain(
      `would sign  ${bench.at('team/app:1.4')} → ${bench.at(`team/app@${app.digest}`)}  oci-bundle`,
    )
    expect(plan.stderr).toContain('1 file and 3 images, 3 to be signed')
    expect(writes()).toBe(0)
  })

  it('are signed in every form, each part of an index, and bound by their digest', async () => {
    const ran = await release()
    expect(ran.code, ran.stderr).toBe(0)
    const [app, multi] = ran.json.images
    expect(done(ran).map(([, action]) => action)).toEqual(['signed', 'signed', 'recorded'])
    expect(app?.signatures.map(({ format }) => format)).toEqual(['oci-bundle', 'oci-cosign', 'oci-notary-jws'])
    for (const image of [app?.out, ...(multi?.signatures ?? []).map(({ out }) => out)]) {
      const verified = await bench.run('verify', image as string, '--require', 'timestamp,attestation')
      expect(outcome(verified), verified.stderr).toEqual([0, 'verified'])
    }
    expect(outcome(await bench.run('verify', app?.out as string, '--annotation', 'env=prod'))).toEqual([0, 'verified'])

    const { subject, predicate } = record()
    expect(validRecord(predicate), JSON.stringify(validRecord.errors)).toBe(true)
    const names = ran.json.images.map(({ out }) => out.slice('oci://'.length))
    expect(subject.map((one) => one.name)).toEqual(['SHA256SUMS', 'data.bin', ...names])
    expect(subject.slice(2).map(({ digest }) => digest.sha256)).toEqual(names.map((one) => one.slice(-64)))
    expect(predicate.chancery_release.images).toEqual([
      { name: names[0], tag: '1.4', key: 'release', formats: ['oci-bundle', 'oci-cosign', 'oci-notary-jws'] },
      { name: names[1], tag: '1', key: 'release', formats: ['oci-bundle'] },
      { name: OTHERS, tag: null, key: null, formats: [] },
    ])
  })

  it('are kept by a second run, which pushes nothing and changes no file', async () => {
    const before = state(bench.work, 'release')
    bench.registry.clearLog()
    const again = await release()
    expect([again.code, done(again).map(([, action]) => action)], again.stderr).toEqual([
      0,
      ['kept', 'kept', 'recorded'],
    ])
    expect(writes()).toBe(0)
    expect(state(bench.work, 'release')).toEqual(before)
    expect(again.stderr).toContain('released  acme 1.4: 1 file and 3 images, verified')
  })

  it('are signed anew where a tag stands for another digest, and shown against the former release', async () => {
    bench.push('team/app', '1.4', 'docker')
    bench.push('team/new', '1')
    manifest(`${entry('team/app:1.4') + entry('team/new:1')}  - ${OTHERS}\n`)
    const ran = await release('--previous', RECORD)
    expect(ran.code, ran.stderr).toBe(0)
    const [app, fresh] = ran.json.images.map(({ out }) => out.slice('oci://'.length))
    expect(ran.json.diff).toMatchObject({
      added: [fresh],
      removed: [expect.stringContaining('/team/multi@')],
      changed: [app],
      unchanged: 2,
    })
    expect(done(ran).map(([, action]) => action)).toEqual(['signed', 'signed', 'recorded'])
  })

  it.each([
    ['that are not there', 'team/none:1', '', 2, 'IMAGE_NOT_FOUND'],
    ['with a key that is not configured', 'team/app:1.4', ', key: relaese', 2, 'KEY_UNKNOWN'],
    ['with the key of records', 'team/app:1.4', ', key: attestation', 2, 'ATTESTATION_KEY_SHARED'],
    ['with a form that there is not', 'team/app:1.4', ', format: cosing', 2, 'MANIFEST_INVALID'],
  ])('are refused %s before anything is signed', async (_, image, more, exitCode, code) => {
    manifest(entry('team/new:1', ', annotations: { case: refused }') + entry(image, more))
    bench.registry.clearLog()
    const ran = await release()
    expect([ran.code, codes(ran)], ran.stderr).toEqual([exitCode, [code]])
    expect(writes()).toBe(0)
  })

  it('are refused by two names', async () => {
    const { digest } = bench.push('team/new', 'latest')
    manifest(entry('team/new:latest') + entry(`team/new@${digest}`))
    const ran = await release('--dry-run')
    expect([ran.code, codes(ran)], ran.stderr).toEqual([2, ['RELEASE_IMAGE_TWICE']])
    expect(ran.json.failed[0]?.message).toContain('images[0] and images[1]')
  })

  it('are refused where nobody who trusts what is configured would believe them', async () => {
    manifest(entry('team/new:1', ', annotations: { case: untrusted }'))
    bench.registry.clearLog()
    const ran = await release('--trust', '.chancery/ca.pem', '--trust', '.chancery/attestation.pub')
    expect([ran.code, codes(ran)], ran.stderr).toEqual([2, ['TRUST_NOT_GIVEN']])
    expect(writes()).toBe(0)
  })
})
