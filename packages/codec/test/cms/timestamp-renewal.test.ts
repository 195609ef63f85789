import {
  cmsEvidence,
  encodeAttribute,
  encodeOctetString,
  OID,
  parseSignedData,
  replaceUnsignedAttributes,
} from '@chancery/codec'
import type { TimestampAuthority, VerifiedSignature, Verifier } from '@chancery/core'
import { startTsa, type Tsa } from '@chancery/testkit'
import { afterAll, describe, expect, test } from 'vitest'
import { ca, makeCms, signatureOf, verifier } from './made-signature.ts'

const DAY = 86_400_000
const days = (count: number): Date => new Date(ca.clock.getTime() + count * DAY)
const signerExpired = await ca.certify({ key: 'p256', fault: 'expired' })
/** While the signer's certificate and that of the first authority were valid: both ended 30 days ago. */
const THEN = days(-60)
const first = await startTsa({ ca, subject: 'CN=First', key: 'p256', at: THEN, certificateFault: 'expired' })
const second = await startTsa({ ca, subject: 'CN=Second', key: 'p384', at: days(-40) })
const third = await startTsa({ ca, subject: 'CN=Third', key: 'rsa2048', at: days(-35) })
afterAll(async () => {
  for (const tsa of [first, second, third]) await tsa[Symbol.asyncDispose]()
})

const signatureIn = (cms: Uint8Array): Uint8Array => parseSignedData(cms).signerInfos[0]?.signature as Uint8Array

function withTokens(cms: Uint8Array, ...tokens: readonly Uint8Array[]): Uint8Array {
  return replaceUnsignedAttributes(cms, (before) => [
    ...before,
    ...tokens.map((token) => encodeAttribute(OID.timestampToken, token)),
  ])
}

async function renewed(token: Uint8Array, by: Tsa): Promise<Uint8Array> {
  return withTokens(token, await by.token(signatureIn(token)))
}

/** By a signer whose certificate has run out, with the tokens that are made of its value. */
async function stamped(make: (value: Uint8Array) => Promise<readonly Uint8Array[]>): Promise<Uint8Array> {
  const cms = await makeCms({ by: signerExpired })
  return withTokens(cms, ...(await make(signatureIn(cms))))
}

async function verify(cms: Uint8Array, changes: Partial<Verifier> = {}): Promise<VerifiedSignature | undefined> {
  return cmsEvidence(signatureOf(cms))[0]?.verify({ ...verifier, ...changes })
}

describe('a timestamp whose authority has run out', () => {
  test('is not trusted any more', async () => {
    const cms = await stamped(async (value) => [await first.token(value)])
    expect(await verify(cms)).toMatchObject({ fault: { code: 'TIMESTAMP_UNTRUSTED' }, timestamps: [] })
  })

  test('still decides where it was renewed in time, and both authorities are told', async () => {
    const cms = await stamped(async (value) => [await renewed(await first.token(value), second)])
    expect(await verify(cms)).toMatchObject({
      fault: null,
      chain: 'trusted',
      timestamp: { authority: 'CN=First' },
      timestamps: [{ authority: 'CN=First' }, { authority: 'CN=Second' }],
    })
  })

  test('does through a chain of renewals as long as the last authority is valid', async () => {
    const cms = await stamped(async (value) => {
      const token = await first.token(value)
      const renewal = await renewed(await second.token(signatureIn(token)), third)
      return [withTokens(token, renewal)]
    })
    const { timestamps } = (await verify(cms)) as VerifiedSignature
    expect(timestamps.map(({ authority }) => authority)).toEqual(['CN=First', 'CN=Second', 'CN=Third'])
  })

  test('does not where the renewal came too late', async () => {
    await using late = await startTsa({ ca, subject: 'CN=Late', key: 'p384', at: days(-10) })
    const cms = await stamped(async (value) => [await renewed(await first.token(value), late)])
    expect(await verify(cms)).toMatchObject({ fault: { code: 'TIMESTAMP_UNTRUSTED' }, timestamps: [] })
  })

  test('does not by a renewal of another token', async () => {
    const cms = await stamped(async (value) => {
      const other = await first.token(Uint8Array.of(1))
      return [withTokens(await first.token(value), await second.token(signatureIn(other)))]
    })
    expect(await verify(cms)).toMatchObject({ integrity: 'failed', fault: { code: 'TIMESTAMP_INVALID' } })
  })

  test('does not by a renewal that is none', async () => {
    const cms = await stamped(async (value) => [
      withTokens(await first.token(value), encodeOctetString(Uint8Array.of(1))),
    ])
    expect(await verify(cms)).toMatchObject({ integrity: 'failed', fault: { code: 'TIMESTAMP_INVALID' } })
  })
})

