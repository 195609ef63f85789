/** `verify --policy --vsa`: a policy's verdict, as slsa-verifier and cosign take it. */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { PROVENANCE_TYPE, signStatement } from '@chancery/attest'
import type { VerifyReport } from '@chancery/engine'
import { pem, type SkipContext, softwareKey, testKey, tool } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { type AttestBench, attestBench } from './attest-bench.ts'
import { schemaOf } from './schemas.ts'
import type { Ran } from './workbench.ts'

const VSA = 'https://slsa.dev/verification_summary/v1'
const VERIFIER = 'https://verify.example.com'
const BUILDER = 'https://github.com/acme/shared/.github/workflows/sign.yml'
const POLICY = `policy: https://example.com/policies/release/1
verifier: ${VERIFIER}
resource: https://downloads.example.com/{name}
formats: [blob, script]
require: [timestamp, attestation]
signer-subject: CN=Chancery Development Release
`
const WITH_PROVENANCE = `${POLICY}provenance:
  builders:
    - id: ${BUILDER}
      level: SLSA_BUILD_LEVEL_2
  sources: [https://github.com/acme/app]
  minimum-level: SLSA_BUILD_LEVEL_2
`
const valid = schemaOf('verify')

let bench: AttestBench
beforeAll(async () => {
  bench = await attestBench()
  bench.write('policy.yaml', POLICY)
  bench.write('provenance.yaml', WITH_PROVENANCE)
  const args = ['--key', 'release', '--format', 'blob', '--in-place']
  const signed = await bench.run(['sign', 'app', 'other', ...args])
  expect(signed.code, signed.stderr).toBe(0)
  const recorder = await testKey('p256', 'recorder')
  bench.write('recorder.pub', pem('PUBLIC KEY', recorder.publicKey))
  const predicate = {
    buildDefinition: {
      buildType: 'urn:test',
      externalParameters: { workflow: { repository: 'https://github.com/acme/app', ref: 'refs/tags/v1' } },
    },
    runDetails: { builder: { id: `${BUILDER}@refs/tags/v2` } },
  }
  const subjects = [{ name: 'app', digest: { sha256: bench.sha256('app') } }]
  const statement = { subjects, predicateType: PROVENANCE_TYPE, predicate }
  const bundle = await signStatement(statement, softwareKey({ key: recorder }))
  writeFileSync(bench.at('app.provenance.sigstore.json'), bundle)
  return () => bench[Symbol.dispose]()
})

const TRUST = ['.chancery/ca.pem', '.chancery/attestation.pub', 'recorder.pub'].flatMap((one) => ['--trust', one])

async function verify(...args: readonly string[]): Promise<Ran & { readonly report: VerifyReport }> {
  const ran = await bench.run(['verify', ...args, ...TRUST, '--json'])
  expect(valid(ran.json), JSON.stringify(valid.errors)).toBe(true)
  return { ...ran, json: ran.json, report: ran.json as unknown as VerifyReport }
}

async function taken(context: SkipContext, envelope: string, more: Record<string, string> = {}): Promise<boolean> {
  const flags = {
    'subject-digest': `sha256:${bench.sha256('app')}`,
    'attestation-path': bench.at(envelope),
    'verifier-id': VERIFIER,
    'resource-uri': 'https://downloads.example.com/app',
    'public-key-path': bench.at('.chancery/attestation.pub'),
    ...more,
  }
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value])
  const { code, text } = await tool('slsa-verifier', context).run(['verify-vsa', ...args])
  return code === 0 && text.includes('PASSED: SLSA verification passed')
}

describe('a policy that a file meets', () => {
  it('leaves a summary that slsa-verifier takes for this file, level and policy alone', async (context) => {
    const ran = await verify('app', '--policy', 'provenance.yaml', '--vsa', 'vsa.sigstore.json')
    expect(ran.code, ran.stderr).toBe(0)
    expect(ran.report.files[0]).toMatchObject({
      verdict: 'verified',
      policy: { result: 'PASSED', level: 'SLSA_BUILD_LEVEL_2', sha256: bench.sha256('provenance.yaml') },
      vsa: 'vsa.sigstore.json',
    })
    expect(bench.statement('vsa.sigstore.json')).toMatchObject({
      subject: [{ name: 'app', digest: { sha256: bench.sha256('app') } }],
      predicateType: VSA,
      predicate: {
        verifier: { id: VERIFIER, version: { chancery: expect.any(String) } },
        resourceUri: 'https://downloads.example.com/app',
        policy: {
          uri: 'https://example.com/policies/release/1',
          digest: { sha256: bench.sha256('provenance.yaml') },
        },
        inputAttestations: ['app.sigstore.json', 'app.provenance.sigstore.json'].map((name) => ({
          uri: name,
          digest: { sha256: createHash('sha256').update(bench.read(name)).digest('hex') },
        })),
        verificationResult: 'PASSED',
        verifiedLevels: ['SLSA_BUILD_LEVEL_2'],
      },
    })
    const level = { 'verified-level': 'SLSA_BUILD_LEVEL_2' }
    expect(await taken(context, 'vsa.intoto.jsonl', level)).toBe(true)
    expect(await taken(context, 'vsa.intoto.jsonl', { 'verified-level': 'SLSA_BUILD_LEVEL_3' })).toBe(false)
    const other = { 'subject-digest': `sha256:${bench.sha256('other')}` }
    expect(await taken(context, 'vsa.intoto.jsonl', { ...level, ...other })).toBe(false)
    expect(await taken(context, 'vsa.intoto.jsonl', { ...level, 'verifier-id': 'https://example.org' })).toBe(false)
    await bench.expectJudged(context, 'app', 'vsa.sigstore.json', VSA)
  })

  it('claims no level where nobody looked at provenance', async (context) => {
    const ran = await verify('app', '--policy', 'policy.yaml', '--vsa', 'bare.sigstore.json')
    expect(ran.code, ran.stderr).toBe(0)
    expect(ran.report.files[0]?.policy?.level).toBeNull()
    expect(bench.statement('bare.sigstore.json').predicate).toMatchObject({
      verifiedLevels: ['SLSA_BUILD_LEVEL_0'],
    })
    expect(await taken(context, 'bare.intoto.jsonl')).toBe(true)
    expect(await taken(context, 'bare.intoto.jsonl', { 'verified-level': 'SLSA_BUILD_LEVEL_1' })).toBe(false)
  })
})

