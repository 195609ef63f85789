import { webcrypto } from 'node:crypto'
import {
  createSoftToken,
  openssl,
  type SoftKeyKind,
  type SoftTokenFixture,
  softHsmMissing,
  tempDir,
} from '@chancery/testkit'
import { Crypto as SoftwareCrypto } from '@peculiar/webcrypto'
import * as x509 from '@peculiar/x509'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type HsmCrypto, hsmCrypto, type KeyPairOptions } from '../src/index.ts'

const DATA = new TextEncoder().encode('tbs')
const KEYS: [SoftKeyKind, KeyPairOptions, webcrypto.AlgorithmIdentifier & object][] = [
  ['rsa2048', {}, { name: 'RSASSA-PKCS1-v1_5' }],
  ['rsa2048', { digest: 'sha512' }, { name: 'RSASSA-PKCS1-v1_5' }],
  ['rsa3072', { pss: true, digest: 'sha384' }, { name: 'RSA-PSS', saltLength: 48 } as webcrypto.RsaPssParams],
  ['p256', {}, { name: 'ECDSA', hash: 'SHA-256' } as webcrypto.EcdsaParams],
  ['p256', {}, { name: 'ECDSA', hash: 'SHA-512' } as webcrypto.EcdsaParams],
  ['p384', {}, { name: 'ECDSA', hash: { name: 'SHA-384' } } as webcrypto.EcdsaParams],
  ['p521', {}, { name: 'ecdsa', hash: 'sha-512' } as webcrypto.EcdsaParams],
  ['ed25519', {}, { name: 'Ed25519' }],
]