describe('several timestamps', () => {
  test('are told once for each authority, those within others too', async () => {
    const cms = await stamped(async (value) => [
      await second.token(value),
      await second.token(value),
      await renewed(await third.token(value), second),
    ])
    const { timestamps } = (await verify(cms)) as VerifiedSignature
    expect(timestamps.map(({ authority }) => authority)).toEqual(['CN=Second', 'CN=Third'])
  })

  test('only where their authorities are trusted: a renewal of a token that nobody vouches for says nothing', async () => {
    const { createCa } = await import('@chancery/testkit')
    const strangers = await createCa({ name: 'Strangers' })
    await using stranger = await startTsa({ ca: strangers, subject: 'CN=Stranger', key: 'p521', at: THEN })
    const cms = await stamped(async (value) => [await renewed(await stranger.token(value), second)])
    expect(await verify(cms)).toMatchObject({ timestamps: [], timestamp: null })
    const anchors = [ca.root.certificate.der, strangers.root.certificate.der]
    expect(await verify(cms, { timestampAnchors: anchors })).toMatchObject({
      timestamps: [{ authority: 'CN=Stranger' }, { authority: 'CN=Second' }],
    })
  })

  test('more than 16 are too many, wherever they lie', async () => {
    const nest = async (value: Uint8Array, depth: number): Promise<Uint8Array> => {
      const token = await second.token(value)
      return depth === 1 ? token : withTokens(token, await nest(signatureIn(token), depth - 1))
    }
    expect(await verify(await stamped(async (value) => [await nest(value, 16)]))).toMatchObject({ fault: null })
    expect(await verify(await stamped(async (value) => [await nest(value, 17)]))).toMatchObject({
      fault: { code: 'TIMESTAMP_INVALID' },
    })
  })
})

describe('with a quorum', () => {
  test('one authority that lies about the time decides nothing: the last that is needed does', async () => {
    await using liar = await startTsa({ ca, subject: 'CN=Liar', key: 'p521', at: THEN })
    await using honest = await startTsa({ ca, subject: 'CN=Honest', key: 'p384', at: days(-1) })
    const cms = await stamped(async (value) => [await liar.token(value), await honest.token(value)])
    expect(await verify(cms)).toMatchObject({ fault: null, timestamp: { authority: 'CN=Liar' } })
    expect(await verify(cms, { timestampQuorum: 2 })).toMatchObject({
      fault: { code: 'CERTIFICATE_EXPIRED' },
      timestamp: { authority: 'CN=Honest' },
    })
  })

  test('both must have seen the signature in time; a renewal of years later does not make up for the second', async () => {
    const both = await stamped(async (value) => [await second.token(value), await third.token(value)])
    expect(await verify(both, { timestampQuorum: 2 })).toMatchObject({
      fault: null,
      timestamp: { authority: 'CN=Third' },
    })
    await using now = await startTsa({ ca, subject: 'CN=Now', key: 'p384' })
    const renewal = await stamped(async (value) => [await renewed(await second.token(value), now)])
    expect(await verify(renewal)).toMatchObject({ fault: null })
    expect(await verify(renewal, { timestampQuorum: 2 })).toMatchObject({ fault: { code: 'CERTIFICATE_EXPIRED' } })
  })

  test('that too few fill no timestamp decides', async () => {
    const cms = await stamped(async (value) => [await second.token(value)])
    expect(await verify(cms, { timestampQuorum: 2 })).toMatchObject({
      fault: { code: 'CERTIFICATE_EXPIRED' },
      timestamp: null,
      timestamps: [{ authority: 'CN=Second' }],
    })
  })
})

describe('an authority of a trusted root', () => {
  const chain = second.signer.chain
  const named = (changes: Partial<TimestampAuthority> = {}): Partial<Verifier> => ({
    timestampAnchors: [],
    timestampAuthorities: [{ chain: [...chain, ca.root.certificate.der], from: days(-50), until: null, ...changes }],
  })

  test('is trusted for tokens of its time: one that has another successor since keeps what it stamped', async () => {
    const cms = await stamped(async (value) => [await second.token(value)])
    expect(await verify(cms, named())).toMatchObject({ fault: null, timestamps: [{ authority: 'CN=Second' }] })
    expect(await verify(cms, named({ until: days(-1) }))).toMatchObject({ fault: null })
    for (const outside of [{ from: days(-39) }, { until: days(-41) }]) {
      expect(await verify(cms, named(outside))).toMatchObject({ fault: { code: 'TIMESTAMP_UNTRUSTED' } })
    }
  })

  test('is that one, and no other of its issuer', async () => {
    const cms = await stamped(async (value) => [await third.token(value)])
    expect(await verify(cms, named())).toMatchObject({ fault: { code: 'TIMESTAMP_UNTRUSTED' } })
    expect(await verify(cms, named({ chain: [ca.root.certificate.der] }))).toMatchObject({ fault: null })
  })

  test('must have been valid then, not now', async () => {
    const cms = await stamped(async (value) => [await first.token(value)])
    const expired = named({ chain: [ca.root.certificate.der], from: null })
    expect(await verify(cms, expired)).toMatchObject({ fault: null, timestamps: [{ authority: 'CN=First' }] })
  })
})
