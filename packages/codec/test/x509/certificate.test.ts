import { createHash } from 'node:crypto'
import {
  certificateFacts,
  childrenOf,
  encodeBitString,
  encodeDer,
  encodeInteger,
  encodeOid,
  encodePem,
  encodeSequence,
  importPublicKey,
  parseCertificate,
  parseCrl,
  parseDer,
  parsePublicKey,
} from '@chancery/codec'
import { createCa, openssl, type TestKeyKind, tempDir, testKey, vectors } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'
import { authority, extension, make } from '../made-certificate.ts'

const code = (value: string) => expect.objectContaining({ code: value })

test.for(['Release', 'Müller + Söhne, "GmbH"', '#1; <a>\\', ' both ends '])(
  'the facts of %j are those that openssl prints',
  async (subject, context) => {
    const program = openssl(context)
    const { certificate } = make({ subject, issuer: null, serial: 0xabcdef })
    using dir = tempDir()
    const file = dir.write('leaf.pem', encodePem('CERTIFICATE', certificate.der))
    const names = ['-nameopt', 'RFC2253,-esc_msb,utf8', '-subject', '-issuer', '-serial']
    const { text } = await program.run(['x509', '-in', file, '-noout', ...names])
    const facts = certificateFacts(certificate)
    expect(text.split('\n').slice(0, 3)).toEqual([
      `subject=${facts.subject}`,
      `issuer=${facts.issuer}`,
      `serial=${facts.serial.toUpperCase()}`,
    ])
    expect(facts.sha256).toBe(createHash('sha256').update(certificate.der).digest('hex'))
    expect(facts.notAfter).toBe('2027-01-01T00:00:00Z')
  },
)

test('a name cannot forge a line of output', () => {
  const { certificate } = make({ subject: 'a\nverdict: trusted\u202e,CN=b\u2028', issuer: null })
  expect(certificate.subjectName).toBe('CN=a\\0averdict: trusted\\e2\\80\\ae\\,CN\\=b\\e2\\80\\a8'.replace('\\=', '='))
})

describe('keys', () => {
  test.each([
    ['rsa2048', 'rsa', 2048],
    ['rsa1024', 'rsa', 1024],
    ['p256', 'p256', 256],
    ['p384', 'p384', 384],
    ['p521', 'p521', 521],
    ['ed25519', 'ed25519', 256],
  ] as const)('%s', async (testKind, kind, bits) => {
    const key = parsePublicKey((await testKey(testKind satisfies TestKeyKind)).publicKey)
    expect(key).toMatchObject({ kind, bits, explicitCurve: false })
    expect(importPublicKey(key).type).toBe('public')
  })

  test('with a curve of their own, or of a kind we do not know, are of no kind', async () => {
    const { certificate } = await (await createCa()).certify({ key: 'p256', fault: 'explicit-curve' })
    const explicit = parseCertificate(certificate.der).publicKey
    expect(explicit).toMatchObject({ kind: null, explicitCurve: true })
    expect(() => importPublicKey(explicit)).toThrow(code('KEY_UNSUPPORTED'))
    const unknown = parsePublicKey(
      encodeSequence(encodeSequence(encodeOid('1.2.3')), encodeBitString(new Uint8Array(4))),
    )
    expect(unknown).toMatchObject({ kind: null, family: null })
  })

  test('that are no point of their curve are refused', async () => {
    const { publicKey } = await testKey('p256')
    const off = Uint8Array.from(publicKey, (byte, i) => (i === publicKey.length - 1 ? byte ^ 1 : byte))
    expect(() => importPublicKey(parsePublicKey(off))).toThrow(code('KEY_UNSUPPORTED'))
  })
})

describe('a certificate is refused', () => {
  const members = (der: Uint8Array) => {
    const [tbs, algorithm, signature] = childrenOf(parseDer(der, 'Certificate'), 'Certificate').map(
      ({ bytes }) => bytes,
    )
    return { tbs: tbs as Uint8Array, algorithm: algorithm as Uint8Array, signature: signature as Uint8Array }
  }
  const good = make({ subject: 'Good', issuer: null, extensions: [authority()] })

  test('where an extension occurs twice', () => {
    expect(() => make({ subject: 'Twice', issuer: null, extensions: [authority(), authority()] })).toThrow(
      code('X509_MALFORMED'),
    )
  })

  test('where the signed algorithm is not the one it is verified with', () => {
    const { tbs, signature } = members(good.certificate.der)
    const other = encodeSequence(encodeOid('1.2.840.10045.4.3.3'))
    expect(() => parseCertificate(encodeSequence(tbs, other, signature))).toThrow(code('X509_MALFORMED'))
  })

  test('with something after its end, or a member too many', () => {
    const { tbs, algorithm, signature } = members(good.certificate.der)
    expect(() => parseCertificate(Buffer.concat([good.certificate.der, Uint8Array.of(0)]))).toThrow(
      code('DER_TRAILING_BYTES'),
    )
    expect(() => parseCertificate(encodeSequence(tbs, algorithm, signature, encodeInteger(1)))).toThrow(
      code('DER_MALFORMED'),
    )
  })

  test('with an RSA key that is none', () => {
    const rsa = encodeSequence(
      encodeSequence(encodeOid('1.2.840.113549.1.1.1'), Uint8Array.of(5, 0)),
      encodeBitString(Uint8Array.of(1, 2)),
    )
    expect(() => parsePublicKey(rsa)).toThrow(expect.objectContaining({ name: 'CodecError' }))
  })

  test('more extensions than any has', () => {
    const extensions = Array.from({ length: 101 }, (_, i) => extension(`1.2.3.${i}`, encodeInteger(1), false))
    expect(() => make({ subject: 'Many', issuer: null, extensions })).toThrow(code('X509_MALFORMED'))
  })
})

test('attributes without a short name are written as their encoding', () => {
  expect(make({ subject: 'x', issuer: null, attribute: '1.2.3.4' }).certificate.subjectName).toBe('1.2.3.4=#0c0178')
})

describe('revocation lists', () => {
  const lists = vectors('x509').flatMap((vector) => (vector.crls ?? []).map((name) => vector.read(name)))

  test('are read', () => {
    for (const der of lists) {
      const list = parseCrl(der)
      expect(list.nextUpdate?.getTime()).toBeGreaterThan(list.thisUpdate.getTime())
    }
    expect(lists.length).toBeGreaterThan(0)
  })

  test('are refused where they name two algorithms', () => {
    const list = parseCrl(lists[0] as Uint8Array)
    const other = encodeSequence(encodeOid('1.2.840.10045.4.3.2'))
    expect(() => parseCrl(encodeSequence(list.tbs, other, encodeBitString(list.signature)))).toThrow(
      code('CRL_MALFORMED'),
    )
  })
})

test('a public key in another wrapping is none', () => {
  expect(() => parsePublicKey(encodeDer(0x31, encodeInteger(1)))).toThrow(code('DER_UNEXPECTED_TAG'))
})
