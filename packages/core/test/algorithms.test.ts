import { describe, expect, it } from 'vitest'
import {
  chooseSignatureAlgorithm,
  DIGESTS,
  digestByOid,
  KEY_ALGORITHMS,
  SIGNATURE_ALGORITHMS,
  signatureAlgorithm,
} from '../src/index.ts'

describe('the table of algorithms', () => {
  it('has one row for each name, and its parts know each other', () => {
    expect(new Set(SIGNATURE_ALGORITHMS.map(({ id }) => id)).size).toBe(SIGNATURE_ALGORITHMS.length)
    expect(new Set(DIGESTS.map(({ oid }) => oid)).size).toBe(DIGESTS.length)
    for (const row of SIGNATURE_ALGORITHMS) {
      expect(signatureAlgorithm(row.id)).toBe(row)
      expect(KEY_ALGORITHMS.some(({ kind }) => kind === row.key)).toBe(true)
      expect(DIGESTS.some(({ name, weak }) => name === row.digest && !weak)).toBe(true)
    }
  })

  it.each([
    ['rsa', undefined, false, 'rsa-pkcs1-sha256'],
    ['rsa', 'sha512', false, 'rsa-pkcs1-sha512'],
    ['rsa', 'sha384', true, 'rsa-pss-sha384'],
    ['p256', undefined, false, 'ecdsa-p256-sha256'],
    ['p384', undefined, false, 'ecdsa-p384-sha384'],
    ['p521', undefined, false, 'ecdsa-p521-sha512'],
    ['ed25519', undefined, false, 'ed25519'],
  ] as const)('%s with %s, PSS %s, signs %s', (kind, digest, pss, id) => {
    expect(chooseSignatureAlgorithm(kind, digest, pss).id).toBe(id)
  })

  it.each([
    ['p256', 'sha512'],
    ['p384', 'sha256'],
    ['ed25519', 'sha256'],
  ] as const)('%s does not sign with %s', (kind, digest) => {
    expect(() => chooseSignatureAlgorithm(kind, digest)).toThrow(
      expect.objectContaining({ code: 'ALGORITHM_UNSUPPORTED' }),
    )
  })

  it('knows no digest it does not have', () => {
    expect(digestByOid('1.2.3')).toBeNull()
    expect(digestByOid('1.3.14.3.2.26')?.weak).toBe(true)
  })
})
