/** Every input and output of every action, through the bundles: each input changes what happens, each output is set to something in some run. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT, osslsigncode, softHsmMissing } from '@chancery/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Exercise, startExercise } from './exercise.ts'
import {
  attestRefusals,
  IMAGE_REFUSALS,
  POLICY,
  POLICY_REFUSALS,
  releaseRefusals,
  SETUP_REFUSALS,
  signRefusals,
  verifyRefusals,
} from './refusals.ts'
import type { JobResult } from './runner.ts'

const DIGEST = `app@sha256:${'ab'.repeat(32)}`

describe.skipIf(softHsmMissing())('every input and output', () => {
  let exercise: Exercise
  beforeAll(async () => {
    exercise = await startExercise()
    return () => exercise[Symbol.asyncDispose]()
  })

  interface Signed {
    readonly files: readonly {
      readonly action?: string
      readonly key: string
      readonly bundle: string | null
      readonly timestamp: { readonly authority: string } | null
      readonly signatureAlgorithm: string
    }[]
  }
  const report = (result: JobResult): Signed => JSON.parse(result.outputs.result ?? '') as Signed

  test('of actions/sign', async (context) => {
    const { workspace, tsa, registry, uri, module, passes, refusesEach, assertAllExercised } = exercise
    const base = { files: 'one.exe', key: 'release', out: 'out' }
    const first = await passes('sign', {
      ...base,
      digest: 'sha384',
      description: 'A program',
      url: 'https://example.com/program',
      'timestamp-urls': tsa.url,
      concurrency: '2',
      'require-identity': 'true',
      junit: 'sign.xml',
    })
    expect(tsa.requests).toBeGreaterThan(0)
    const trust = workspace.ca + workspace.read('other.pem').toString()
    const shown = await osslsigncode(context).verify(workspace.at('out/one.exe'), { trust })
    expect(shown.text).toContain('A program')
    expect(shown.text).toContain('https://example.com/program')
    expect(shown.text).toMatch(/SHA384/i)
    expect(workspace.read('sign.xml').toString()).toContain('tests="1" failures="0"')
    expect(first.outputs.provenance).toBe('out/one.exe.provenance.sigstore.json')
    const kept = await passes('sign', { ...base, 'if-signed': 'keep', digest: 'sha384', 'timestamp-urls': tsa.url })
    expect(report(kept).files[0]?.action).toBeDefined()
    const bare = await passes('sign', {
      ...base,
      key: uri,
      module,
      certificate: '.chancery/release.pem',
      out: 'bare',
      attest: 'false',
      'no-timestamp': 'true',
      config: 'plain.yaml',
    })
    expect(report(bare).files).toMatchObject([{ bundle: null, timestamp: null }])
    const blob = await passes('sign', { ...base, files: 'dist/data.bin', format: 'blob', out: 'blob' })
    expect(existsSync(workspace.at('blob/data.bin.p7s')), blob.stdout).toBe(true)
    await passes('sign', { files: 'out/one.exe', key: 'release', 'in-place': 'true', append: 'true' })
    const twice = await osslsigncode(context).verify(workspace.at('out/one.exe'), { trust })
    expect(twice.signatures, twice.text).toBe(2)
    await passes('sign', { ...base, out: 'dry', 'dry-run': 'true' })
    expect(existsSync(workspace.at('dry'))).toBe(false)
    await refusesEach('sign', base, signRefusals(uri))
    const none = await passes('sign', { ...base, files: 'dist/*.none', out: 'none', 'if-no-files': 'warn' })
    expect(none.stdout).toMatch(/^::warning title=NOTHING_MATCHED::/m)
    expect([none.outputs.signed, none.outputs.failed]).toEqual(['', '0'])
    const { digest } = registry.push('team/app', '1', { kind: 'index' })
    const images = await passes('sign', {
      images: `${registry.host}/team/app:1`,
      key: 'release',
      'oci-format': 'bundle\ncosign',
      recursive: 'true',
      annotation: 'env=prod',
      'allow-http-registry': 'true',
      'registry-ca': '.chancery/ca.pem',
    })
    // The index and its two images, in two forms each.
    expect(report(images).files).toHaveLength(6)
    expect(images.outputs.signed?.split('\n')).toContain(`oci://${registry.host}/team/app@${digest}`)
    expect(images.outputs['image-digests']).toBe(`${registry.host}/team/app@${digest}`)
    assertAllExercised('sign')
  })

  test('of actions/verify', async () => {
    const { workspace, issuer, registry, passes, refusesEach, assertAllExercised } = exercise
    const base = { files: 'verified/one.exe' }
    await passes('sign', { files: 'one.exe\ndist/tool.sh', key: 'release', out: 'verified' })
    const whole = {
      ...base,
      trust: '.chancery/ca.pem\n.chancery/attestation.pub',
      'timestamp-trust': '.chancery/ca.pem',
      at: new Date(Date.now() + 3600_000).toISOString(),
      require: 'timestamp\nattestation\nprovenance\nstrong',
      'signer-subject': 'CN=Chancery Development Release',
      'signer-issuer': 'CN=Chancery Development CA',
      'max-age': '1',
      'min-rsa-bits': '2048',
      'provenance-bundle': 'verified/one.exe.provenance.sigstore.json',
      'identity-repository': `${new URL(issuer.issuer).origin}/acme/app`,
      'identity-ref': 'refs/tags/v*',
      'identity-issuer': issuer.issuer,
      concurrency: '1',
      sarif: 'verify.sarif',
      junit: 'verify.xml',
    }
    await passes('verify', whole)
    expect(JSON.parse(workspace.read('verify.sarif').toString())).toMatchObject({ runs: [{ results: [] }] })
    await passes('verify', { ...base, bundle: 'verified/one.exe.sigstore.json', config: 'plain.yaml' })
    workspace.write('policy.yaml', POLICY)
    const judged = { ...base, policy: 'policy.yaml' }
    await passes('verify', { ...judged, vsa: 'verdict.sigstore.json' })
    expect(existsSync(workspace.at('verdict.sigstore.json'))).toBe(true)
    await refusesEach('verify', judged, POLICY_REFUSALS)
    await refusesEach('verify', base, verifyRefusals())
    registry.push('team/verified', '1')
    const image = `${registry.host}/team/verified:1`
    await passes('sign', { images: image, key: 'release', 'oci-format': 'cosign', annotation: 'env=prod' })
    const asked = {
      images: image,
      'oci-format': 'cosign',
      annotation: 'env=prod',
      'docker-reference': `${registry.host}/team/verified`,
      'allow-http-registry': 'true',
      'registry-ca': '.chancery/ca.pem',
    }
    await passes('verify', asked)
    await refusesEach('verify', asked, IMAGE_REFUSALS)
    assertAllExercised('verify')
  })

  test('of actions/setup', async () => {
    const { passes, refusesEach, assertAllExercised } = exercise
    const addon = join(CHECKOUT, 'node_modules/pkcs11js')
    const made = await passes('setup', { pkcs11js: addon, 'development-token': 'true' })
    expect(made.stdout).toContain('pkcs11js from input')
    await refusesEach('setup', {}, SETUP_REFUSALS)
    assertAllExercised('setup')
  })

  test('of actions/release', async () => {
    const { tsa, uri, passes, refusesEach, assertAllExercised } = exercise
    const base = { manifest: 'other.yaml' }
    const plan = await passes('release', { ...base, 'dry-run': 'true', 'version-name': '2' })
    expect(plan.summary).toContain('would release b 2')
    await passes('release', {})
    const released = await passes('release', {
      ...base,
      key: 'release',
      certificate: '.chancery/release.pem',
      'version-name': '2',
      previous: 'release/SHA256SUMS.release.sigstore.json',
      'timestamp-urls': tsa.url,
      trust: '.chancery/ca.pem\n.chancery/attestation.pub\n.chancery/release.pub\nother.pem',
      'timestamp-trust': 'other.pem',
      'allow-http-registry': 'true',
      concurrency: '1',
      config: 'chancery.yaml',
      'require-identity': 'true',
    })
    expect(released.summary).toContain('since a 1')
    expect(released.outputs.checksums).toBe('other/SHA256SUMS')
    expect(released.outputs['image-digests']).toMatch(/^127\.0\.0\.1:\d+\/team\/released@sha256:[0-9a-f]{64}$/)
    await refusesEach('release', base, releaseRefusals(uri, tsa.url))
    assertAllExercised('release')
  })

  test('of actions/attest', async () => {
    const { workspace, registry, uri, run, passes, refusesEach, assertAllExercised } = exercise
    const base = { files: 'one.exe', 'predicate-type': 'https://example.com/x', predicate: 'predicate.json' }
    const made = await passes('attest', { ...base, out: 'a.sigstore.json', dsse: 'true', key: 'attestation' })
    expect(made.outputs).toMatchObject({ bundles: 'a.sigstore.json', subjects: '1' })
    expect(existsSync(workspace.at(made.outputs.envelopes ?? '')), made.stdout).toBe(true)
    workspace.write('SHA256SUMS', `${'cd'.repeat(32)}  x\n`)
    const { files: _, ...about } = base
    const others = { 'subject-checksums': 'SHA256SUMS', 'subject-digest': DIGEST, out: 'b.sigstore.json' }
    expect((await passes('attest', { ...about, ...others })).outputs.subjects).toBe('2')
    expect((await passes('attest', { files: 'one.exe', sbom: 'bom.json', out: 'c.json' })).summary).toContain(
      'cyclonedx',
    )
    workspace.write('one.exe.cdx.json', workspace.read('bom.json'))
    await passes('attest', { files: 'one.exe', 'find-sbom': 'true' })
    workspace.write(
      'junit.xml',
      '<testsuites><testsuite name="a"><testcase name="b"><failure/></testcase></testsuite></testsuites>',
    )
    const tests = { files: 'one.exe', 'test-results': 'junit.xml', 'test-configuration': 'bom.json', out: 'd.json' }
    expect((await run('attest', tests)).code).toBe(1)
    await passes('attest', { ...tests, 'allow-failed': 'true' })
    await passes('attest', { files: 'one.exe', provenance: 'true', out: 'e.json' })
    const unproved = await run('attest', { files: 'one.exe', provenance: 'true', out: 'f.json' }, {})
    expect(unproved.code).toBe(1)
    const asserted = { files: 'one.exe', provenance: 'true', 'allow-unverified': 'true', out: 'f.json' }
    expect((await run('attest', asserted, {})).code).toBe(0)
    await passes('attest', {
      files: 'one.exe',
      'vsa-verifier': 'https://example.com/verifier',
      'vsa-resource': 'https://example.com/one.exe',
      'vsa-policy': 'https://example.com/policy',
      'vsa-policy-file': 'bom.json',
      'vsa-result': 'PASSED',
      'vsa-level': 'SLSA_BUILD_LEVEL_2',
      'vsa-input': 'a.sigstore.json',
      out: 'g.json',
    })
    await refusesEach('attest', base, attestRefusals(uri))
    registry.push('team/attested', '1')
    const image = `${registry.host}/team/attested:1`
    await passes('attest', {
      ...about,
      images: image,
      'oci-format': 'cosign',
      'allow-http-registry': 'true',
      'registry-ca': '.chancery/ca.pem',
    })
    assertAllExercised('attest')
  })
})
