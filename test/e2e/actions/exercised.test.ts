/** Every input and output of every action, through the bundles: each input changes what happens, each output is set to something in some run. */
import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import {
  buildPe,
  CHECKOUT,
  createCa,
  type OidcIssuer,
  osslsigncode,
  softHsmMissing,
  startOidc,
  startRegistry,
  startTsa,
  type TestRegistry,
  type Tsa,
} from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { declared } from './declared.ts'
import { type Job, type JobResult, runAction } from './runner.ts'
import { buildOutputs, createWorkspace, type Workspace } from './workspace.ts'

const AUDIENCE = 'https://sign.example.com'
const POLICY = `policy: https://example.com/policy
verifier: https://verify.example.com
resource: https://example.com/{name}
formats: [authenticode-pe]
require: [timestamp, attestation]
`
const DIGEST = `app@sha256:${'ab'.repeat(32)}`

type Action = Job['action']
type Inputs = Job['inputs']

describe.skipIf(softHsmMissing())('every input and output', () => {
  let workspace: Workspace
  let issuer: OidcIssuer
  let tsa: Tsa
  let registry: TestRegistry
  let endpoint: Server
  let uri: string
  let module: string
  /** Of each action: the inputs that were given, and the outputs that were set to something. */
  const given = new Map<string, Set<string>>()
  const set = new Map<string, Set<string>>()
  const among = (map: Map<string, Set<string>>, action: string): Set<string> => map.get(action) ?? new Set()

  beforeAll(async () => {
    workspace = createWorkspace()
    buildOutputs(workspace, 'dist')
    const ca = await createCa()
    issuer = await startOidc({ ca })
    tsa = await startTsa({ ca })
    registry = await startRegistry()
    endpoint = createServer((_, response) => {
      void issuer.token({ audience: AUDIENCE }).then((value) => response.end(JSON.stringify({ value })))
    })
    await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve))
    const own = workspace.read('chancery.yaml').toString()
    uri = /"(pkcs11:[^"]*object=release)"/.exec(own)?.[1] ?? ''
    module = /module: "([^"]+)"/.exec(own)?.[1] ?? ''
    workspace.write('keys.json', issuer.jwks())
    workspace.write('other.pem', ca.root.certificate.pem)
    const identity = `identity:\n  audience: ${AUDIENCE}\n  issuers: [{ issuer: "${issuer.issuer}", platform: github, jwks: keys.json }]\n`
    workspace.write('chancery.yaml', own.replace(/^trust: \[/m, 'trust: [other.pem, ') + identity)
    workspace.write('plain.yaml', own)
    workspace.write('bom.json', '{ "bomFormat": "CycloneDX", "specVersion": "1.6" }')
    workspace.write('predicate.json', '{ "passed": 1 }')
    workspace.write('one.exe', buildPe())
    workspace.write('release.yaml', 'name: a\nversion: "1"\ninput: built\nkey: release\nfiles: [{ paths: "*.exe" }]\n')
    workspace.write(
      'other.yaml',
      'name: b\nversion: "1"\ninput: built\nout: other\nkey: release\nfiles: [{ paths: "*.exe" }]\n' +
        `images: [{ reference: "${registry.host}/team/released:1" }]\n`,
    )
    registry.push('team/released', '1')
    workspace.write('built/app.exe', buildPe())
  })
  afterAll(async () => {
    endpoint.close()
    await tsa[Symbol.asyncDispose]()
    await registry[Symbol.asyncDispose]()
    await issuer[Symbol.asyncDispose]()
    workspace[Symbol.dispose]()
  })

  async function run(action: Action, inputs: Inputs, env: Job['env'] = granted()): Promise<JobResult> {
    const result = await runAction({
      action,
      workspace: workspace.path,
      inputs,
      env: { CHANCERY_PIN: workspace.pin, SOFTHSM2_CONF: workspace.at('.chancery/softhsm2.conf'), ...env },
    })
    const outputs = Object.keys(result.outputs).filter((name) => result.outputs[name] !== '')
    given.set(action, new Set([...among(given, action), ...Object.keys(inputs)]))
    set.set(action, new Set([...among(set, action), ...outputs]))
    return result
  }

  /** The job may ask for its identity token. */
  function granted(): Record<string, string> {
    const { port } = endpoint.address() as AddressInfo
    return {
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer',
    }
  }

  async function passes(action: Action, inputs: Inputs): Promise<JobResult> {
    const result = await run(action, inputs)
    expect(result.code, result.stdout + result.stderr).toBe(0)
    return result
  }

  /** With these inputs beside those that pass, the step is refused: each of them was looked at. */
  async function refusesEach(
    action: Action,
    base: Inputs,
    cases: readonly (readonly [code: string, inputs: Inputs])[],
  ): Promise<void> {
    const seen: [string | undefined, Inputs][] = []
    for (const [, inputs] of cases) {
      const result = await run(action, { ...base, ...inputs })
      seen.push([result.code === 1 ? result.errors[0]?.title : undefined, inputs])
    }
    expect(seen).toEqual(cases)
  }

  /** What the tables of this file have left out fails here. */
  function assertAllExercised(action: Action): void {
    expect([...among(given, action)].sort()).toEqual([...declared(action, 'inputs')].sort())
    // `overflow` takes more than a few files: limits.test.ts.
    expect([...among(set, action), 'overflow'].sort()).toEqual([...declared(action, 'outputs')].sort())
  }

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
    await refusesEach('sign', base, [
      ['FILE_NOT_FOUND', { files: 'none.exe' }],
      ['KEY_UNKNOWN', { key: 'none' }],
      ['KEY_UNKNOWN', { 'key-for': '*.exe=none' }],
      ['NOTHING_MATCHED', { files: 'dist/*.none', 'if-no-files': 'error' }],
      ['CONFIG_NOT_FOUND', { config: 'none.yaml' }],
      ['MODULE_MISSING', { key: uri, module: '/none.so' }],
      ['FILE_ALREADY_SIGNED', { files: 'out/one.exe', out: 'again', 'if-signed': 'error' }],
      ['TIMESTAMP_QUORUM_INVALID', { 'timestamp-quorum': '2' }],
    ])
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
    await refusesEach('verify', judged, [
      ['POLICY_INVALID', { policy: 'bom.json' }],
      ['OPTIONS_CONFLICT', { 'min-rsa-bits': '2048' }],
    ])
    const wrong: readonly (readonly [code: string, inputs: Inputs])[] = [
      ['NOT_SIGNED', { files: 'one.exe' }],
      ['CHAIN_UNTRUSTED', { trust: 'other.pem' }],
      ['REQUIREMENT_NOT_MET', { 'timestamp-trust': 'other.pem', require: 'timestamp' }],
      ['TIMESTAMP_QUORUM_NOT_MET', { 'timestamp-quorum': '2' }],
      ['TRUST_INVALID', { crl: 'bom.json' }],
      ['CERTIFICATE_NOT_YET_VALID', { at: '2020-01-01' }],
      ['REQUIREMENT_NOT_MET', { require: 'log' }],
      ['LOG_POLICY_INVALID', { 'log-policy': 'bom.json' }],
      ['SIGNER_UNEXPECTED', { 'signer-subject': 'CN=x' }],
      ['SIGNER_UNEXPECTED', { 'signer-issuer': 'CN=x' }],
      ['SIGNER_UNEXPECTED', { 'signer-key': 'ab'.repeat(32) }],
      ['SIGNER_UNEXPECTED', { 'signer-san': 'dns:x.test' }],
      ['SIGNATURE_TOO_OLD', { 'max-age': '1', at: new Date(Date.now() + 5 * 86_400_000).toISOString() }],
      ['ALGORITHM_WEAK', { 'min-rsa-bits': '8192' }],
      ['SIGNATURE_FILE_MALFORMED', { signature: 'bom.json' }],
      ['BUNDLE_SUBJECT_MISMATCH', { bundle: 'verified/tool.sh.sigstore.json' }],
      ['BUNDLE_SUBJECT_MISMATCH', { 'provenance-bundle': 'verified/tool.sh.provenance.sigstore.json' }],
      ['IDENTITY_UNEXPECTED', { 'identity-repository': 'https://github.com/acme/other' }],
      ['IDENTITY_UNEXPECTED', { 'identity-workflow': 'other.yml' }],
      ['IDENTITY_UNEXPECTED', { 'identity-ref': 'refs/heads/x' }],
      ['IDENTITY_UNEXPECTED', { 'identity-issuer': 'https://x.test' }],
      ['BUNDLE_IDENTITY_MISMATCH', { identity: 'x' }],
      ['BUNDLE_IDENTITY_MISMATCH', { issuer: 'https://x.test' }],
      ['OPTION_INVALID', { concurrency: '0' }],
      ['CONFIG_NOT_FOUND', { config: 'none.yaml' }],
      ['REPORT_NOT_WRITTEN', { sarif: 'dist' }],
      ['REPORT_NOT_WRITTEN', { junit: 'dist' }],
    ]
    await refusesEach('verify', base, wrong)
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
    await refusesEach('verify', asked, [
      ['REQUIREMENT_NOT_MET', { 'oci-format': 'bundle' }],
      ['OCI_ANNOTATION_MISMATCH', { annotation: 'env=test' }],
      ['TRUST_INVALID', { 'registry-ca': 'bom.json' }],
      ['OCI_REFERENCE_MISMATCH', { 'docker-reference': 'registry.example.com/app' }],
    ])
    assertAllExercised('verify')
  })

  test('of actions/setup', async () => {
    const addon = join(CHECKOUT, 'node_modules/pkcs11js')
    const made = await passes('setup', { pkcs11js: addon, 'development-token': 'true' })
    expect(made.stdout).toContain('pkcs11js from input')
    await refusesEach('setup', {}, [
      ['PKCS11JS_INVALID', { pkcs11js: 'dist' }],
      ['OPTION_INVALID', { 'development-token': 'ja' }],
    ])
    assertAllExercised('setup')
  })

  test('of actions/release', async () => {
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
    await refusesEach('release', base, [
      ['MANIFEST_NOT_FOUND', { manifest: 'none.yaml' }],
      ['KEY_UNKNOWN', { key: 'none' }],
      ['MODULE_MISSING', { key: uri, module: '/none.so' }],
      ['FILE_NOT_FOUND', { previous: 'none' }],
      ['OPTIONS_CONFLICT', { 'no-timestamp': 'true', 'timestamp-urls': tsa.url }],
      ['TIMESTAMP_QUORUM_INVALID', { 'timestamp-quorum': '2' }],
      ['FILE_NOT_FOUND', { trust: 'none.pem' }],
      ['TRUST_INVALID', { 'registry-ca': 'bom.json' }],
      ['OPTION_INVALID', { concurrency: '0' }],
      ['CONFIG_NOT_FOUND', { config: 'none.yaml' }],
    ])
    assertAllExercised('release')
  })

  test('of actions/attest', async () => {
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
    await refusesEach('attest', base, [
      ['MODULE_MISSING', { key: uri, module: '/none.so' }],
      ['CONFIG_NOT_FOUND', { config: 'none.yaml' }],
      ['FILE_NOT_FOUND', { predicate: 'none.json' }],
    ])
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
