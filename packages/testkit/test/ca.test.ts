import { createPrivateKey, createPublicKey, verify, X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  type CertificateFault,
  type CertifyOptions,
  type CrlFault,
  createCa,
  openssl,
  pem,
  type TestKeyKind,
  testKey,
} from '../src/index.ts'

const KINDS: readonly TestKeyKind[] = ['rsa2048', 'rsa3072', 'p256', 'p384', 'p521', 'ed25519']

test.for(KINDS)('openssl builds the chain of a %s leaf under authorities of that kind', async (kind, context) => {
  const ca = await createCa({ key: kind })
  const leaf = await ca.certify({ key: kind })
  const trust = ca.root.certificate.pem
  const verdict = await openssl(context).verifyChain(leaf.chainPem, { trust }, ['-x509_strict', '-purpose', 'any'])
  expect(verdict).toMatchObject({ accepted: true })
  expect(leaf.chain).toHaveLength(2)
  expect(new X509Certificate(leaf.certificate.pem).keyUsage).toEqual(['1.3.6.1.5.5.7.3.3'])
})

test('a key held elsewhere gets a certificate, and another authority of the same names vouches for neither', async (context) => {
  const ca = await createCa()
  const { publicKey } = await testKey('p384', 'in a token')
  const issued = await ca.issue({ publicKey, subject: 'O=Chancery Test, CN=Token' })
  expect(issued.certificate.publicKey).toEqual(publicKey)
  expect(new X509Certificate(issued.certificate.der).publicKey.export({ format: 'der', type: 'spki' })).toEqual(
    Buffer.from(publicKey),
  )
  const verifyBy = async (trust: string) => (await openssl(context).verifyChain(issued.chainPem, { trust })).accepted
  expect(await verifyBy(ca.root.certificate.pem)).toBe(true)
  expect(await verifyBy((await createCa({ name: 'Other' })).root.certificate.pem)).toBe(false)
})

test('a clock in the past moves every validity there', async (context) => {
  const clock = new Date('2020-05-17T12:00:00Z')
  const ca = await createCa({ clock })
  const { chainPem } = await ca.certify({ key: 'p256' })
  const trust = ca.root.certificate.pem
  expect(await openssl(context).verifyChain(chainPem, { trust, at: clock })).toMatchObject({ accepted: true })
  expect(await openssl(context).verifyChain(chainPem, { trust })).toMatchObject({ accepted: false })
})

/** What openssl says (X509_V_ERR numbers), and with which demands. */
const REFUSALS: readonly (readonly [CertificateFault, number, CertifyOptions?, (readonly string[])?])[] = [
  ['expired', 10],
  ['not-yet-valid', 9],
  ['wrong-eku', 26, { purpose: 'timestamping' }, ['-purpose', 'timestampsign']],
  ['no-eku', 26, { purpose: 'timestamping' }, ['-purpose', 'timestampsign']],
  ['noncritical-eku', 26, { purpose: 'timestamping' }, ['-purpose', 'timestampsign']],
  ['additional-eku', 26, { purpose: 'timestamping' }, ['-purpose', 'timestampsign']],
  ['wrong-key-usage', 26, { purpose: 'timestamping' }, ['-purpose', 'timestampsign']],
  ['revoked', 23],
  ['chain-withheld', 20],
  ['weak-key', 66, {}, ['-auth_level', '2']],
  ['sha1-signature', 68, {}, ['-auth_level', '2']],
  ['explicit-curve', 94, { key: 'p256' }],
  ['path-length', 25],
  ['issuer-not-ca', 79],
  ['issuer-key-usage', 32],
  ['issuer-expired', 10],
  ['name-constraint', 47],
  ['unknown-critical-extension', 34],
  ['broken-signature', 7],
]

describe('openssl refuses the fault, and the same leaf without it passes', () => {
  test.for(REFUSALS)('%s', async ([fault, error, options = {}, args = []], context) => {
    const ca = await createCa()
    const leaf = await ca.certify({ ...options, fault })
    const crls = leaf.crls.map((der) => pem('X509 CRL', der))
    const trust = { trust: ca.root.certificate.pem, crls }
    const refused = await openssl(context).verifyChain(leaf.chainPem, trust, args)
    expect(refused.accepted).toBe(false)
    expect(refused.text).toContain(`error ${error} at`)
    const good = await ca.certify(options)
    expect(await openssl(context).verifyChain(good.chainPem, trust, args)).toMatchObject({ accepted: true })
  })

  test('other-key: the certificate is of another key', async () => {
    const leaf = await (await createCa()).certify({ key: 'p256', fault: 'other-key' })
    const key = createPrivateKey(leaf.key.privateKeyPem)
    expect(new X509Certificate(leaf.certificate.der).checkPrivateKey(key)).toBe(false)
  })
})

const CRL_REFUSALS: readonly (readonly [CrlFault, number])[] = [
  ['stale', 12],
  ['other-issuer', 3],
  ['forged', 8],
]

test.for(CRL_REFUSALS)('openssl takes no word from a %s revocation list', async ([fault, error], context) => {
  const ca = await createCa()
  const leaf = await ca.certify({ key: 'p256' })
  const by = async (list: string) =>
    openssl(context).verifyChain(leaf.chainPem, { trust: ca.root.certificate.pem, crls: [list] })
  const refused = await by((await ca.crl({ fault })).pem)
  expect(refused.accepted).toBe(false)
  expect(refused.text).toContain(`error ${error} at`)
  expect(await by((await ca.crl()).pem)).toMatchObject({ accepted: true })
})

test('the forged root has the name and the public key of the real one, and its signatures verify by its own parameters', async (context) => {
  const ca = await createCa()
  const forged = await ca.forge()
  expect(forged.root.subject).toBe(ca.root.certificate.subject)
  const point = (spki: Uint8Array): string => Buffer.from(spki.subarray(-65)).toString('hex')
  expect(point(forged.root.publicKey)).toBe(point(ca.root.certificate.publicKey))
  for (const certificate of [forged.root, forged.certificate]) {
    const { message, signature } = split(certificate.der)
    const verifies = (spki: Uint8Array): boolean =>
      verify('sha256', message, createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }), signature)
    expect(verifies(forged.root.publicKey)).toBe(true)
    expect(verifies(ca.root.certificate.publicKey)).toBe(false)
  }
  const verdict = await openssl(context).verifyChain(forged.chainPem, { trust: ca.root.certificate.pem })
  expect(verdict).toMatchObject({ accepted: false })
})

test('a root with explicit curve parameters is anchor for nobody', async (context) => {
  const ca = await createCa({ explicitCurveRoot: true })
  const leaf = await ca.certify({ key: 'p256' })
  const refused = await openssl(context).verifyChain(leaf.chainPem, { trust: ca.root.certificate.pem })
  expect(refused.accepted).toBe(false)
  expect(refused.text).toContain('error 94 at')
})

/** tbsCertificate and signatureValue, RFC 5280 section 4.1.1; the lengths are of two octets here. */
function split(der: Uint8Array): { message: Uint8Array; signature: Uint8Array } {
  const at = 4
  const length = 4 + ((der[at + 2] as number) << 8) + (der[at + 3] as number)
  const algorithm = at + length
  const bits = algorithm + 2 + (der[algorithm + 1] as number)
  return { message: der.subarray(at, at + length), signature: der.subarray(bits + 3) }
}
