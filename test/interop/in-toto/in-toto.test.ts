/** Our statements, judged by the in-toto project's own libraries: test/interop/in-toto/judge. What it says of a bundle is what is in the bundle. */
import { writeFileSync } from 'node:fs'
import { keyFingerprint, signStatement } from '@chancery/attest'
import { encodePem } from '@chancery/codec'
import { type PlainData, toBase64, utf8 } from '@chancery/core'
import { createCa, script, softwareKey, startOidc, tempDir, testKey, tool } from '@chancery/testkit'
import { beforeAll, describe, expect, it, type TestContext } from 'vitest'
import { type AttestBench, attestBench } from '../../e2e/cli/attest-bench.ts'
import { release, releaseBench } from '../../e2e/cli/release-bench.ts'

interface Verdict {
  readonly predicateType: string
  readonly subjects: Readonly<Record<string, string>>
  readonly predicate: 'validated' | 'typed' | 'opaque'
  readonly extended: boolean
  readonly keyid: string
}

async function judge(
  context: TestContext,
  publicKeyPem: string,
  files: readonly Uint8Array[],
): Promise<readonly (Verdict | null)[]> {
  using dir = tempDir()
  const input = utf8(JSON.stringify(files.map(toBase64)))
  const { code, stdout, text } = await tool('in-toto-judge', context).run([dir.write('key.pem', publicKeyPem)], {
    input,
  })
  expect(code, text).toBe(0)
  return JSON.parse(new TextDecoder().decode(stdout)) as readonly (Verdict | null)[]
}

let bench: AttestBench
let made = 0
beforeAll(async () => {
  bench = await attestBench()
  return () => bench[Symbol.dispose]()
})

const pem = (): string => bench.read('.chancery/attestation.pub').toString()

describe("in-toto's libraries take", () => {
  const CYCLONE = JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6' })
  const SUITE = '<testsuites><testsuite name="unit"><testcase name="a"/></testsuite></testsuites>'
  const VSA = ['--vsa-verifier', 'https://ci.example.com', '--vsa-resource', 'https://example.com/app']
  const LEVELS = ['--vsa-policy', 'urn:acme:policy:1', '--vsa-result', 'PASSED', '--vsa-level', 'SLSA_BUILD_LEVEL_2']

  it.for<[string, readonly string[], string, Verdict['predicate'], boolean]>([
    [
      'provenance that nobody proved',
      ['--provenance', '--allow-unverified'],
      'https://slsa.dev/provenance/v1',
      'validated',
      false,
    ],
    [
      'a verification summary',
      [...VSA, ...LEVELS, '--vsa-input', 'other'],
      'https://slsa.dev/verification_summary/v1',
      'typed',
      false,
    ],
    [
      'test results, with a member of ours',
      ['--test-results', 'unit.xml'],
      'https://in-toto.io/attestation/test-result/v0.1',
      'typed',
      true,
    ],
    ['an SPDX document', ['--sbom', 'app.spdx.json'], 'https://spdx.dev/Document/v2.3', 'opaque', false],
    ['a CycloneDX document', ['--sbom', 'app.cdx.json'], 'https://cyclonedx.org/bom', 'opaque', false],
    [
      'any predicate',
      ['--predicate-type', 'https://example.com/x/v1', '--predicate', 'x.json'],
      'https://example.com/x/v1',
      'opaque',
      false,
    ],
  ])('%s, as a bundle and as an envelope', async ([, args, predicateType, predicate, extended], context) => {
    bench.write('app.spdx.json', JSON.stringify({ spdxVersion: 'SPDX-2.3' }))
    bench.write('app.cdx.json', CYCLONE)
    bench.write('unit.xml', SUITE)
    bench.write('x.json', '{ "y": [1, "ü", null] }')
    const ran = await bench.attest(['app', ...args, '--dsse', '--out', `${++made}.sigstore.json`])
    expect(ran.code, ran.stderr).toBe(0)
    const [bundle, envelope] = [bench.read(`${made}.sigstore.json`), bench.read(`${made}.intoto.jsonl`)]
    const verdicts = await judge(context, pem(), [bundle, envelope])
    const expected = { predicateType, predicate, extended, subjects: { app: bench.sha256('app') } }
    expect(verdicts).toEqual([expected, expected].map((one) => ({ ...one, keyid: expect.stringMatching(/^SHA256:/) })))
  })

  it('provenance of a job that proved itself', async (context) => {
    await using gitlab = await startOidc({ ca: await createCa(), platform: 'gitlab' })
    const [issuer, audience] = ['https://gitlab.example.com', 'https://sign.example.com']
    bench.write('keys.json', gitlab.jwks())
    const identity = `identity:\n  audience: ${audience}\n  issuers:\n    - { issuer: "${issuer}", platform: gitlab, jwks: keys.json }\n`
    bench.write('proved.yaml', bench.read('chancery.yaml').toString() + identity)
    const token = await gitlab.token({ audience, claims: { iss: issuer } })
    const args = ['app', '--provenance', '--config', 'proved.yaml', '--out', 'proved.json']
    const ran = await bench.attest(args, { GITLAB_CI: 'true', CHANCERY_ID_TOKEN: token })
    expect(ran.code, ran.stderr).toBe(0)
    expect(await judge(context, pem(), [bench.read('proved.json')])).toMatchObject([
      { predicateType: 'https://slsa.dev/provenance/v1', predicate: 'validated', extended: false },
    ])
  })

  it('the record of a signature', async (context) => {
    writeFileSync(bench.at('run.sh'), script('bash'))
    const signed = await bench.run(['sign', 'run.sh', '--key', 'release', '--out', 'out'])
    expect(signed.code, signed.stderr).toBe(0)
    expect(await judge(context, pem(), [bench.read('out/run.sh.sigstore.json')])).toMatchObject([
      { predicateType: 'urn:chancery:signing-record:v1', subjects: { 'run.sh': bench.sha256('out/run.sh') } },
    ])
  })

  it('the record of a release, with our details beside its own members', async (context) => {
    using built = await releaseBench()
    const ran = await release(built)
    expect(ran.code, ran.stderr).toBe(0)
    const record = built.read('release/SHA256SUMS.release.sigstore.json')
    const [verdict] = await judge(context, built.read('.chancery/attestation.pub').toString(), [record])
    expect(verdict).toMatchObject({
      predicateType: 'https://in-toto.io/attestation/release/v0.1',
      predicate: 'typed',
      extended: true,
    })
    expect(Object.keys(verdict?.subjects ?? {})).toContain('app.exe')
  })

  it.for(['p256', 'ed25519'] as const)('the name that we give a key of kind %s', async (kind, context) => {
    const { bytes, publicKey } = await statement(kind)
    const [verdict] = await judge(context, encodePem('PUBLIC KEY', publicKey), [bytes])
    expect(verdict?.keyid).toBe(keyFingerprint(publicKey))
  })
})

