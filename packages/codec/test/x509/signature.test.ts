import {
  algorithmIdentifierOf,
  encodeDer,
  encodeInteger,
  encodeOid,
  encodeSequence,
  encodeSignatureIdentifier,
  parseCertificate,
  parseDer,
  parsePublicKey,
  resolveSignatureScheme,
  verifySignature,
  verifySignatureStream,
} from '@chancery/codec'
import { digestByName, fromHex, SIGNATURE_ALGORITHMS, signatureAlgorithm } from '@chancery/core'
import { createCa, softwareKey, type TestKeyKind, testKey, vectors } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'

interface Wycheproof {
  readonly testGroups: readonly {
    readonly publicKeyDer: string
    readonly tests: readonly { tcId: number; comment: string; msg: string; sig: string; result: string }[]
  }[]
}

const SCHEMES: Readonly<Record<string, 'rsa-pss-sha256' | 'ecdsa-p256-sha256'>> = {
  'wycheproof/rsa_pss_2048_sha256_mgf1_32': 'rsa-pss-sha256',
  'wycheproof/ecdsa_secp256r1_sha256': 'ecdsa-p256-sha256',
}

test.each(vectors('wycheproof').map((vector) => [vector.id, vector] as const))('%s', (id, vector) => {
  const { testGroups }: Wycheproof = JSON.parse(new TextDecoder().decode(vector.read()))
  const scheme = schemeOf(SCHEMES[id] as 'rsa-pss-sha256')
  const verdicts = { valid: 0, invalid: 0 }
  for (const group of testGroups) {
    const key = parsePublicKey(fromHex(group.publicKeyDer))
    for (const { tcId, comment, msg, sig, result } of group.tests) {
      const valid = verifySignature(key, scheme, fromHex(msg), fromHex(sig))
      if (result !== 'acceptable') expect(valid, `${tcId} ${comment}`).toBe(result === 'valid')
      verdicts[valid ? 'valid' : 'invalid']++
    }
  }
  expect(verdicts).toEqual((vector.facts as { results: unknown }).results)
})

function schemeOf(id: (typeof SIGNATURE_ALGORITHMS)[number]['id']) {
  const encoded = encodeSignatureIdentifier(signatureAlgorithm(id), 'certificate')
  return resolveSignatureScheme(algorithmIdentifierOf(parseDer(encoded, 'algorithm'), 'algorithm'), null)
}

describe('every algorithm that we sign with', () => {
  test.each(SIGNATURE_ALGORITHMS.map(({ id }) => id))(
    '%s is verified, whole and streamed, and by no other key',
    async (id) => {
      const { key: kind, digest, scheme } = signatureAlgorithm(id)
      const testKind = (kind === 'rsa' ? 'rsa2048' : kind) as TestKeyKind
      const held = await testKey(testKind)
      const message = new TextEncoder().encode(id)
      const signature = await softwareKey({ key: held }, { digest, pss: scheme === 'rsa-pss' }).sign(message)
      const key = parsePublicKey(held.publicKey)
      expect(verifySignature(key, schemeOf(id), message, signature)).toBe(true)

      const chunks = async function* () {
        for (const byte of message) yield Uint8Array.of(byte)
      }
      // Ed25519 hashes its message twice and cannot be streamed.
      expect(await verifySignatureStream(key, schemeOf(id), chunks(), signature)).toBe(kind !== 'ed25519')

      const other = parsePublicKey((await testKey(testKind, 'other')).publicKey)
      expect(verifySignature(other, schemeOf(id), message, signature)).toBe(false)
      const flipped = Uint8Array.from(signature, (byte, i) => (i === signature.length - 1 ? byte ^ 1 : byte))
      expect(verifySignature(key, schemeOf(id), message, flipped)).toBe(false)
      expect(verifySignature(key, schemeOf(id), message, new Uint8Array())).toBe(false)
    },
  )

  test('a key with a curve of its own verifies only where that is asked for', async () => {
    const ca = await createCa()
    const held = await ca.certify({ key: 'p256', fault: 'explicit-curve' })
    const key = parseCertificate(held.certificate.der).publicKey
    const message = new Uint8Array(3)
    const signature = await softwareKey(held).sign(message)
    const scheme = schemeOf('ecdsa-p256-sha256')
    expect(verifySignature(key, scheme, message, signature)).toBe(false)
    expect(verifySignature(key, scheme, message, signature, { explicitCurve: 'allowed' })).toBe(true)
    expect(verifySignature(key, scheme, Uint8Array.of(1), signature, { explicitCurve: 'allowed' })).toBe(false)
  })

  test('a key of another kind verifies nothing', async () => {
    const signature = await softwareKey({ key: await testKey('p256') }).sign(new Uint8Array(3))
    const key = parsePublicKey((await testKey('rsa2048')).publicKey)
    expect(verifySignature(key, schemeOf('ecdsa-p256-sha256'), new Uint8Array(3), signature)).toBe(false)
  })
})

describe('identifiers', () => {
  const identifier = (...members: readonly Uint8Array[]) =>
    algorithmIdentifierOf(parseDer(encodeSequence(...members), 'algorithm'), 'algorithm')
  const code = (value: string) => expect.objectContaining({ code: value })
  const pss = encodeOid('1.2.840.113549.1.1.10')

  test('a digest beside them completes those of keys', () => {
    expect(resolveSignatureScheme(identifier(encodeOid('1.2.840.113549.1.1.1')), digestByName('sha384'))).toMatchObject(
      {
        scheme: 'rsa-pkcs1',
        digest: { name: 'sha384' },
      },
    )
    expect(resolveSignatureScheme(identifier(encodeOid('1.2.840.10045.2.1')), digestByName('sha256')).scheme).toBe(
      'ecdsa',
    )
    expect(() => resolveSignatureScheme(identifier(encodeOid('1.2.840.113549.1.1.1')), null)).toThrow(
      code('KEY_UNSUPPORTED'),
    )
  })

  test('a digest beside them must be the one that they name', () => {
    const sha256WithRsa = identifier(encodeOid('1.2.840.113549.1.1.11'))
    expect(resolveSignatureScheme(sha256WithRsa, digestByName('sha256')).digest.name).toBe('sha256')
    expect(() => resolveSignatureScheme(sha256WithRsa, digestByName('sha1'))).toThrow(code('CMS_MALFORMED'))
    expect(() => resolveSignatureScheme(identifier(pss), digestByName('sha256'))).toThrow(code('CMS_MALFORMED'))
  })

  test('RSA-PSS without parameters is SHA-1 with 20 bytes of salt', () => {
    expect(resolveSignatureScheme(identifier(pss), null)).toMatchObject({ digest: { name: 'sha1' }, saltLength: 20 })
  })

  test('RSA-PSS with a gigantic salt, and algorithms that we do not know, are refused', () => {
    const salt = encodeSequence(encodeDer(0xa2, encodeInteger(1 << 20)))
    expect(() => resolveSignatureScheme(identifier(pss, salt), null)).toThrow(code('KEY_UNSUPPORTED'))
    expect(() => resolveSignatureScheme(identifier(encodeOid('1.2.3')), null)).toThrow(code('KEY_UNSUPPORTED'))
  })
})
