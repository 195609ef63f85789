import '@chancery/testkit/matchers'
import { createHash, randomBytes } from 'node:crypto'
import {
  encodeContext,
  encodeInteger,
  encodeMessageImprint,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  parseCertificate,
  parseSignedData,
  verifyTimestampToken,
} from '@chancery/codec'
import { ChanceryError, concat, utf8 } from '@chancery/core'
import { type Ca, type CertificateFault, createCa, softwareKey, type TestKeyKind } from '@chancery/testkit'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  DEFAULT_POLICY,
  encodeTimestampQuery,
  parseTimestampAnswer,
  parseTimestampQuery,
  responderTimestamper,
  serveTimestamps,
  type TimestampQuery,
  type TimestampResponder,
  timestampResponder,
} from '../src/index.ts'

const message = utf8('a signature value')
const value = Uint8Array.from(createHash('sha256').update(message).digest())
const QUERY: TimestampQuery = { imprint: { digest: 'sha256', value }, policy: null, nonce: null, certReq: true }
let ca: Ca
let responder: TimestampResponder

beforeAll(async () => {
  ca = await createCa()
  responder = timestampResponder({ key: await tsaKey() })
})

async function tsaKey(kind: TestKeyKind = 'p256', fault?: CertificateFault): Promise<ReturnType<typeof softwareKey>> {
  const certified = await ca.certify({ purpose: 'timestamping', key: kind, ...(fault ? { fault } : {}) })
  return softwareKey(certified, { name: 'tsa' })
}

async function tokenFor(query: Partial<TimestampQuery>, by = responder): Promise<Uint8Array> {
  const { token } = parseTimestampAnswer(await by.respond(encodeTimestampQuery({ ...QUERY, ...query })))
  if (!token) throw new Error('no token')
  return token
}

describe('the responder', () => {
  test.each<TestKeyKind>(['rsa2048', 'p256', 'p384', 'p521', 'ed25519'])('stamps with a %s key', async (kind) => {
    const facts = verifyTimestampToken(await tokenFor({}, timestampResponder({ key: await tsaKey(kind) })), message)
    expect(facts).toMatchObject({ policy: DEFAULT_POLICY, nonce: null, accuracy: 1000 })
  })

  test('says its clock, its policy and its accuracy, and gives the nonce back', async () => {
    const time = new Date(Math.floor(ca.clock.getTime() / 1000) * 1000 + 250)
    const one = timestampResponder({ key: await tsaKey(), policy: '1.2.3.4', accuracyMs: 1500, clock: () => time })
    const token = await tokenFor({ nonce: Uint8Array.of(0, 0xff, 1), policy: '1.2.3.4' }, one)
    expect(verifyTimestampToken(token, message)).toMatchObject({
      time,
      policy: '1.2.3.4',
      accuracy: 1500,
      nonce: 'ff01',
    })
  })

  test.each(['sha384', 'sha512'] as const)('stamps a %s imprint', async (digest) => {
    const hashed = Uint8Array.from(createHash(digest).update(message).digest())
    const token = await tokenFor({ imprint: { digest, value: hashed } })
    expect(verifyTimestampToken(token, message).imprint.digest).toBe(digest)
  })

  test('gives each token a serial number of its own, from the randomness passed in', async () => {
    const serials = new Set<string>()
    for (let i = 0; i < 20; i++) serials.add(verifyTimestampToken(await tokenFor({}), message).serial)
    expect(serials.size).toBe(20)
    const fixed = timestampResponder({ key: await tsaKey(), random: (length) => new Uint8Array(length).fill(0x81) })
    expect(verifyTimestampToken(await tokenFor({}, fixed), message).serial).toBe(`41${'81'.repeat(15)}`)
  })

  test('leaves its certificates out where they were not asked for, and its token still names its own', async () => {
    const key = await tsaKey()
    const token = await tokenFor({ certReq: false }, timestampResponder({ key }))
    expect(parseSignedData(token).certificates).toHaveLength(0)
    expect(parseSignedData(await tokenFor({})).certificates.length).toBeGreaterThan(1)
    verifyTimestampToken(token, message, [parseCertificate(key.info.certificates[0] as Uint8Array)])
    expect(() => verifyTimestampToken(token, message)).toThrowCode('TIMESTAMP_INVALID')
  })
})