describe.skipIf(softHsmMissing())('Web Crypto over a token', () => {
  let soft: SoftTokenFixture
  let hsm: HsmCrypto
  beforeAll(async () => {
    const kinds = [...new Set(KEYS.map(([kind]) => kind))]
    soft = await createSoftToken({ keys: kinds.map((kind) => ({ label: kind, kind })) })
    hsm = hsmCrypto(soft.token)
  })
  afterAll(() => soft.dispose())

  test.each(KEYS)('signs with %s %j %j what Node verifies', async (label, options, algorithm) => {
    const { privateKey, publicKey } = await hsm.keyPair({ label }, options)
    const signature = await hsm.subtle.sign(algorithm, privateKey, DATA)
    expect(signature).toBeInstanceOf(ArrayBuffer)
    expect(await webcrypto.subtle.verify(algorithm, publicKey, signature, DATA)).toBe(true)
    expect(await hsm.subtle.verify(algorithm, publicKey, signature, DATA.slice(1))).toBe(false)
  })

  test('signs what another engine verifies', async () => {
    const { subtle } = new SoftwareCrypto()
    const { privateKey, publicKey } = await hsm.keyPair({ label: 'p384' })
    const signature = await hsm.subtle.sign({ name: 'ECDSA', hash: 'SHA-384' }, privateKey, DATA)
    const spki = await hsm.subtle.exportKey('spki', publicKey)
    const imported = await subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-384' }, true, ['verify'])
    const algorithm = { name: 'ECDSA', hash: 'SHA-384' }
    expect(await subtle.verify(algorithm, imported, signature, DATA)).toBe(true)
    expect(await subtle.verify(algorithm, imported, signature, DATA.slice(1))).toBe(false)
  })

  test('has handles for private keys', async () => {
    const { privateKey } = await hsm.keyPair({ label: 'p256' })
    expect(privateKey).toMatchObject({
      type: 'private',
      extractable: false,
      usages: ['sign'],
      algorithm: { name: 'ECDSA', namedCurve: 'P-256' },
    })
  })

  test('signs the bytes that were given, whatever becomes of their buffer', async () => {
    const { privateKey, publicKey } = await hsm.keyPair({ label: 'ed25519' })
    const buffer = Uint8Array.from(DATA)
    const signing = hsm.subtle.sign('Ed25519', privateKey, buffer.subarray(0, 2))
    buffer.fill(0)
    expect(await hsm.subtle.verify('Ed25519', publicKey, await signing, DATA.subarray(0, 2))).toBe(true)
  })

  test.each(['spki', 'jwk', 'pkcs8', 'raw'] as const)('does not export a private key as %s', async (format) => {
    const { privateKey } = await hsm.keyPair({ label: 'p256' })
    await expect(hsm.subtle.exportKey(format as 'spki', privateKey)).rejects.toMatchObject({
      name: 'InvalidAccessError',
    })
  })

  test('exports and imports public keys', async () => {
    const { publicKey } = await hsm.keyPair({ label: 'p384' })
    const spki = await hsm.subtle.exportKey('spki', publicKey)
    const again = await hsm.subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-384' }, true, ['verify'])
    expect(again.type).toBe('public')
    expect(await hsm.subtle.digest('SHA-256', DATA)).toEqual(await webcrypto.subtle.digest('SHA-256', DATA))
  })

  test('refuses to bring secrets into memory', async () => {
    const refused = { name: 'NotSupportedError' }
    const { privateKey, publicKey } = await hsm.keyPair({ label: 'rsa2048' })
    const raw = new Uint8Array(16)
    await expect(hsm.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify'])).rejects.toMatchObject(refused)
    await expect(hsm.subtle.importKey('raw', raw, { name: 'AES-GCM' }, true, ['encrypt'])).rejects.toMatchObject(
      refused,
    )
    await expect(hsm.subtle.decrypt({ name: 'RSA-OAEP' }, privateKey, raw)).rejects.toMatchObject(refused)
    const wrapping = hsm.subtle.wrapKey('pkcs8', privateKey, publicKey, { name: 'RSA-OAEP' })
    await expect(wrapping).rejects.toMatchObject(refused)
    const names = Object.getOwnPropertyNames(Object.getPrototypeOf(webcrypto.subtle)).filter(
      (name) => name !== 'constructor',
    )
    expect(names.length).toBeGreaterThan(11)
    const known = ['digest', 'verify', 'sign', 'exportKey', 'importKey']
    const subtle = hsm.subtle as unknown as Record<string, () => Promise<unknown>>
    for (const name of names.filter((name) => !known.includes(name))) {
      await expect(subtle[name]?.()).rejects.toMatchObject(refused)
    }
  })

  test('refuses keys and algorithms that do not fit', async () => {
    const { privateKey } = await hsm.keyPair({ label: 'p256' })
    const rsa = await hsm.keyPair({ label: 'rsa3072' }, { pss: true })
    const software = await webcrypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify'])
    const foreign = (software as unknown as webcrypto.CryptoKeyPair).privateKey
    const invalid = { name: 'InvalidAccessError' }
    await expect(hsm.subtle.sign('Ed25519', foreign, DATA)).rejects.toMatchObject(invalid)
    await expect(hsm.subtle.sign('Ed25519', { ...privateKey }, DATA)).rejects.toMatchObject(invalid)
    await expect(hsm.subtle.sign('Ed25519', privateKey, DATA)).rejects.toMatchObject(invalid)
    const sha1 = { name: 'ECDSA', hash: 'SHA-1' }
    await expect(hsm.subtle.sign(sha1, privateKey, DATA)).rejects.toMatchObject({ name: 'NotSupportedError' })
    await expect(hsm.subtle.sign('RSA-PSS', rsa.privateKey, DATA)).rejects.toThrow(TypeError)
  })

  test('tells what is wrong with a key by its code', async () => {
    await expect(hsm.keyPair({ label: 'absent' })).rejects.toMatchObject({ code: 'KEY_NOT_FOUND' })
  })

  describe('is an engine of @peculiar/x509', () => {
    const name = 'O=Chancery Test, CN=From the token'
    test.each(KEYS)('for a request and a certificate with %s %j %j', async (label, options, algorithm) => {
      const keys = await hsm.keyPair({ label }, options)
      const request = await x509.Pkcs10CertificateRequestGenerator.create(
        { name, keys, signingAlgorithm: algorithm as webcrypto.EcdsaParams },
        hsm,
      )
      expect(await request.verify(hsm)).toBe(true)
      const certificate = await x509.X509CertificateGenerator.createSelfSigned(
        {
          name,
          keys,
          signingAlgorithm: algorithm as webcrypto.EcdsaParams,
          extensions: [new x509.BasicConstraintsExtension(true)],
        },
        hsm,
      )
      expect(await certificate.verify({}, hsm)).toBe(true)
    })

    test('whose work openssl verifies', async (context) => {
      const tool = openssl(context)
      using dir = tempDir()
      const keys = await hsm.keyPair({ label: 'p384' })
      const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-384' }
      const request = await x509.Pkcs10CertificateRequestGenerator.create({ name, keys, signingAlgorithm }, hsm)
      const csr = dir.write('request.pem', request.toString('pem'))
      const { code, text } = await tool.run(['req', '-in', csr, '-verify', '-noout'])
      expect(code, text).toBe(0)
      const certificate = await x509.X509CertificateGenerator.createSelfSigned(
        { name, keys, signingAlgorithm, extensions: [new x509.BasicConstraintsExtension(true)] },
        hsm,
      )
      const pem = certificate.toString('pem')
      const verdict = await tool.verifyChain(pem, { trust: pem })
      expect(verdict.accepted, verdict.text).toBe(true)
    })
  })

  describe('is an engine of pkijs', () => {
    test.for([
      ['rsa2048', {}, 'SHA-256'],
      ['rsa3072', { pss: true, digest: 'sha512' }, 'SHA-512'],
      ['p256', {}, 'SHA-256'],
    ] as const)('for CMS with %s %j that openssl verifies', async ([label, options, hash], context) => {
      const keys = await hsm.keyPair({ label }, options)
      const signingAlgorithm = { name: keys.privateKey.algorithm.name, hash, saltLength: 64 }
      const certificate = await x509.X509CertificateGenerator.createSelfSigned(
        { name: 'CN=CMS', keys, signingAlgorithm, extensions: [new x509.BasicConstraintsExtension(true)] },
        hsm,
      )
      const engine = new pkijs.CryptoEngine({ name: 'hsm', crypto: hsm })
      const signer = pkijs.Certificate.fromBER(certificate.rawData)
      const cms = new pkijs.SignedData({
        version: 1,
        encapContentInfo: new pkijs.EncapsulatedContentInfo({
          eContentType: pkijs.ContentInfo.DATA,
          eContent: new asn1js.OctetString({ valueHex: DATA.slice().buffer }),
        }),
        signerInfos: [
          new pkijs.SignerInfo({
            version: 1,
            sid: new pkijs.IssuerAndSerialNumber({ issuer: signer.issuer, serialNumber: signer.serialNumber }),
          }),
        ],
        certificates: [signer],
      })
      await cms.sign(keys.privateKey, 0, hash, undefined, engine)
      const content = new pkijs.ContentInfo({ contentType: pkijs.ContentInfo.SIGNED_DATA, content: cms.toSchema(true) })
      const der = new Uint8Array(content.toSchema().toBER(false))
      await expect(cms.verify({ signer: 0, checkChain: false }, engine)).resolves.toBe(true)
      const verdict = await openssl(context).verifyCms(der, null, {
        trust: certificate.toString('pem'),
      })
      expect(verdict.accepted, verdict.text).toBe(true)
    })
  })
})
