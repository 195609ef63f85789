import {
  cmsEvidence,
  encodeAttribute,
  encodeOctetString,
  encodeTime,
  OID,
  parseSignedData,
  replaceUnsignedAttributes,
} from '@chancery/codec'
import { type CertifiedKey, startTsa } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'
import { attributes, ca, makeCms, type Plan, sha256, signatureOf, signer, verifier } from './made-signature.ts'

const DAY = 86_400_000
const days = (count: number) => new Date(ca.clock.getTime() + count * DAY)
const expired = await ca.certify({ key: 'p256', fault: 'expired' })
/** Within the validity of `expired`, which ended 30 days ago, and of the authority, which began 100 days ago. */
const THEN = days(-90)
const iso = (date: Date) => date.toISOString().replace('.000Z', 'Z')

async function stamped(
  plan: Plan,
  token: (value: Uint8Array) => Promise<Uint8Array>,
  oid: string = OID.timestampToken,
): Promise<Uint8Array> {
  const cms = await makeCms(plan)
  const value = parseSignedData(cms).signerInfos[0]?.signature as Uint8Array
  const attribute = encodeAttribute(oid, await token(value))
  return replaceUnsignedAttributes(cms, (before) => [...before, attribute])
}

async function stampedAt(at: Date | null, by: CertifiedKey, oid?: string): Promise<Uint8Array> {
  await using tsa = await startTsa({ ca, ...(at ? { at } : {}) })
  return await stamped({ by }, tsa.token, oid)
}

/** SignerInfo over the signature value, as old Authenticode has it. */
async function counterSigned(by: CertifiedKey, at: Date | null): Promise<Uint8Array> {
  return stamped(
    { by: expired, certificates: [...expired.chain, ...by.chain] },
    async (value) => {
      const more = at ? [encodeAttribute(OID.signingTime, encodeTime(at))] : []
      const messageDigest = encodeAttribute(OID.messageDigest, encodeOctetString(sha256(value)))
      const counter = await makeCms({ by, content: value, signedAttrs: attributes({ messageDigest, more }) })
      return parseSignedData(counter).signerInfos[0]?.bytes as Uint8Array
    },
    OID.counterSignature,
  )
}

async function verify(cms: Uint8Array, changes: Partial<typeof verifier> = {}) {
  const [evidence] = cmsEvidence(signatureOf(cms))
  return evidence?.verify({ ...verifier, ...changes })
}

async function inspect(cms: Uint8Array) {
  return cmsEvidence(signatureOf(cms))[0]?.inspect()
}

describe('an expired certificate', () => {
  test('is not valid now, and was at --at', async () => {
    const cms = await makeCms({ by: expired })
    expect(await verify(cms)).toMatchObject({ chain: 'untrusted', fault: { code: 'CERTIFICATE_EXPIRED' } })
    expect(await verify(cms, { at: THEN })).toMatchObject({ chain: 'trusted', fault: null })
  })

  test.each([OID.timestampToken, OID.microsoftTimestampToken])(
    'is valid with a trusted timestamp of its time in %s',
    async (oid) => {
      const cms = await stampedAt(THEN, expired, oid)
      expect(await verify(cms)).toMatchObject({
        chain: 'trusted',
        fault: null,
        timestamp: { time: iso(THEN), authority: 'CN=Timestamps,O=Chancery Test' },
      })
    },
  )

  test('is not with a timestamp of later', async () => {
    const cms = await stampedAt(null, expired)
    expect(await verify(cms)).toMatchObject({
      chain: 'untrusted',
      fault: { code: 'CERTIFICATE_EXPIRED' },
      timestamp: { authority: expect.any(String) },
    })
  })

  test('is not with a timestamp by an authority that nobody trusts, and the fault says so', async () => {
    const cms = await stampedAt(THEN, expired)
    expect(await verify(cms, { timestampAnchors: [] })).toMatchObject({
      integrity: 'ok',
      chain: 'untrusted',
      fault: { code: 'TIMESTAMP_UNTRUSTED' },
      timestamp: null,
    })
    expect(await inspect(cms)).toMatchObject({ timestamp: { time: iso(THEN) }, fault: null })
  })

  test("is not where the authority's own chain is not valid at --at", async () => {
    const cms = await stampedAt(THEN, expired)
    expect(await verify(cms, { at: days(500) })).toMatchObject({ fault: { code: 'TIMESTAMP_UNTRUSTED' } })
  })

  test('is not where the authority is revoked', async () => {
    await using tsa = await startTsa({ ca, at: THEN, certificateFault: 'revoked' })
    const cms = await stamped({ by: expired }, tsa.token)
    expect(await verify(cms)).toMatchObject({ fault: null })
    expect(await verify(cms, { crls: tsa.signer.crls })).toMatchObject({ fault: { code: 'TIMESTAMP_UNTRUSTED' } })
  })
})

