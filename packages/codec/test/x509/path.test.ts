import { type Purpose, parseCertificate, verifyPath } from '@chancery/codec'
import { type CertificateFault, type CertifiedKey, createCa } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'

const code = (value: string) => expect.objectContaining({ code: value })
const ca = await createCa()
const anchors = [ca.root.certificate.der]

function verify(
  issued: Pick<CertifiedKey, 'chain' | 'crls'>,
  options: { purpose?: Purpose; at?: Date; anchors?: readonly Uint8Array[] } = {},
) {
  const [leaf, ...intermediates] = issued.chain.map(parseCertificate)
  if (!leaf) throw new Error('an empty chain')
  return verifyPath({
    leaf,
    intermediates,
    anchors,
    at: ca.clock,
    purpose: 'code-signing',
    crls: issued.crls,
    ...options,
  })
}

test('a chain under its anchor is found, whatever lies beside it and in whatever order', async () => {
  const issued = await ca.certify({ key: 'p256' })
  const other = await (await createCa({ name: 'Elsewhere' })).certify({ key: 'p256' })
  const leaf = parseCertificate(issued.chain[0] as Uint8Array)
  const beside = [...other.chain, ca.root.certificate.der, ...issued.chain].map(parseCertificate)
  const { chain, revocation } = verifyPath({
    leaf,
    intermediates: beside,
    anchors,
    at: ca.clock,
    purpose: 'code-signing',
  })
  expect(chain.map(({ subjectName }) => subjectName)).toEqual([
    'CN=Release,O=Chancery Test',
    'CN=Chancery Test Issuing,O=Chancery Test',
    'CN=Chancery Test Root,O=Chancery Test',
  ])
  expect(revocation).toBe('not-checked')
})

test.each(['rsa2048', 'p384', 'p521', 'ed25519'] as const)('authorities with %s keys', async (key) => {
  const authority = await createCa({ key, name: key })
  const issued = await authority.certify({ key: 'p256' })
  expect(verify(issued, { anchors: [authority.root.certificate.der], at: authority.clock }).chain).toHaveLength(3)
})

describe('faults', () => {
  const refused: readonly (readonly [CertificateFault, string])[] = [
    ['expired', 'CERTIFICATE_EXPIRED'],
    ['not-yet-valid', 'CERTIFICATE_NOT_YET_VALID'],
    ['wrong-eku', 'CERTIFICATE_PURPOSE'],
    ['wrong-key-usage', 'CERTIFICATE_PURPOSE'],
    ['revoked', 'CERTIFICATE_REVOKED'],
    ['chain-withheld', 'CHAIN_UNTRUSTED'],
    ['explicit-curve', 'KEY_UNSUPPORTED'],
    ['path-length', 'CHAIN_INVALID'],
    ['issuer-not-ca', 'CHAIN_INVALID'],
    ['issuer-key-usage', 'CHAIN_INVALID'],
    ['issuer-expired', 'CERTIFICATE_EXPIRED'],
    ['name-constraint', 'CHAIN_INVALID'],
    ['unknown-critical-extension', 'CHAIN_INVALID'],
    ['broken-signature', 'CHAIN_INVALID'],
  ]
  test.each(refused)('%s: %s', async (fault, expected) => {
    const issued = await ca.certify({ key: 'p256', fault })
    expect(() => verify(issued)).toThrow(code(expected))
  })

  test.each(['no-eku', 'noncritical-eku', 'additional-eku', 'sha1-signature', 'weak-key'] as const)(
    '%s is none of a code-signing certificate that was issued long ago',
    async (fault) => {
      expect(verify(await ca.certify({ key: 'p256', fault })).chain).toHaveLength(3)
    },
  )

  test.each(['wrong-eku', 'no-eku', 'noncritical-eku', 'additional-eku', 'wrong-key-usage'] as const)(
    '%s is one of a timestamp authority',
    async (fault) => {
      const issued = await ca.certify({ key: 'p256', purpose: 'timestamping', fault })
      expect(() => verify(issued, { purpose: 'timestamping' })).toThrow(code('CERTIFICATE_PURPOSE'))
    },
  )

  test('a timestamp authority is no code signer, and the reverse', async () => {
    const tsa = await ca.certify({ key: 'p256', purpose: 'timestamping' })
    const signer = await ca.certify({ key: 'p256' })
    expect(verify(tsa, { purpose: 'timestamping' }).chain).toHaveLength(3)
    for (const purpose of ['code-signing', 'jar'] as const) {
      expect(() => verify(tsa, { purpose })).toThrow(code('CERTIFICATE_PURPOSE'))
    }
    for (const purpose of ['timestamping', 'legacy-timestamping'] as const) {
      expect(() => verify(signer, { purpose })).toThrow(code('CERTIFICATE_PURPOSE'))
    }
  })

  test('for any purpose the purpose does not matter, and all else does', async () => {
    expect(verify(await ca.certify({ key: 'p256', fault: 'wrong-eku' }), { purpose: 'any' }).chain).toHaveLength(3)
    const expired = await ca.certify({ key: 'p256', fault: 'expired' })
    expect(() => verify(expired, { purpose: 'any' })).toThrow(code('CERTIFICATE_EXPIRED'))
  })
})

