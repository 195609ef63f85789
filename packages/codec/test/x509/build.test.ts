import { createHash, generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { type SignatureAlgorithmId, signatureAlgorithm, toHex } from '@chancery/core'
import { expect, test } from 'vitest'
import {
  buildCertificateContent,
  buildSigned,
  encodeAuthorityKeyIdentifier,
  encodeBasicConstraints,
  encodeExtKeyUsage,
  encodeKeyUsage,
  encodeName,
  encodeSubjectKeyIdentifier,
  extKeyUsageOf,
  KEY_PURPOSE,
  KEY_USAGE,
  keyUsageOf,
  parseCertificate,
  subjectKeyIdentifierOf,
} from '../../src/index.ts'

const spkiOf = (key: KeyObject): Uint8Array => key.export({ type: 'spki', format: 'der' })

function signContent(content: Uint8Array, algorithm: SignatureAlgorithmId, key: KeyObject): Uint8Array {
  const { scheme, digest } = signatureAlgorithm(algorithm)
  return buildSigned(content, algorithm, sign(scheme === 'eddsa' ? null : digest, content, key))
}

/** An authority and one that it certifies, as OpenSSL reads them. */
test.each([
  ['rsa-pkcs1-sha256', generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ['ecdsa-p256-sha256', generateKeyPairSync('ec', { namedCurve: 'P-256' })],
  ['ecdsa-p521-sha512', generateKeyPairSync('ec', { namedCurve: 'P-521' })],
  ['ed25519', generateKeyPairSync('ed25519')],
] as const)('OpenSSL accepts certificates signed with %s', (algorithm, authority) => {
  const leaf = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const issuer = encodeName('CN=Authority,O=Example') as Uint8Array
  const dates = { notBefore: new Date('2026-01-02T03:04:05Z'), notAfter: new Date('2051-01-02T03:04:05Z') }
  const issuerKey = spkiOf(authority.publicKey)
  const common = { ...dates, algorithm, issuer }
  const root = new X509Certificate(
    signContent(
      buildCertificateContent({
        ...common,
        serialNumber: Uint8Array.of(0x80, 1),
        subject: issuer,
        publicKey: issuerKey,
        extensions: [
          encodeBasicConstraints(true),
          encodeKeyUsage(KEY_USAGE.keyCertSign, KEY_USAGE.cRLSign),
          encodeSubjectKeyIdentifier(issuerKey),
        ],
      }),
      algorithm,
      authority.privateKey,
    ),
  )
  const der = signContent(
    buildCertificateContent({
      ...common,
      serialNumber: Uint8Array.of(2),
      subject: encodeName('CN=Leaf') as Uint8Array,
      publicKey: spkiOf(leaf.publicKey),
      extensions: [
        encodeBasicConstraints(false),
        encodeKeyUsage(KEY_USAGE.digitalSignature),
        encodeExtKeyUsage([KEY_PURPOSE.codeSigning], false),
        encodeSubjectKeyIdentifier(spkiOf(leaf.publicKey)),
        encodeAuthorityKeyIdentifier(issuerKey),
      ],
    }),
    algorithm,
    authority.privateKey,
  )
  const certificate = new X509Certificate(der)
  expect([root.ca, certificate.ca]).toEqual([true, false])
  expect(root.serialNumber).toBe('8001')
  expect(root.subject).toBe('O=Example\nCN=Authority')
  expect(root.verify(authority.publicKey)).toBe(true)
  // Compares names, key identifiers and key usage.
  expect(certificate.checkIssued(root)).toBe(true)
  expect(certificate.verify(authority.publicKey)).toBe(true)
  expect(certificate.verify(leaf.publicKey)).toBe(false)
  expect([certificate.validFrom, certificate.validTo]).toEqual(['Jan  2 03:04:05 2026 GMT', 'Jan  2 03:04:05 2051 GMT'])
  expect(certificate.keyUsage).toEqual([KEY_PURPOSE.codeSigning])

  const parsed = parseCertificate(der)
  expect(keyUsageOf(parsed)).toEqual([KEY_USAGE.digitalSignature])
  expect(keyUsageOf(parseCertificate(root.raw))).toEqual([KEY_USAGE.keyCertSign, KEY_USAGE.cRLSign])
  expect(extKeyUsageOf(parsed)).toEqual([KEY_PURPOSE.codeSigning])
  const point = spkiOf(leaf.publicKey).subarray(-65)
  expect(toHex(subjectKeyIdentifierOf(parsed) as Uint8Array)).toBe(createHash('sha1').update(point).digest('hex'))
})