describe('the responder refuses', () => {
  const imprint = encodeMessageImprint({ digest: 'sha256', value })
  const odd = (oid: string, length: number): Uint8Array =>
    encodeSequence(encodeSequence(encodeOid(oid), encodeNull()), encodeOctetString(new Uint8Array(length)))
  const request = (...members: readonly Uint8Array[]): Uint8Array => encodeSequence(...members)

  test.each<[string, Uint8Array, string]>([
    ['an unknown digest', request(encodeInteger(1), odd('1.2.3.4', 32)), 'badAlg'],
    ['SHA-1', request(encodeInteger(1), odd('1.3.14.3.2.26', 20)), 'badAlg'],
    ['MD5', request(encodeInteger(1), odd('1.2.840.113549.2.5', 16)), 'badAlg'],
    ['an imprint of another length', request(encodeInteger(1), odd('2.16.840.1.101.3.4.2.1', 20)), 'badDataFormat'],
    ['another version', request(encodeInteger(2), imprint), 'badRequest'],
    ['another policy', encodeTimestampQuery({ ...QUERY, policy: '1.2.3' }), 'unacceptedPolicy'],
    ['a negative nonce', request(encodeInteger(1), imprint, Uint8Array.of(2, 1, 0x80)), 'badRequest'],
    [
      'an extension',
      request(encodeInteger(1), imprint, encodeContext(0, encodeSequence(encodeOid('1.2.3')))),
      'unacceptedExtension',
    ],
    ['a byte too many', concat(encodeTimestampQuery(QUERY), Uint8Array.of(0)), 'badDataFormat'],
    ['nothing', new Uint8Array(), 'badDataFormat'],
    ['text', utf8('hello'), 'badDataFormat'],
  ])('%s', async (_, query, failure) => {
    const answer = parseTimestampAnswer(await responder.respond(query))
    expect(answer).toMatchObject({ token: null, status: 2, failures: [failure] })
    expect(answer.text).not.toBe('')
  })

  test.each<CertificateFault>(['noncritical-eku', 'additional-eku', 'no-eku', 'wrong-eku', 'expired', 'not-yet-valid'])(
    'to work with a certificate that is %s',
    async (fault) => {
      const key = await tsaKey('p256', fault)
      expect(() => timestampResponder({ key })).toThrowCode('TIMESTAMP_KEY_UNSUITABLE')
    },
  )

  test('to work without a certificate', async () => {
    const { key } = await ca.certify({ key: 'p256' })
    expect(() => timestampResponder({ key: softwareKey({ key }) })).toThrowCode('TIMESTAMP_KEY_UNSUITABLE')
  })

  test('nothing else: arbitrary and mutated requests are answered', async () => {
    const proper = encodeTimestampQuery({ ...QUERY, nonce: Uint8Array.from(randomBytes(8)) })
    const mutated = fc.tuple(fc.nat(proper.length - 1), fc.integer({ min: 0, max: 255 })).map(([at, byte]) => {
      const copy = Uint8Array.from(proper)
      copy[at] = byte
      return copy
    })
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 100 }), mutated), async (query) => {
        const { token, status, failures } = parseTimestampAnswer(await responder.respond(query))
        expect(token === null ? failures.length : status).toBe(token === null ? 1 : 0)
      }),
      { numRuns: 500 },
    )
  })
})

describe('queries and answers', () => {
  test('a query is read as it was written', () => {
    const policy = fc.option(
      fc.array(fc.nat(100_000), { minLength: 1, maxLength: 5 }).map((arcs) => `1.3.${arcs.join('.')}`),
    )
    const nonce = fc.option(fc.uint8Array({ minLength: 1, maxLength: 20 }))
    fc.assert(
      fc.property(policy, nonce, fc.boolean(), (reqPolicy, bytes, certReq) => {
        const read = parseTimestampQuery(encodeTimestampQuery({ ...QUERY, policy: reqPolicy, nonce: bytes, certReq }))
        expect(read).toMatchObject({ version: 1, policy: reqPolicy, certReq, hasExtensions: false })
        expect(read.nonce === null).toBe(bytes === null)
      }),
    )
  })

  test('arbitrary bytes are a typed error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        for (const parse of [parseTimestampQuery, parseTimestampAnswer]) {
          try {
            parse(bytes)
          } catch (error) {
            expect(error).toBeInstanceOf(ChanceryError)
          }
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a timestamper over the responder', () => {
  test('stamps without a network', async () => {
    const { tokens } = await responderTimestamper({ key: await tsaKey(), digest: 'sha384' }).stamp(message)
    expect(verifyTimestampToken(tokens[0] as Uint8Array, message).imprint.digest).toBe('sha384')
  })

  test('checks what it gets: a key that is not that of its certificate is noticed', async () => {
    const key = { ...(await tsaKey()), sign: (await tsaKey('rsa2048')).sign }
    await expect(() => responderTimestamper({ key }).stamp(message)).toThrowCode('TIMESTAMP_FAILED')
  })
})

describe('the server', () => {
  test('answers queries, and says what it does not take', async () => {
    await using server = await serveTimestamps(responder)
    const post = (body: Uint8Array, type = 'application/timestamp-query'): Promise<Response> =>
      fetch(server.url, { method: 'POST', body: Uint8Array.from(body), headers: { 'content-type': type } })
    const answer = await post(encodeTimestampQuery(QUERY))
    expect(answer.headers.get('content-type')).toBe('application/timestamp-reply')
    const { token } = parseTimestampAnswer(new Uint8Array(await answer.arrayBuffer()))
    verifyTimestampToken(token as Uint8Array, message)
    expect((await fetch(server.url)).status).toBe(405)
    expect((await post(encodeTimestampQuery(QUERY), 'text/plain')).status).toBe(415)
    expect((await post(new Uint8Array(100_000))).status).toBe(413)
  })
})
