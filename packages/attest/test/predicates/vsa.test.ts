import { AttestError } from '@chancery/attest'
import { type Verification, vsaPredicate } from '@chancery/attest/predicates'
import { describe, expect, it } from 'vitest'

const PASSED: Verification = {
  verifier: 'https://ci.example.com/verifier',
  verifiedAt: new Date('2026-03-01T12:00:00Z'),
  resourceUri: 'pkg:generic/app@1',
  policy: { uri: 'https://example.com/policy', sha256: 'ab'.repeat(32) },
  result: 'PASSED',
  levels: ['SLSA_BUILD_LEVEL_3', 'SLSA_SOURCE_LEVEL_UNEVALUATED', 'ACME_REVIEWED'],
  inputs: [{ name: 'app.provenance.sigstore.json', sha256: 'cd'.repeat(32) }],
}

function problemsOf(more: Partial<Verification>): readonly string[] {
  try {
    vsaPredicate({ ...PASSED, ...more })
  } catch (error) {
    if (!(error instanceof AttestError)) throw error
    expect(error.code).toBe('STATEMENT_INVALID')
    return error.details.problems as readonly string[]
  }
  return []
}

describe('a verification summary', () => {
  it('says who found what, when, of what, and by which policy', () => {
    expect(vsaPredicate(PASSED)).toEqual({
      verifier: { id: 'https://ci.example.com/verifier' },
      timeVerified: '2026-03-01T12:00:00.000Z',
      resourceUri: 'pkg:generic/app@1',
      policy: { uri: 'https://example.com/policy', digest: { sha256: 'ab'.repeat(32) } },
      inputAttestations: [{ uri: 'app.provenance.sigstore.json', digest: { sha256: 'cd'.repeat(32) } }],
      verificationResult: 'PASSED',
      verifiedLevels: ['SLSA_BUILD_LEVEL_3', 'SLSA_SOURCE_LEVEL_UNEVALUATED', 'ACME_REVIEWED'],
    })
  })

  it('leaves out what is not known, and gives what failed no level', () => {
    const policy = { uri: 'urn:policy', sha256: null }
    expect(vsaPredicate({ ...PASSED, policy, inputs: [], result: 'FAILED', levels: [] })).toEqual({
      verifier: { id: 'https://ci.example.com/verifier' },
      timeVerified: '2026-03-01T12:00:00.000Z',
      resourceUri: 'pkg:generic/app@1',
      policy: { uri: 'urn:policy' },
      verificationResult: 'FAILED',
      verifiedLevels: ['FAILED'],
    })
  })

  it.each([
    ['a verifier that is no URI', { verifier: 'us' }, 1],
    ['two things that are none', { resourceUri: 'app', policy: { uri: 'a b:c d', sha256: null } }, 2],
    ['no level', { levels: [] }, 1],
    ['a level for what failed', { result: 'FAILED' }, 1],
    ['a failure for what passed', { levels: ['FAILED'] }, 1],
    ['two levels of one track', { levels: ['SLSA_BUILD_LEVEL_1', 'SLSA_BUILD_LEVEL_2'] }, 1],
    ['a level that SLSA does not have', { levels: ['SLSA_BUILD_LEVEL_HIGH'] }, 1],
    ['a level that only looks like one of SLSA’s', { levels: ['SLSA_3'] }, 1],
    ['an empty level', { levels: [''] }, 1],
  ] as const)('refuses %s', (_, more, count) => {
    expect(problemsOf(more as Partial<Verification>)).toHaveLength(count)
  })
})