const DIGEST = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'

async function statement(kind: 'p256' | 'ed25519'): Promise<{ bytes: Uint8Array; publicKey: Uint8Array }> {
  const key = await testKey(kind)
  const subjects = [{ name: 'app', digest: { sha256: DIGEST } }]
  const made = { subjects, predicateType: 'https://example.com/x/v1', predicate: { y: 1 } }
  return { bytes: await signStatement(made, softwareKey({ key })), publicKey: key.publicKey }
}

type Json = Record<string, unknown>

describe("in-toto's libraries refuse", () => {
  interface Bundle {
    dsseEnvelope: { payload: string; payloadType: string; signatures: { sig: string; keyid: string }[] }
  }

  it.for<[string, (bundle: Bundle) => void]>([
    [
      'another subject',
      ({ dsseEnvelope }) => edit(dsseEnvelope, (made) => (made.subject = [{ name: 'b', digest: { sha256: DIGEST } }])),
    ],
    ['another predicate', ({ dsseEnvelope }) => edit(dsseEnvelope, (made) => (made.predicate = { y: 2 }))],
    ['another payload type', ({ dsseEnvelope }) => (dsseEnvelope.payloadType = 'application/json')],
    ['another signature', ({ dsseEnvelope }) => flip(dsseEnvelope.signatures[0] as { sig: string })],
    ['no signature', ({ dsseEnvelope }) => (dsseEnvelope.signatures = [])],
    [
      "another key's name",
      ({ dsseEnvelope }) => ((dsseEnvelope.signatures[0] as { keyid: string }).keyid = 'SHA256:x'),
    ],
  ])('a bundle with %s', async ([, change], context) => {
    const { bytes, publicKey } = await statement('p256')
    const bundle = JSON.parse(new TextDecoder().decode(bytes)) as Bundle
    change(bundle)
    const files = [bytes, utf8(JSON.stringify(bundle)), utf8(JSON.stringify(bundle.dsseEnvelope))]
    const [whole, ...changed] = await judge(context, encodePem('PUBLIC KEY', publicKey), files)
    expect([whole?.predicateType, ...changed]).toEqual(['https://example.com/x/v1', null, null])
  })

  it('one by another key', async (context) => {
    const { bytes } = await statement('p256')
    const other = encodePem('PUBLIC KEY', (await testKey('p256', 'other')).publicKey)
    expect(await judge(context, other, [bytes])).toEqual([null])
  })

  it.for<[string, PlainData]>([
    [
      'provenance without a builder',
      { buildDefinition: { buildType: 'x', externalParameters: { a: 1 } }, runDetails: {} },
    ],
    ['provenance of nothing', {}],
  ])('%s, whoever signed it', async ([, predicate], context) => {
    const key = await testKey('p256')
    const subjects = [{ name: 'app', digest: { sha256: DIGEST } }]
    const made = { subjects, predicateType: 'https://slsa.dev/provenance/v1', predicate }
    const bytes = await signStatement(made, softwareKey({ key }))
    expect(await judge(context, encodePem('PUBLIC KEY', key.publicKey), [bytes])).toEqual([null])
  })
})

function edit(envelope: { payload: string }, change: (statement: Json) => void): void {
  const made = JSON.parse(Buffer.from(envelope.payload, 'base64').toString()) as Json
  change(made)
  envelope.payload = Buffer.from(JSON.stringify(made)).toString('base64')
}

function flip(signature: { sig: string }): void {
  const bytes = Buffer.from(signature.sig, 'base64')
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 1
  signature.sig = bytes.toString('base64')
}
