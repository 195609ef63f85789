/** Verification summaries, as slsa-verifier and cosign take them. */
import { tool } from '@chancery/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { type AttestBench, attestBench, outcome } from './attest-bench.ts'

const VSA = 'https://slsa.dev/verification_summary/v1'

let bench: AttestBench
beforeAll(async () => {
  bench = await attestBench()
  return () => bench[Symbol.dispose]()
})

describe('a verification summary', () => {
  const RESOURCE = 'https://example.com/app'
  const SAID = [
    '--vsa-verifier',
    'https://ci.example.com',
    '--vsa-resource',
    RESOURCE,
    '--vsa-policy',
    'urn:acme:policy:1',
  ]
  const PASSED = [
    ...SAID,
    '--vsa-result',
    'PASSED',
    '--vsa-level',
    'SLSA_BUILD_LEVEL_2',
    '--vsa-level',
    'ACME_REVIEWED',
  ]

  it('says what it is told, by digests of its own; cosign takes it', async (context) => {
    const ran = await bench.attest([
      'app',
      ...PASSED,
      '--vsa-policy-file',
      'chancery.yaml',
      '--vsa-input',
      'other',
      '--dsse',
      '--out',
      'vsa.sigstore.json',
    ])
    expect(ran.code, ran.stderr).toBe(0)
    expect(ran.report.attestations).toEqual([
      { bundle: 'vsa.sigstore.json', envelope: 'vsa.intoto.jsonl', predicateType: VSA, subjects: 1 },
    ])
    expect(bench.statement('vsa.sigstore.json').predicate).toMatchObject({
      policy: { uri: 'urn:acme:policy:1', digest: { sha256: bench.sha256('chancery.yaml') } },
      inputAttestations: [{ uri: 'other', digest: { sha256: bench.sha256('other') } }],
    })
    await bench.expectJudged(context, 'app', 'vsa.sigstore.json', VSA)
    // Ours takes the bare envelope as well.
    const verified = await bench.run(['verify', 'app', '--bundle', 'vsa.intoto.jsonl', '--json'])
    expect(verified.json.files[0]).toMatchObject({ record: 'verified' })
  })

  it('is taken by slsa-verifier, for what it says and nothing else', async (context) => {
    const program = tool('slsa-verifier', context)
    await bench.attest(['app', ...PASSED, '--dsse', '--out', 'vsa.sigstore.json'])
    const judge = async (more: Record<string, string> = {}): Promise<boolean> => {
      const flags = {
        'subject-digest': `sha256:${bench.sha256('app')}`,
        'attestation-path': bench.at('vsa.intoto.jsonl'),
        'verifier-id': 'https://ci.example.com',
        'resource-uri': RESOURCE,
        'verified-level': 'SLSA_BUILD_LEVEL_2',
        'public-key-path': bench.at('.chancery/attestation.pub'),
        ...more,
      }
      const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value])
      const { code, text } = await program.run(['verify-vsa', ...args])
      return code === 0 && text.includes('PASSED: SLSA verification passed')
    }
    expect(await judge()).toBe(true)
    expect(await judge({ 'verified-level': 'ACME_REVIEWED' })).toBe(true)
    expect(await judge({ 'subject-digest': `sha256:${bench.sha256('other')}` })).toBe(false)
    expect(await judge({ 'verifier-id': 'https://example.org' })).toBe(false)
    expect(await judge({ 'resource-uri': 'https://example.com/other' })).toBe(false)
    expect(await judge({ 'verified-level': 'SLSA_BUILD_LEVEL_3' })).toBe(false)
    await bench.attest(['app', ...SAID, '--vsa-result', 'FAILED', '--dsse', '--out', 'vsa.sigstore.json'])
    expect(bench.statement('vsa.sigstore.json').predicate).toMatchObject({
      verificationResult: 'FAILED',
      verifiedLevels: ['FAILED'],
    })
    expect(await judge()).toBe(false)
  })

  it.each([
    ['without who verified', ['--vsa-result', 'PASSED'], 'OPTION_INVALID'],
    ['without a level', [...SAID, '--vsa-result', 'PASSED'], 'STATEMENT_INVALID'],
    ['with another result', [...SAID, '--vsa-result', 'OK'], 'OPTION_INVALID'],
    ['with two levels of a track', [...PASSED, '--vsa-level', 'SLSA_BUILD_LEVEL_3'], 'STATEMENT_INVALID'],
    ['with a level for what failed', [...SAID, '--vsa-result', 'FAILED', '--vsa-level', 'X'], 'STATEMENT_INVALID'],
    ['with a policy that is not there', [...PASSED, '--vsa-policy-file', 'none'], 'FILE_NOT_FOUND'],
  ])('is refused %s', async (_, args, code) => {
    expect(outcome(await bench.attest(['app', ...args]))).toEqual([2, code])
  })
})
