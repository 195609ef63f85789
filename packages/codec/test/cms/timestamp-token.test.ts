import {
  encodeContext,
  encodeInteger,
  encodeSequence,
  encodeTstInfo,
  parseCertificate,
  parseDer,
  parseTstInfo,
  verifyTimestampToken,
} from '@chancery/codec'
import { DIGESTS, fromHex, toHex } from '@chancery/core'
import { startTsa, type TokenFault, vectors } from '@chancery/testkit'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { extension } from '../made-certificate.ts'
import { derMembers } from './der-members.ts'
import { ca } from './made-signature.ts'

const MESSAGE = new TextEncoder().encode('a signature value')
const invalid = expect.objectContaining({ code: 'TIMESTAMP_INVALID' })
const tsa = await startTsa({ ca })
afterAll(() => tsa[Symbol.asyncDispose]())

async function stampWith(fault: TokenFault): Promise<Uint8Array> {
  tsa.lie(fault)
  try {
    return await tsa.token(MESSAGE)
  } finally {
    tsa.lie(null)
  }
}

describe('a token', () => {
  test('of openssl is read and holds', async () => {
    const before = Date.now()
    const facts = verifyTimestampToken(await tsa.token(MESSAGE), MESSAGE)
    expect(facts.authority.subjectName).toBe('CN=Timestamps,O=Chancery Test')
    expect(Math.abs(facts.time.getTime() - before)).toBeLessThan(60_000)
    expect(facts).toMatchObject({ policy: '1.3.6.1.4.1.55555.2.1', accuracy: 1000, imprint: { digest: 'sha256' } })
    expect(facts.nonce).toMatch(/^[0-9a-f]+$/)
    expect(facts.certificates.length).toBeGreaterThan(0)
  })

  test('is of its message only', async () => {
    const token = await tsa.token(MESSAGE)
    expect(() => verifyTimestampToken(token, MESSAGE.subarray(1))).toThrow(invalid)
  })

  test('without a certificate needs one from elsewhere', async () => {
    const token = await stampWith('no-certificate')
    expect(() => verifyTimestampToken(token, MESSAGE)).toThrow(invalid)
    const authority = parseCertificate(tsa.signer.certificate.der)
    expect(verifyTimestampToken(token, MESSAGE, [authority]).authority.serial).toBe(authority.serial)
  })

  test.each(['other-imprint', 'wrong-eku', 'bad-signature'] as const)('with %s is refused', async (fault) => {
    const token = await stampWith(fault)
    expect(() => verifyTimestampToken(token, MESSAGE)).toThrow(invalid)
  })

  test.each(['noncritical-eku', 'additional-eku', 'no-eku'] as const)(
    'by an authority with %s is refused',
    async (certificateFault) => {
      await using other = await startTsa({ ca, certificateFault })
      const token = await other.token(MESSAGE)
      expect(() => verifyTimestampToken(token, MESSAGE)).toThrow(invalid)
    },
  )

  test('with any bit flipped is noticed, except where nothing is signed', async () => {
    const token = await tsa.token(MESSAGE)
    const facts = verifyTimestampToken(token, MESSAGE)
    const bit = fc.nat(token.length * 8 - 1)
    fc.assert(
      fc.property(bit, (at) => {
        const flipped = Uint8Array.from(token, (byte, i) => (i === at >> 3 ? byte ^ (1 << (at & 7)) : byte))
        let again: ReturnType<typeof verifyTimestampToken>
        try {
          again = verifyTimestampToken(flipped, MESSAGE)
        } catch (error) {
          expect(error).toEqual(invalid)
          return
        }
        // The certificates beside the authority's own, and the list of digests, are not signed: they may differ, what the token says may not.
        expect({ ...again, certificates: [] }).toEqual({ ...facts, certificates: [] })
      }),
      { numRuns: 1500 },
    )
  })

  test('that is no token is refused', () => {
    for (const bytes of [Uint8Array.of(), Uint8Array.of(0x30, 0), ...vectors('cms').map((vector) => vector.read())]) {
      expect(() => verifyTimestampToken(bytes, MESSAGE)).toThrow(invalid)
    }
  })
})

describe('vectors', () => {
  test.each(vectors('timestamp').map((vector) => [vector.id, vector] as const))('%s', (_, vector) => {
    const token = derMembers(vector.read())[1] as Uint8Array
    // The SHA-512 of this is what facts.imprint gives.
    const message = new TextEncoder().encode('hello')
    const verify = () => verifyTimestampToken(token, message)
    if (vector.expect !== 'valid-signature') {
      expect(verify).toThrow(invalid)
      return
    }
    const { time, policy, imprint } = verify()
    const facts = vector.facts as { genTime: string; policy: string; imprint: string; digestAlgorithm: string }
    expect({ time, policy, imprint: toHex(imprint.value), digest: imprint.digest }).toEqual({
      time: new Date(facts.genTime),
      policy: facts.policy,
      imprint: facts.imprint,
      digest: facts.digestAlgorithm,
    })
  })
})

describe('TSTInfo', () => {
  const digest = fc.constantFrom(...DIGESTS.filter(({ weak }) => !weak))
  const magnitude = fc.bigInt({ min: 0n, max: (1n << 160n) - 1n }).map((value) => {
    const hex = value.toString(16)
    return hex.length % 2 === 0 ? hex : `0${hex}`
  })

  test('that is written is read back', () => {
    const time = fc.date({ min: new Date('1970-01-01'), max: new Date('2999-01-01'), noInvalidDate: true })
    const accuracy = fc.option(fc.integer({ min: 1, max: 1_000_000 }))
    fc.assert(
      fc.property(
        digest,
        magnitude,
        fc.option(magnitude),
        time,
        accuracy,
        (algorithm, serial, nonce, genTime, within) => {
          const value = new Uint8Array(algorithm.length).fill(7)
          const imprint = { digest: algorithm.name as 'sha256', value }
          const input = {
            policy: '1.2.3.4',
            imprint,
            serial: fromHex(serial),
            time: genTime,
            accuracy: within,
            nonce: nonce === null ? null : fromHex(nonce),
          }
          expect(parseTstInfo(encodeTstInfo(input))).toEqual({ ...input, serial, nonce, ordering: false })
        },
      ),
    )
  })

  const input = {
    policy: '1.2.3.4',
    imprint: { digest: 'sha256', value: new Uint8Array(32) },
    serial: Uint8Array.of(1),
    time: new Date('2026-01-01T00:00:00Z'),
    accuracy: null,
    nonce: null,
  } as const

  test('of another version is refused', () => {
    const encoded = encodeTstInfo(input)
    expect(toHex(encoded.subarray(2, 5))).toBe('020101')
    expect(parseTstInfo(encoded).time).toEqual(input.time)
    encoded[4] = 2
    expect(() => parseTstInfo(encoded)).toThrow(invalid)
  })

  test('with an imprint that is no digest is refused', () => {
    const short = { digest: 'sha256', value: new Uint8Array(31) } as const
    expect(() => parseTstInfo(encodeTstInfo({ ...input, imprint: short }))).toThrow(invalid)
  })

  test.each([
    ['a critical extension', true],
    ['another extension', false],
  ])('with %s that nobody knows: refused %s', (_, critical) => {
    const plain = parseDer(encodeTstInfo(input), 'TSTInfo').content
    const extensions = encodeContext(1, extension('1.2.3', encodeInteger(1), critical))
    const parse = () => parseTstInfo(encodeSequence(plain, extensions))
    if (critical) expect(parse).toThrow(invalid)
    else expect(parse().policy).toBe('1.2.3.4')
  })
})
