import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parsePublicKey } from '@chancery/codec'
import { type SigningFacts, toBase64, utf8 } from '@chancery/core'
import { CHECKOUT, createCa, softwareKey, type TestKeyKind, testKey } from '@chancery/testkit'
import '@chancery/testkit/matchers'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  encodeStatement,
  keyFingerprint,
  MAX_SUBJECTS,
  parseBundle,
  parseStatement,
  preAuthEncoding,
  SIGNING_RECORD_TYPE,
  signingRecord,
  signStatement,
  verifyKeyBundle,
} from '../src/index.ts'

const DIGEST = 'a'.repeat(64)
const STATEMENT = {
  subjects: [{ name: 'app.exe', digest: { sha256: DIGEST } }],
  predicateType: 'https://example.com/predicate/v1',
  predicate: { a: 1 },
}

async function bundle(kind: TestKeyKind = 'p256'): Promise<{ bytes: Uint8Array; spki: Uint8Array }> {
  const key = await testKey(kind)
  return { bytes: await signStatement(STATEMENT, softwareKey({ key })), spki: key.publicKey }
}

function verify(bytes: Uint8Array, keys: readonly Uint8Array[], sha256 = DIGEST): ReturnType<typeof verifyKeyBundle> {
  const parsed = parseBundle(bytes)
  if (parsed.kind !== 'key') throw new Error('not a key bundle')
  return verifyKeyBundle(parsed, keys, { sha256 })
}

/** The members of a bundle that a forger would touch. */
interface BundleJson {
  mediaType: string
  verificationMaterial?: object
  dsseEnvelope?: { payload: string; payloadType: string; signatures: unknown[] }
}

/** The envelope, to be changed. */
function envelope(json: BundleJson): NonNullable<BundleJson['dsseEnvelope']> {
  return json.dsseEnvelope as NonNullable<BundleJson['dsseEnvelope']>
}

function edit(bytes: Uint8Array, change: (json: BundleJson) => unknown): Uint8Array {
  const json = JSON.parse(new TextDecoder().decode(bytes))
  change(json)
  return utf8(JSON.stringify(json))
}

const CHANGES: readonly (readonly [string, (json: BundleJson) => unknown, string])[] = [
  ['two signatures', (json) => envelope(json).signatures.push(envelope(json).signatures[0]), 'BUNDLE_UNSUPPORTED'],
  ['no signature', (json) => envelope(json).signatures.pop(), 'BUNDLE_UNSUPPORTED'],
  ['another payload type', (json) => (envelope(json).payloadType = 'text/plain'), 'BUNDLE_UNSUPPORTED'],
  [
    'another media type',
    (json) => (json.mediaType = 'application/vnd.dev.sigstore.bundle.v0.4+json'),
    'BUNDLE_UNSUPPORTED',
  ],
  ['no envelope', (json) => delete json.dsseEnvelope, 'BUNDLE_MALFORMED'],
  ['a payload that is no base64', (json) => (envelope(json).payload += '!'), 'BUNDLE_MALFORMED'],
  ['no verification material', (json) => delete json.verificationMaterial, 'BUNDLE_MALFORMED'],
]

describe('a record', () => {
  it.each(['rsa2048', 'rsa3072', 'p256', 'p384', 'p521', 'ed25519'] as const)('signed by %s verifies', async (kind) => {
    const { bytes, spki } = await bundle(kind)
    const verified = verify(bytes, [(await testKey('p256', 'another')).publicKey, spki])
    expect(verified.statement).toEqual(STATEMENT)
    expect(verified.signedBy).toBe(keyFingerprint(spki))
  })

  it('is refused under another key, for another file and when it was changed: three codes', async () => {
    const { bytes, spki } = await bundle()
    const other = (await testKey('p256', 'another')).publicKey
    expect(() => verify(bytes, [other])).toThrowCode('BUNDLE_KEY_UNTRUSTED')
    expect(() => verify(bytes, [])).toThrowCode('BUNDLE_KEY_UNTRUSTED')
    expect(() => verify(bytes, [spki], 'b'.repeat(64))).toThrowCode('BUNDLE_SUBJECT_MISMATCH')
    const changed = edit(bytes, (json) => {
      envelope(json).payload = toBase64(encodeStatement({ ...STATEMENT, predicate: { a: 2 } }))
    })
    expect(() => verify(changed, [spki])).toThrowCode('BUNDLE_SIGNATURE_INVALID')
  })

  it.each(CHANGES)('with %s is refused', async (_, change, code) => {
    const { bytes, spki } = await bundle()
    expect(() => verify(edit(bytes, change), [spki])).toThrowCode(code)
  })

  it('whose JSON has a member twice is refused: two readers would see two records', async () => {
    const { bytes, spki } = await bundle()
    const twice = utf8(new TextDecoder().decode(bytes).replace('{"mediaType"', '{"mediaType":"x","mediaType"'))
    expect(() => verify(twice, [spki])).toThrowCode('BUNDLE_MALFORMED')
  })

  it('is read as a bare envelope too', async () => {
    const { bytes, spki } = await bundle()
    const { dsseEnvelope } = JSON.parse(new TextDecoder().decode(bytes))
    expect(verify(utf8(JSON.stringify(dsseEnvelope)), [spki]).statement).toEqual(STATEMENT)
  })

  it('of arbitrary bytes ends in a code', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(utf8)), (bytes) => {
        expect(() => parseBundle(bytes)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^BUNDLE_/) }))
      }),
    )
  })
})