describe('a policy that a file does not meet', () => {
  it('leaves a summary that says so, which slsa-verifier refuses', async (context) => {
    const ran = await verify('other', '--policy', 'provenance.yaml', '--vsa', 'failed.sigstore.json')
    expect([ran.code, ran.report.files[0]?.code]).toEqual([1, 'POLICY_NOT_MET'])
    expect(ran.report.files[0]).toMatchObject({ policy: { result: 'FAILED' }, vsa: 'failed.sigstore.json' })
    expect(bench.statement('failed.sigstore.json')).toMatchObject({
      subject: [{ name: 'other', digest: { sha256: bench.sha256('other') } }],
      predicate: { verificationResult: 'FAILED', verifiedLevels: ['FAILED'] },
    })
    const other = {
      'subject-digest': `sha256:${bench.sha256('other')}`,
      'resource-uri': 'https://downloads.example.com/other',
    }
    expect(await taken(context, 'failed.intoto.jsonl', other)).toBe(false)
  })

  it('fails a file that was changed, by what it is now', async () => {
    bench.write('changed', 'an app')
    for (const suffix of ['.p7s', '.sigstore.json'])
      bench.write(`changed${suffix}`, bench.read(`app${suffix}`).toString())
    writeFileSync(bench.at('changed.p7s'), bench.read('app.p7s'))
    bench.write('changed', 'another app')
    const ran = await verify('changed', '--policy', 'policy.yaml', '--vsa', 'changed.vsa.sigstore.json')
    expect(ran.code).toBe(1)
    expect(bench.statement('changed.vsa.sigstore.json')).toMatchObject({
      subject: [{ digest: { sha256: bench.sha256('changed') } }],
      predicate: { verificationResult: 'FAILED' },
    })
  })
})

describe('summaries', () => {
  it('of several files go to a folder, each by itself', async () => {
    const several = ['app', 'other', '--policy', 'policy.yaml', '--vsa']
    const refused = await bench.run(['verify', ...several, 'one.sigstore.json', ...TRUST, '--json'])
    expect([refused.code, refused.json.failed[0]?.code]).toEqual([2, 'OPTIONS_CONFLICT'])
    const ran = await verify(...several, 'summaries/')
    expect(ran.code, ran.stderr).toBe(0)
    expect(ran.report.files.map(({ vsa }) => vsa)).toEqual([
      'summaries/app.vsa.sigstore.json',
      'summaries/other.vsa.sigstore.json',
    ])
    expect(bench.list('summaries')).toEqual([
      'app.vsa.intoto.jsonl',
      'app.vsa.sigstore.json',
      'other.vsa.intoto.jsonl',
      'other.vsa.sigstore.json',
    ])
    // Once more: it is the same kind of thing about the same file.
    expect((await verify(...several, 'summaries')).code).toBe(0)
  })

  it('take no place of something else, and no summary is written of what is not there', async () => {
    const taking = await verify('app', '--policy', 'policy.yaml', '--vsa', 'app.sigstore.json')
    expect([taking.code, taking.report.files[0]?.code]).toEqual([2, 'ATTESTATION_PLACE_TAKEN'])
    const none = await verify('none', '--policy', 'policy.yaml', '--vsa', 'none.vsa.sigstore.json')
    expect(none.code).toBe(2)
    expect(bench.list()).not.toContain('none.vsa.sigstore.json')
  })

  it('that nobody can sign are an error before anything is verified', async () => {
    bench.write('alone/policy.yaml', POLICY)
    bench.write('alone/chancery.yaml', 'keys: {}')
    const ran = await bench.run(
      ['verify', '../app', '--policy', 'policy.yaml', '--vsa', 'v.json', '--trust', '../.chancery/ca.pem', '--json'],
      {
        cwd: bench.at('alone'),
      },
    )
    expect([ran.code, ran.json.failed[0]?.code]).toEqual([2, 'ATTESTATION_KEY_MISSING'])
  })
})