describe('a current certificate', () => {
  test('does without a timestamp whose authority is not trusted, and does not report it as verified', async () => {
    const cms = await stampedAt(null, signer)
    expect(await verify(cms, { timestampAnchors: [] })).toMatchObject({
      chain: 'trusted',
      fault: null,
      timestamp: null,
    })
  })

  test('was not yet valid when a trusted timestamp says it was used', async () => {
    const cms = await stampedAt(days(-101), signer)
    expect(await verify(cms)).toMatchObject({
      fault: {
        code: 'CERTIFICATE_NOT_YET_VALID',
        message: expect.stringContaining('its timestamp by CN=Timestamps'),
        howToFix: expect.stringContaining('clock'),
      },
    })
  })

  test.each([
    [
      'over other data',
      (tsa: { token(message: Uint8Array): Promise<Uint8Array> }) => () => tsa.token(Uint8Array.of(1)),
    ],
    ['that is none', () => async () => encodeOctetString(Uint8Array.of(1))],
  ])('fails with a timestamp %s', async (_, token) => {
    await using tsa = await startTsa({ ca })
    const cms = await stamped({}, token(tsa))
    expect(await verify(cms)).toMatchObject({
      integrity: 'failed',
      fault: { code: 'TIMESTAMP_INVALID' },
      timestamp: null,
    })
  })
})

describe('of two timestamps', () => {
  test('the older one decides where both are trusted', async () => {
    await using now = await startTsa({ ca })
    const older = await stampedAt(THEN, expired)
    const value = parseSignedData(older).signerInfos[0]?.signature as Uint8Array
    const newer = encodeAttribute(OID.microsoftTimestampToken, await now.token(value))
    const both = replaceUnsignedAttributes(older, (before) => [newer, ...before])
    expect(await verify(both)).toMatchObject({ fault: null, timestamp: { time: iso(THEN) } })
  })

  test('more than 16 are too many', async () => {
    const one = await stampedAt(THEN, expired)
    const times = (count: number) =>
      replaceUnsignedAttributes(one, ([attribute]) => new Array<Uint8Array>(count).fill(attribute as Uint8Array))
    expect(await verify(times(16))).toMatchObject({ fault: null })
    expect(await verify(times(17))).toMatchObject({ integrity: 'failed', fault: { code: 'TIMESTAMP_INVALID' } })
  })

  test('one that does not hold breaks the signature', async () => {
    const good = await stampedAt(THEN, expired)
    const both = replaceUnsignedAttributes(good, (before) => [
      ...before,
      encodeAttribute(OID.microsoftTimestampToken, encodeOctetString(Uint8Array.of(1))),
    ])
    expect(await verify(both)).toMatchObject({ integrity: 'failed', fault: { code: 'TIMESTAMP_INVALID' } })
  })
})

describe('a countersignature of old Authenticode', () => {
  test('tells the time', async () => {
    const authority = await ca.certify({ key: 'p256', purpose: 'timestamping' })
    const cms = await counterSigned(authority, THEN)
    expect(await verify(cms)).toMatchObject({ fault: null, chain: 'trusted', timestamp: { time: iso(THEN) } })
    expect(await verify(cms, { timestampAnchors: [] })).toMatchObject({ fault: { code: 'TIMESTAMP_UNTRUSTED' } })
  })

  test('must be by an authority, and tell one', async () => {
    const timeless = await counterSigned(await ca.certify({ key: 'p256', purpose: 'timestamping' }), null)
    expect(await verify(timeless)).toMatchObject({ fault: { code: 'TIMESTAMP_INVALID' } })
    const signed = await counterSigned(signer, THEN)
    expect(await verify(signed)).toMatchObject({ fault: { code: 'TIMESTAMP_INVALID' } })
  })
})

describe('revocation', () => {
  test('without a timestamp is final; lists inside the signature count as well', async () => {
    const revoked = await ca.certify({ key: 'p256', fault: 'revoked' })
    const cms = await makeCms({ by: revoked })
    expect(await verify(cms, { crls: revoked.crls })).toMatchObject({
      chain: 'untrusted',
      revocation: 'revoked',
      fault: { code: 'CERTIFICATE_REVOKED' },
    })
    expect(await verify(cms)).toMatchObject({ revocation: 'not-checked', fault: null })
  })

  test('by current lists of both authorities is good', async () => {
    const crls = [(await ca.crl({ by: 'root' })).der, (await ca.crl()).der]
    expect(await verify(await makeCms(), { crls })).toMatchObject({ chain: 'trusted', revocation: 'good' })
    // The lists are of today, the signature is older.
    expect(await verify(await stampedAt(THEN, expired), { crls })).toMatchObject({
      chain: 'trusted',
      revocation: 'good',
    })
    const stale = [(await ca.crl({ by: 'root' })).der, (await ca.crl({ fault: 'stale' })).der]
    expect(await verify(await makeCms(), { crls: stale })).toMatchObject({ revocation: 'not-checked' })
  })
})