describe('a statement', () => {
  it.each([null, 1, 'app', [], { digest: null }])('whose subject is %j is refused', (subject) => {
    const payload = {
      _type: 'https://in-toto.io/Statement/v1',
      subject: [subject],
      predicateType: 'urn:x',
      predicate: {},
    }
    expect(() => parseStatement(utf8(JSON.stringify(payload)))).toThrowCode('BUNDLE_MALFORMED')
  })

  it('counts the bytes, not the characters, of what is signed', () => {
    expect(new TextDecoder().decode(preAuthEncoding('é', utf8('ü1')))).toBe('DSSEv1 2 é 3 ü1')
  })

  it('comes back as it went', () => {
    expect(parseStatement(encodeStatement(STATEMENT))).toEqual(STATEMENT)
  })

  it.each([
    ['no subject', { ...STATEMENT, subjects: [] }, 'STATEMENT_INVALID'],
    [
      'too many subjects',
      { ...STATEMENT, subjects: Array(MAX_SUBJECTS + 1).fill(STATEMENT.subjects[0]) },
      'TOO_MANY_SUBJECTS',
    ],
    ['a type that is no URI', { ...STATEMENT, predicateType: 'provenance' }, 'STATEMENT_INVALID'],
    ['a predicate that is a list', { ...STATEMENT, predicate: [] }, 'STATEMENT_INVALID'],
  ] as const)('with %s is refused', (_, statement, code) => {
    expect(() => encodeStatement(statement)).toThrowCode(code)
  })

  it('needs every digest that both sides know', async () => {
    const { bytes, spki } = await bundle()
    const parsed = parseBundle(bytes)
    if (parsed.kind !== 'key') throw new Error('not a key bundle')
    expect(() => verifyKeyBundle(parsed, [spki], { sha512: 'c'.repeat(128) })).toThrowCode('BUNDLE_SUBJECT_MISMATCH')
  })
})

describe('the signing record', () => {
  it('says what is known, in the form that its schema gives', async () => {
    const ca = await createCa()
    const signer = await ca.certify({ key: 'rsa2048', purpose: 'code-signing' })
    const info = softwareKey(signer).info
    const facts: SigningFacts = {
      request: {
        version: 1,
        format: 'blob',
        key: 'release',
        artifact: { name: 'a.tar.gz', size: 3, digest: { sha256: DIGEST } },
        description: { sha256: DIGEST },
      },
      decision: { kind: 'allow', by: 'local' },
      signer: info,
      digest: { before: { sha256: DIGEST }, after: { sha256: DIGEST } },
      sideFile: { suffix: '.p7s', sha256: 'c'.repeat(64) },
      signature: {
        signer: null,
        signerKey: null,
        signerNames: [],
        weakDigest: false,
        digestAlgorithm: 'sha256',
        signatureAlgorithm: 'rsa-pkcs1-sha256',
        integrity: 'ok',
        fault: null,
        nested: false,
        timestamp: null,
        timestamps: [],
      },
      timestamp: null,
      timestamps: [],
    }
    const record = signingRecord(facts, {
      tool: { name: 'chancery', version: '0.1.0' },
      identity: { verified: false, platform: 'github', claims: { repository: 'acme/app' } },
      at: new Date(0),
      log: null,
    })
    expect(record.predicateType).toBe(SIGNING_RECORD_TYPE)
    expect(record.subjects.map(({ name }) => name)).toEqual(['a.tar.gz', 'a.tar.gz.p7s'])
    const schema = JSON.parse(readFileSync(join(CHECKOUT, 'docs/schema/signing-record.v1.json'), 'utf8'))
    const validate = new Ajv2020().compile(schema)
    expect(validate(record.predicate), JSON.stringify(validate.errors)).toBe(true)
    expect(validate({ ...(record.predicate as object), identity: undefined })).toBe(false)
  })
})

describe('a key fingerprint', () => {
  it.each(['rsa2048', 'p256', 'p384', 'p521', 'ed25519'] as const)('of %s has the form of OpenSSH', async (kind) => {
    const { publicKey } = await testKey(kind)
    expect(parsePublicKey(publicKey).kind).not.toBeNull()
    expect(keyFingerprint(publicKey)).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/)
  })
})
