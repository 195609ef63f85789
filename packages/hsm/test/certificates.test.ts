import { type Ca, createCa, createSoftToken, pem, type SoftTokenFixture, softHsmMissing } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCertificates } from '../src/certificates.ts'
import { CK, type Cryptoki, type Handle } from '../src/cryptoki.ts'
import { openToken } from '../src/token.ts'
import type { KeyFacts } from '../src/token-contents.ts'
import { findObjects } from '../src/token-object.ts'
import { faultyModules } from './faulty-module.ts'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)

describe('a certificate file', () => {
  test('is PEM with several, or one in DER', async () => {
    const ca = await createCa()
    const { chain, chainPem, certificate } = await ca.certify()
    const subjects = (file: Uint8Array): string[] => readCertificates(file).map(({ serial }) => serial)
    expect(subjects(text(chainPem))).toHaveLength(chain.length)
    expect(subjects(text(`some words\n${certificate.pem}`))).toEqual([certificate.serial])
    expect(subjects(certificate.der)).toEqual([certificate.serial])
  })

  test.each([
    ['empty', ''],
    ['no PEM', 'hello'],
    ['a key', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n'],
    ['a cut block', '-----BEGIN CERTIFICATE-----\nAAAA\n'],
    ['not base64', '-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n'],
    ['no certificate inside', '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n'],
    ['broken DER', '0\u0001'],
    ['not UTF-8', '\u0000'],
  ])('that is %s is refused', (_, content) => {
    expect(() => readCertificates(text(content))).toThrow(
      expect.objectContaining({ code: 'CERTIFICATE_INVALID', exitCode: 2 }),
    )
  })
})

describe.skipIf(softHsmMissing())("a key's certificate", () => {
  let soft: SoftTokenFixture
  let ca: Ca
  let cryptoki: Cryptoki
  let session: Handle
  beforeAll(async () => {
    ca = await createCa()
    soft = await createSoftToken()
    const faulty = faultyModules()
    await openToken(soft.options, undefined, faulty.modules)
    cryptoki = faulty.real()
    const slot = cryptoki.C_GetSlotList(true).find((one) => cryptoki.C_GetTokenInfo(one).label.trim() === soft.label)
    session = cryptoki.C_OpenSession(slot as Handle, CK.CKF_SERIAL_SESSION | CK.CKF_RW_SESSION)
  })
  afterAll(() => soft.dispose())

  const newKey = (label: string): Promise<KeyFacts> => soft.token.generateKey({ label, kind: 'p256' })
  const publicKeyOf = (key: KeyFacts): Uint8Array => key.publicKey as Uint8Array
  const removeIssuers = (): void => {
    for (const { der } of [ca.intermediate.certificate, ca.root.certificate]) {
      for (const object of findObjects(cryptoki, session, {
        [CK.CKA_CLASS]: CK.CKO_CERTIFICATE,
        [CK.CKA_VALUE]: der,
      })) {
        cryptoki.C_DestroyObject(session, object)
      }
    }
  }

  test('comes from a file, with its chain in order', async () => {
    const key = await newKey('from file')
    const { chain } = await ca.issue({ publicKey: publicKeyOf(key) })
    const shuffled = [chain[0], ca.root.certificate.der, ...chain.slice(1)] as Uint8Array[]
    const { info } = await soft.token.signingKey({ label: 'from file', certificates: shuffled })
    expect(info.certificates).toEqual([...chain, ca.root.certificate.der])
  })

  test('comes from a PEM file', async () => {
    const { chain, chainPem } = await ca.issue({ publicKey: publicKeyOf(await newKey('from pem')) })
    const { info } = await soft.token.signingKey({ label: 'from pem', certificates: [text(chainPem)] })
    expect(info.certificates).toEqual(chain)
  })

  test('of another key is refused', async () => {
    await newKey('mismatch')
    const { chain } = await ca.certify()
    const signing = soft.token.signingKey({ label: 'mismatch', certificates: chain })
    await expect(signing).rejects.toMatchObject({ code: 'CERTIFICATE_MISMATCH', exitCode: 2 })
  })

  test('behind its issuer in the file is refused', async () => {
    const { chain } = await ca.issue({ publicKey: publicKeyOf(await newKey('wrong order')) })
    const signing = soft.token.signingKey({ label: 'wrong order', certificates: [...chain].reverse() })
    await expect(signing).rejects.toMatchObject({ code: 'CERTIFICATE_MISMATCH' })
  })

  test('is put on the token with its issuers, once, and found there', async () => {
    const key = await newKey('imported')
    const { chain, chainPem } = await ca.issue({ publicKey: publicKeyOf(key) })
    const count = (): number => findObjects(cryptoki, session, { [CK.CKA_CLASS]: CK.CKO_CERTIFICATE }).length
    await soft.token.importCertificate({ label: 'imported' }, text(chainPem))
    const after = count()
    await soft.token.importCertificate({ label: 'imported' }, text(chainPem))
    expect(count()).toBe(after)
    const { info } = await soft.token.signingKey({ uri: key.uri })
    expect(info.certificates).toEqual(chain)
    expect((await soft.token.keys()).find(({ label }) => label === 'imported')).toMatchObject({ certificate: true })
  })

  test('of another key is not put on the token', async () => {
    await newKey('import mismatch')
    const { certificate } = await ca.certify()
    const importing = soft.token.importCertificate({ label: 'import mismatch' }, certificate.der)
    await expect(importing).rejects.toMatchObject({ code: 'CERTIFICATE_MISMATCH' })
    expect((await soft.token.keys()).find(({ label }) => label === 'import mismatch')).toMatchObject({
      certificate: false,
    })
  })

  test('from the token is completed with issuers from there, not from strangers of the same name', async () => {
    removeIssuers()
    const key = await newKey('completed')
    const { certificate, chain } = await ca.issue({ publicKey: publicKeyOf(key) })
    await soft.token.importCertificate({ label: 'completed' }, certificate.der)
    expect((await soft.token.signingKey({ label: 'completed' })).info.certificates).toEqual([certificate.der])
    const namesake = await createCa({ key: 'p384' })
    const impostor = [certificate.der, namesake.intermediate.certificate.der]
    const { info } = await soft.token.signingKey({ label: 'completed', certificates: impostor })
    expect(info.certificates).toEqual([certificate.der])
    await soft.token.importCertificate({ label: 'completed' }, text(certificate.pem + ca.intermediate.certificate.pem))
    expect((await soft.token.signingKey({ label: 'completed' })).info.certificates).toEqual(chain)
  })

  test('that was renewed is the newer one', async () => {
    const key = await newKey('renewed')
    const day = 86_400_000
    const issued = await Promise.all(
      [-20, -2, -9].map((days) =>
        ca.issue({ publicKey: publicKeyOf(key), notBefore: new Date(ca.clock.getTime() + days * day) }),
      ),
    )
    for (const { certificate } of issued) await soft.token.importCertificate({ label: 'renewed' }, certificate.der)
    const { info } = await soft.token.signingKey({ label: 'renewed' })
    expect(info.certificates[0]).toEqual(issued[1]?.certificate.der)
  })

  test('gives the public key where the token has no other', async () => {
    const key = await newKey('certificate only')
    const { certificate } = await ca.issue({ publicKey: publicKeyOf(key) })
    await soft.token.importCertificate({ label: 'certificate only' }, certificate.der)
    for (const object of findObjects(cryptoki, session, {
      [CK.CKA_CLASS]: CK.CKO_PUBLIC_KEY,
      [CK.CKA_LABEL]: 'certificate only',
    })) {
      cryptoki.C_DestroyObject(session, object)
    }
    const found = await soft.token.signingKey({ label: 'certificate only' })
    expect(found.info.publicKey).toEqual(key.publicKey)
    await expect(found.sign(Uint8Array.of(1))).resolves.toBeInstanceOf(Uint8Array)
  })

  test('from a file gives the public key where the token has none at all, and a wrong one does not pass', async () => {
    const key = await newKey('file only')
    for (const object of findObjects(cryptoki, session, {
      [CK.CKA_CLASS]: CK.CKO_PUBLIC_KEY,
      [CK.CKA_LABEL]: 'file only',
    })) {
      cryptoki.C_DestroyObject(session, object)
    }
    const { chain } = await ca.issue({ publicKey: publicKeyOf(key) })
    const right = await soft.token.signingKey({ label: 'file only', certificates: chain })
    await expect(right.sign(Uint8Array.of(1))).resolves.toBeInstanceOf(Uint8Array)
    const other = await ca.certify({ key: 'p256' })
    const wrong = await soft.token.signingKey({ label: 'file only', certificates: other.chain })
    await expect(wrong.sign(Uint8Array.of(1))).rejects.toMatchObject({ code: 'SIGNATURE_WRONG' })
  })

  test('beside rubbish that calls itself a certificate is found', async () => {
    const { certificate } = await ca.issue({ publicKey: publicKeyOf(await newKey('rubbish')) })
    await soft.token.importCertificate({ label: 'rubbish' }, text(pem('CERTIFICATE', certificate.der)))
    const faulty = faultyModules({
      C_FindObjects: (call, args) => call(...args),
      C_GetAttributeValue: (call, args) => {
        const found = call(...args) as { type: number; value: Buffer }[]
        const broken = (value: Buffer): Buffer => (certificate.der.length === value.length ? value : value.subarray(1))
        return found.map((one) => (one.type === CK.CKA_VALUE ? { ...one, value: broken(one.value) } : one))
      },
    })
    using token = await openToken(soft.options, undefined, faulty.modules)
    expect((await token.signingKey({ label: 'rubbish' })).info.certificates[0]).toEqual(certificate.der)
  })
})