describe('time', () => {
  test('validity begins and ends with its second', async () => {
    const issued = await ca.certify({ key: 'p256' })
    const { notBefore, notAfter } = parseCertificate(issued.chain[0] as Uint8Array)
    const at = (date: Date, milliseconds: number) => ({ at: new Date(date.getTime() + milliseconds) })
    expect(verify(issued, at(notBefore, 0)).chain).toHaveLength(3)
    expect(verify(issued, at(notAfter, 0)).chain).toHaveLength(3)
    expect(() => verify(issued, at(notBefore, -1))).toThrow(code('CERTIFICATE_NOT_YET_VALID'))
    expect(() => verify(issued, at(notAfter, 1000))).toThrow(code('CERTIFICATE_EXPIRED'))
  })

  test("an anchor's own validity is not looked at, whichever certificate it is", async () => {
    const issued = await ca.certify({ key: 'p256', notAfter: new Date('2090-01-01T00:00:00Z') })
    const later = new Date('2089-01-01T00:00:00Z')
    expect(parseCertificate(ca.intermediate.certificate.der).notAfter < later).toBe(true)
    expect(verify(issued, { at: later, anchors: [ca.intermediate.certificate.der] }).chain).toHaveLength(2)
    expect(() => verify(issued, { at: later })).toThrow(code('CERTIFICATE_EXPIRED'))

    const expired = await ca.certify({ key: 'p256', fault: 'expired' })
    expect(verify(expired, { anchors: [expired.chain[0] as Uint8Array] }).chain).toHaveLength(1)
  })
})

describe('anchors', () => {
  test('none trust nobody', async () => {
    const issued = await ca.certify({ key: 'p256' })
    expect(() => verify(issued, { anchors: [] })).toThrow(code('CHAIN_UNTRUSTED'))
  })

  test('a root that comes with the file is none', async () => {
    const issued = await ca.certify({ key: 'p256' })
    const elsewhere = await createCa({ name: 'Elsewhere' })
    const chain = [...issued.chain, ca.root.certificate.der]
    const options = { anchors: [elsewhere.root.certificate.der] }
    expect(() => verify({ chain, crls: [] }, options)).toThrow(code('CHAIN_UNTRUSTED'))
  })

  test('of the same name and another key are another authority', async () => {
    const issued = await ca.certify({ key: 'p256' })
    const namesake = await createCa({ key: 'p384' })
    expect(namesake.root.certificate.subject).toBe(ca.root.certificate.subject)
    expect(() => verify(issued, { anchors: [namesake.root.certificate.der] })).toThrow(code('CHAIN_UNTRUSTED'))
  })

  test('a pinned leaf must still be for its purpose, and is no authority', async () => {
    const wrong = await ca.certify({ key: 'p256', fault: 'wrong-eku' })
    expect(() => verify(wrong, { anchors: [wrong.chain[0] as Uint8Array] })).toThrow(code('CERTIFICATE_PURPOSE'))
    const under = await ca.certify({ key: 'p256', fault: 'issuer-not-ca' })
    expect(() => verify(under, { anchors: [under.chain[1] as Uint8Array] })).toThrow(code('CHAIN_INVALID'))
  })

  test('one that looks like it, with other curve parameters, is none: CVE-2020-0601', async () => {
    const forged = await ca.forge({ key: 'p256' })
    expect(forged.root.subject).toBe(ca.root.certificate.subject)
    expect(() => verify(forged)).toThrow(code('CHAIN_INVALID'))
    expect(() => verify(forged, { anchors: [...anchors, ca.intermediate.certificate.der] })).toThrow(
      code('CHAIN_INVALID'),
    )
  })

  test('with a curve of their own are none, even when they are given', async () => {
    const forged = await ca.forge({ key: 'p256' })
    expect(() => verify(forged, { anchors: [forged.root.der] })).toThrow(code('KEY_UNSUPPORTED'))
    const spelledOut = await createCa({ explicitCurveRoot: true, name: 'Spelled out' })
    const issued = await spelledOut.certify({ key: 'p256' })
    const options = { anchors: [spelledOut.root.certificate.der], at: spelledOut.clock }
    expect(() => verify(issued, options)).toThrow(code('KEY_UNSUPPORTED'))
    const leaf = await ca.certify({ key: 'p256', fault: 'explicit-curve' })
    expect(() => verify(leaf, { anchors: [leaf.chain[0] as Uint8Array] })).toThrow(code('KEY_UNSUPPORTED'))
  })

  test('that cannot be read are an error of whoever gave them', async () => {
    const issued = await ca.certify({ key: 'p256' })
    expect(() => verify(issued, { anchors: [Uint8Array.of(1, 2)] })).toThrow(code('DER_MALFORMED'))
  })
})
