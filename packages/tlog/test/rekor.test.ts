import { fromUtf8, type JsonObject, toBase64, utf8 } from '@chancery/core'
import { softwareKey, testKey } from '@chancery/testkit'
import '@chancery/testkit/matchers'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  encodeCheckpoint,
  encodeHashedRekord,
  encodeLogEntry,
  type HashedRekord,
  keyDetailsOf,
  type LogEntry,
  logId,
  type NoteSigner,
  noteSigner,
  parseHashedRekord,
  parseLogEntry,
  proveInclusion,
  signNote,
  verifyLogEntry,
} from '../src/index.ts'
import { entryOf, grownLog } from './memory-log.ts'

const ORIGIN = 'log.example.com'
const REKORD: HashedRekord = {
  digest: new Uint8Array(32).fill(1),
  signature: new Uint8Array(70).fill(2),
  verifier: { keyDetails: 'PKIX_ECDSA_P256_SHA_256', kind: 'publicKey', rawBytes: new Uint8Array(91).fill(3) },
}
const INDEX = 6
const log = grownLog(20, 20, (index) => (index === INDEX ? encodeHashedRekord(REKORD) : entryOf(index)))
let signer: NoteSigner
let good: LogEntry
beforeAll(async () => {
  signer = noteSigner(ORIGIN, softwareKey({ key: await testKey('p256') }))
  const { proof } = await proveInclusion(log, log.head, INDEX)
  const checkpoint = await signNote(encodeCheckpoint({ origin: ORIGIN, ...log.head }), [signer])
  const entry = encodeHashedRekord(REKORD)
  good = { logId: logId(signer.key), proof, root: log.head.root, checkpoint, entry }
})

describe('an entry of a signature', () => {
  it('is the canonical JSON that Rekor v2 has', () => {
    const text = fromUtf8(encodeHashedRekord(REKORD))
    expect(text).toBe(
      `{"apiVersion":"0.0.2","kind":"hashedrekord","spec":{"hashedRekordV002":{"data":{"algorithm":"SHA2_256","digest":"${toBase64(REKORD.digest)}"},"signature":{"content":"${toBase64(REKORD.signature)}","verifier":{"keyDetails":"PKIX_ECDSA_P256_SHA_256","publicKey":{"rawBytes":"${toBase64(REKORD.verifier.rawBytes)}"}}}}}}`,
    )
    expect(parseHashedRekord(utf8(text))).toEqual(REKORD)
    const certificate = { ...REKORD, verifier: { ...REKORD.verifier, kind: 'x509Certificate' as const } }
    expect(parseHashedRekord(encodeHashedRekord(certificate))).toEqual(certificate)
  })

  it('is none where it is of another kind', () => {
    for (const text of ['', 'entry', '[]', '{}', '{"kind":"dsse","apiVersion":"0.0.2"}'])
      expect(parseHashedRekord(utf8(text))).toBeNull()
    expect(parseHashedRekord(Uint8Array.of(0xff))).toBeNull()
  })

  it.each([
    ['a space', (text: string) => text.replace(':', ': ')],
    ['another member', (text: string) => text.replace('{"apiVersion"', '{"a":1,"apiVersion"')],
    ['no signature', (text: string) => text.replace('"signature"', '"signatur"')],
    ['another digest', (text: string) => text.replace('SHA2_256', 'SHA2_384')],
    ['no base64', (text: string) => text.replace('AQEB', '!!!!')],
    ['bytes without end', (text: string) => text + ' '.repeat(65_536)],
  ])('with %s is refused', (_, change) => {
    const text = change(fromUtf8(encodeHashedRekord(REKORD)))
    expect(() => parseHashedRekord(utf8(text))).toThrowCode('LOG_ENTRY_MALFORMED')
  })

  it('names keys as protobuf-specs does', () => {
    expect(keyDetailsOf('ecdsa-p256-sha256', 256)).toBe('PKIX_ECDSA_P256_SHA_256')
    expect(keyDetailsOf('rsa-pkcs1-sha256', 3072)).toBe('PKIX_RSA_PKCS1V15_3072_SHA256')
    expect(keyDetailsOf('rsa-pkcs1-sha256', 2560)).toBeNull()
    expect(keyDetailsOf('rsa-pss-sha256', 2048)).toBeNull()
    expect(keyDetailsOf('ed25519', 256)).toBe('PKIX_ED25519')
  })
})

describe('a log entry in a bundle', () => {
  const trust = (): Parameters<typeof verifyLogEntry>[2] => ({ origin: ORIGIN, keys: [signer.key] })

  it('comes back as it went, and verifies offline', () => {
    const parsed = parseLogEntry(JSON.parse(JSON.stringify(encodeLogEntry(good))))
    expect(parsed).toEqual(good)
    expect(verifyLogEntry(parsed, REKORD, trust())).toMatchObject({ size: 20, origin: ORIGIN })
  })

  it('of another signature, tree, log or place is refused', async () => {
    const other = { ...REKORD, signature: new Uint8Array(70).fill(4) }
    expect(() => verifyLogEntry(good, other, trust())).toThrowCode('LOG_ENTRY_MISMATCH')
    expect(() => verifyLogEntry({ ...good, root: new Uint8Array(32) }, REKORD, trust())).toThrowCode(
      'LOG_ENTRY_MISMATCH',
    )
    expect(() => verifyLogEntry({ ...good, logId: new Uint8Array(32) }, REKORD, trust())).toThrowCode(
      'LOG_ENTRY_MISMATCH',
    )
    const elsewhere = { ...good, proof: { ...good.proof, index: 7 } }
    expect(() => verifyLogEntry(elsewhere, REKORD, trust())).toThrowCode('INCLUSION_UNPROVEN')
    const beyond = { ...good, proof: { ...good.proof, index: 20 } }
    expect(() => verifyLogEntry(beyond, REKORD, trust())).toThrowCode('INDEX_BEYOND_TREE')
    expect(() => verifyLogEntry(good, REKORD, { ...trust(), origin: 'other.example.com' })).toThrowCode(
      'CHECKPOINT_ORIGIN_MISMATCH',
    )
    const stranger = noteSigner(ORIGIN, softwareKey({ key: await testKey('p256', 'stranger') }))
    expect(() => verifyLogEntry(good, REKORD, { origin: ORIGIN, keys: [stranger.key] })).toThrowCode(
      'NOTE_KEY_UNTRUSTED',
    )
  })

  it.each([
    ['no object', () => null],
    ['another kind', (json: JsonObject) => ({ ...json, kindVersion: { kind: 'dsse', version: '0.0.2' } })],
    ['no proof', (json: JsonObject) => ({ ...json, inclusionProof: undefined })],
    ['two indexes', (json: JsonObject) => ({ ...json, logIndex: '7' })],
    ['an index that is none', (json: JsonObject) => ({ ...json, logIndex: '-7' })],
    ['no body', (json: JsonObject) => ({ ...json, canonicalizedBody: undefined })],
  ])('with %s is refused', (_, change) => {
    expect(() => parseLogEntry(change(encodeLogEntry(good)))).toThrowCode('LOG_ENTRY_MALFORMED')
  })
})
