import { createHash } from 'node:crypto'
import {
  encodeStatement,
  keyFingerprint,
  parseBundle,
  parseFileBundle,
  preAuthEncoding,
  verifyKeyBundle,
  verifyMessageBundle,
} from '@chancery/attest'
import { encodePem } from '@chancery/codec'
import { softwareKey, type TestKeyKind, testKey } from '@chancery/testkit'
import { describe, expect, it } from 'vitest'
import '@chancery/testkit/matchers'

const ARTIFACT = new TextEncoder().encode('an artifact')
const SHA256 = createHash('sha256').update(ARTIFACT).digest('hex')
const TYPE = 'application/vnd.in-toto+json'
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const encoded = (json: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(json))
const hash = (data: Uint8Array | string, encoding: 'hex' | 'base64'): string =>
  createHash('sha256').update(data).digest(encoding)

/** How tools name a key. */
const NAMES: readonly (readonly [string, (spki: Uint8Array) => string])[] = [
  ["OpenSSH's fingerprint", keyFingerprint],
  ['the hash of the key in base64, as cosign names it', (spki) => hash(spki, 'base64')],
  ['the hash of the key in hex', (spki) => hash(spki, 'hex')],
  ['the hash of its PEM, as witness names it', (spki) => hash(encodePem('PUBLIC KEY', spki), 'hex')],
]

async function envelope(keyid: string | undefined, more: object = {}): Promise<object> {
  const key = softwareKey({ key: await testKey('p256') })
  const subjects = [{ name: 'artifact', digest: { sha256: SHA256 } }]
  const payload = encodeStatement({ subjects, predicateType: 'https://example.com/v1', predicate: {} })
  const sig = base64(await key.sign(preAuthEncoding(TYPE, payload)))
  return {
    payloadType: TYPE,
    payload: base64(payload),
    signatures: [{ sig, ...(keyid !== undefined && { keyid }) }],
    ...more,
  }
}

async function verify(bytes: Uint8Array, ...kinds: readonly TestKeyKind[]): Promise<string> {
  const keys = await Promise.all(kinds.map(async (kind) => (await testKey(kind)).publicKey))
  const bundle = parseBundle(bytes)
  if (bundle.kind !== 'key') throw new Error('not by a key')
  return verifyKeyBundle(bundle, keys, { sha256: SHA256 }).signedBy
}

describe('a bare envelope', () => {
  it('holds whatever it says of its key, or says nothing: a key id decides nothing', async () => {
    const { publicKey } = await testKey('p256')
    const ids = [undefined, '', 'anything', ...NAMES.map(([, name]) => name(publicKey))]
    for (const keyid of ids) {
      expect(await verify(encoded(await envelope(keyid)), 'rsa2048', 'p256')).toBe(keyFingerprint(publicKey))
    }
    const extended = await envelope('x', { timestamps: [], certificate: 'none' })
    expect(await verify(encoded(extended), 'p256')).toBe(keyFingerprint(publicKey))
  })

  it.each(NAMES)(
    'that names a trusted key by %s, and does not hold, is broken; another one unknown',
    async (_, name) => {
      const { publicKey } = await testKey('rsa2048')
      await expect(async () => verify(encoded(await envelope(name(publicKey))), 'rsa2048')).toThrowCode(
        'BUNDLE_SIGNATURE_INVALID',
      )
      await expect(async () => verify(encoded(await envelope(name(publicKey))), 'p384')).toThrowCode(
        'BUNDLE_KEY_UNTRUSTED',
      )
    },
  )

  it('stands alone in its file, and has one signature', async () => {
    const one = JSON.stringify(await envelope(undefined))
    const lines = (...texts: readonly string[]): Uint8Array =>
      new TextEncoder().encode(texts.map((x) => `${x}\n`).join(''))
    expect(parseBundle(lines(one)).kind).toBe('key')
    expect(() => parseBundle(lines(one, one))).toThrowCode('BUNDLE_MALFORMED')
    const twice = JSON.parse(one)
    twice.signatures.push(twice.signatures[0])
    expect(() => parseBundle(encoded(twice))).toThrowCode('BUNDLE_UNSUPPORTED')
  })
})

describe('a file that a key signed', () => {
  const HASHES = { SHA2_256: 'sha256', SHA2_384: 'sha384', SHA2_512: 'sha512' } as const

  async function bundle(kind: TestKeyKind, options: { hint?: string; algorithm?: keyof typeof HASHES } = {}) {
    const { hint = '', algorithm = 'SHA2_256' } = options
    const key = softwareKey({ key: await testKey(kind) })
    const digest = createHash(HASHES[algorithm]).update(ARTIFACT).digest('base64')
    return {
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: { publicKey: { hint } },
      messageSignature: { messageDigest: { algorithm, digest }, signature: base64(await key.sign(ARTIFACT)) },
    }
  }

  async function judge(json: object, keys: readonly TestKeyKind[], artifact = ARTIFACT): Promise<string> {
    const parsed = parseFileBundle(encoded(json))
    if (parsed.kind !== 'message') throw new Error('not over a file')
    const spkis = await Promise.all(keys.map(async (kind) => (await testKey(kind)).publicKey))
    const chunks = async function* (): AsyncIterable<Uint8Array> {
      for (const byte of artifact) yield Uint8Array.of(byte)
    }
    return (await verifyMessageBundle(parsed, spkis, chunks)).signedBy
  }

  it.each<TestKeyKind>(['p256', 'p384', 'p521', 'ed25519', 'rsa2048'])('of kind %s holds', async (kind) => {
    const others = (['p256', 'rsa2048'] as const).filter((one) => one !== kind)
    expect(await judge(await bundle(kind), [...others, kind])).toBe(keyFingerprint((await testKey(kind)).publicKey))
    await expect(async () => judge(await bundle(kind), others)).toThrowCode('BUNDLE_KEY_UNTRUSTED')
    await expect(async () => judge(await bundle(kind), [kind], ARTIFACT.subarray(1))).toThrowCode(
      'BUNDLE_SUBJECT_MISMATCH',
    )
  })

  it('may be told by other hashes', async () => {
    for (const algorithm of ['SHA2_384', 'SHA2_512'] as const) {
      expect(await judge(await bundle('p256', { algorithm }), ['p256'])).toMatch(/^SHA256:/)
    }
  })

  it.each(NAMES)('is broken where it names a trusted key by %s, and does not hold', async (_, name) => {
    const json = await bundle('p256', { hint: name((await testKey('rsa2048')).publicKey) })
    await expect(() => judge(json, ['rsa2048'])).toThrowCode('BUNDLE_SIGNATURE_INVALID')
  })

  it('is no statement', async () => {
    const json = await bundle('p256')
    expect(() => parseBundle(encoded(json))).toThrowCode('BUNDLE_UNSUPPORTED')
  })
})
