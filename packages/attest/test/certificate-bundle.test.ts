import { createHash } from 'node:crypto'
import { type CertificateBundle, parseBundle, parseFileBundle, verifyCertificateBundle } from '@chancery/attest'
import { readTrustedRoot } from '@chancery/attest/trust'
import {
  type BundleJson,
  createCa,
  createSigstore,
  KEYLESS_ISSUER,
  KEYLESS_SUBJECT,
  type Sigstore,
  startTsa,
  type Tsa,
} from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import '@chancery/testkit/matchers'

const ARTIFACT = new TextEncoder().encode('an artifact')
const WHO = { subject: KEYLESS_SUBJECT, issuer: KEYLESS_ISSUER }
const DAY = 86_400_000

let sigstore: Sigstore
let tsa: Tsa
beforeAll(async () => {
  const ca = await createCa()
  tsa = await startTsa({ ca })
  sigstore = await createSigstore({ ca, tsa })
})
afterAll(async () => tsa[Symbol.asyncDispose]())

function read(json: BundleJson): CertificateBundle {
  const bundle = parseFileBundle(new TextEncoder().encode(JSON.stringify(json)))
  if (bundle.kind !== 'certificate') throw new Error('no certificate')
  return bundle
}

async function verify(
  json: BundleJson,
  root: BundleJson | readonly BundleJson[],
  { artifact = ARTIFACT, identity = WHO as { subject: string | undefined; issuer: string | undefined } } = {},
): Promise<string> {
  const { signedBy } = await verifyCertificateBundle(read(json), {
    trustedRoots: [root].flat().map(readTrustedRoot),
    identity,
    sha256: createHash('sha256').update(artifact).digest('hex'),
    artifact: async () => artifact,
  })
  return signedBy
}

const withEnd = (list: BundleJson[], end: Date): void => {
  for (const one of list) (one.publicKey ?? one).validFor.end = end.toISOString()
}
const yesterday = (): Date => new Date(Date.now() - DAY)

describe('a keyless bundle', () => {
  it.each(['statement', 'message'] as const)('over a %s is of whom its certificate names', async (content) => {
    const json = await sigstore.sign({ artifact: ARTIFACT, content })
    expect(await verify(json, sigstore.trustedRoot())).toBe(KEYLESS_SUBJECT)
    const root = sigstore.trustedRoot()
    await expect(() => verify(json, root, { identity: { ...WHO, subject: `${KEYLESS_SUBJECT}0` } })).toThrowCode(
      'BUNDLE_IDENTITY_MISMATCH',
    )
    await expect(() => verify(json, root, { identity: { ...WHO, issuer: 'https://ci.example.com' } })).toThrowCode(
      'BUNDLE_IDENTITY_MISMATCH',
    )
    await expect(() => verify(json, root, { artifact: ARTIFACT.subarray(1) })).toThrowCode('BUNDLE_SUBJECT_MISMATCH')
    await expect(() => verify(json, [])).toThrowCode('BUNDLE_KEY_UNTRUSTED')
  })

  it('may name an address, and must name one', async () => {
    const email = { subject: 'release@example.com', issuer: 'https://accounts.example.com' }
    const json = await sigstore.sign({ artifact: ARTIFACT, ...email })
    expect(await verify(json, sigstore.trustedRoot(), { identity: email })).toBe('release@example.com')
    const nobody = await sigstore.sign({ artifact: ARTIFACT, subject: null, issuer: null })
    await expect(() => verify(nobody, sigstore.trustedRoot())).toThrowCode('BUNDLE_CERTIFICATE_UNTRUSTED')
  })

  it.each(['p384', 'p521', 'ed25519', 'rsa2048'] as const)('of a %s key holds', async (key) => {
    for (const content of ['statement', 'message'] as const) {
      const json = await sigstore.sign({ artifact: ARTIFACT, key, content })
      expect(await verify(json, sigstore.trustedRoot())).toBe(KEYLESS_SUBJECT)
    }
  })

  it('is not what its key signed', async () => {
    for (const content of ['statement', 'message'] as const) {
      const [json, other] = await Promise.all(
        ['release@example.com', KEYLESS_SUBJECT].map((subject) =>
          sigstore.sign({ artifact: ARTIFACT, content, subject, key: subject === KEYLESS_SUBJECT ? 'p256' : 'p384' }),
        ),
      )
      json.verificationMaterial.certificate = other.verificationMaterial.certificate
      await expect(() => verify(json, sigstore.trustedRoot())).toThrowCode('BUNDLE_SIGNATURE_INVALID')
    }
  })

  it.each([
    'expired',
    'not-yet-valid',
    'wrong-eku',
    'wrong-key-usage',
    'broken-signature',
    'path-length',
    'issuer-expired',
    'name-constraint',
    'unknown-critical-extension',
    'sha1-signature',
  ] as const)('under a certificate with the fault %s is refused', async (fault) => {
    const json = await sigstore.sign({ artifact: ARTIFACT, fault })
    await expect(() => verify(json, sigstore.trustedRoot())).toThrowCode('BUNDLE_CERTIFICATE_UNTRUSTED')
  })

  it('under an authority that the trusted root has not, or not any more, is refused', async () => {
    const json = await sigstore.sign({ artifact: ARTIFACT })
    const other = await createSigstore({ ca: await createCa({ name: 'Other' }), tsa })
    const stranger = other.trustedRoot()
    stranger.timestampAuthorities = sigstore.trustedRoot().timestampAuthorities
    await expect(() => verify(json, stranger)).toThrowCode('BUNDLE_CERTIFICATE_UNTRUSTED')
    expect(await verify(json, [stranger, sigstore.trustedRoot()])).toBe(KEYLESS_SUBJECT)
    const roots = [sigstore.trustedRoot({ log: true }), stranger, { ...stranger, timestampAuthorities: [] }]
    for (const order of [roots, roots.toReversed()]) {
      await expect(() => verify(json, order)).toThrowCode('BUNDLE_LOG_UNPROVED')
    }
    const ended = sigstore.trustedRoot()
    withEnd(ended.certificateAuthorities, yesterday())
    await expect(() => verify(json, ended)).toThrowCode('BUNDLE_CERTIFICATE_UNTRUSTED')
  })

  it('names two issuers, or one that cannot be read', async () => {
    const json = await sigstore.sign({ artifact: ARTIFACT })
    const der = Buffer.from(json.verificationMaterial.certificate.rawBytes, 'base64')
    // The signature of the certificate is checked before.
    der[der.indexOf(KEYLESS_ISSUER)] = 0x48
    json.verificationMaterial.certificate.rawBytes = der.toString('base64')
    await expect(() => verify(json, sigstore.trustedRoot())).toThrowCode('BUNDLE_CERTIFICATE_UNTRUSTED')
  })
})

describe('the time', () => {
  it('must be stated by an authority that counts then', async () => {
    const json = await sigstore.sign({ artifact: ARTIFACT })
    const ended = sigstore.trustedRoot()
    withEnd(ended.timestampAuthorities, yesterday())
    await expect(() => verify(json, ended)).toThrowCode('BUNDLE_TIME_UNPROVED')
    const bare = await sigstore.sign({ artifact: ARTIFACT, timestamp: false })
    await expect(() => verify(bare, sigstore.trustedRoot())).toThrowCode('BUNDLE_TIME_UNPROVED')
  })

  it('is of an authority pinned by its own certificate, or of any under an anchor', async () => {
    const json = await sigstore.sign({ artifact: ARTIFACT })
    const [authority] = sigstore.trustedRoot().timestampAuthorities
    const anchored = sigstore.trustedRoot()
    anchored.timestampAuthorities[0].certChain.certificates.shift()
    expect(await verify(json, anchored)).toBe(KEYLESS_SUBJECT)
    await using another = await startTsa({ ca: sigstore.ca, key: 'p384' })
    const pinned = sigstore.trustedRoot()
    authority.certChain.certificates[0].rawBytes = Buffer.from(another.signer.certificate.der).toString('base64')
    pinned.timestampAuthorities = [authority]
    await expect(() => verify(json, pinned)).toThrowCode('BUNDLE_TIME_UNPROVED')
  })

  it('is of this signature', async () => {
    const [json, other] = await Promise.all([1, 2].map(() => sigstore.sign({ artifact: ARTIFACT })))
    json.verificationMaterial.timestampVerificationData = other.verificationMaterial.timestampVerificationData
    await expect(() => verify(json, sigstore.trustedRoot())).toThrowCode('BUNDLE_TIMESTAMP_INVALID')
    for (const signedTimestamp of ['', 'MAUwAwIBAg==']) {
      json.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: [{ signedTimestamp }] }
      await expect(() => verify(json, sigstore.trustedRoot())).toThrowCode('BUNDLE_TIMESTAMP_INVALID')
    }
  })

  it('lies within the certificate, however long it is over', async () => {
    const notBefore = new Date(Date.now() - DAY)
    const json = await sigstore.sign({ artifact: ARTIFACT, notBefore })
    await expect(() => verify(json, sigstore.trustedRoot())).toThrowCode('BUNDLE_CERTIFICATE_UNTRUSTED')
    const early = await sigstore.sign({ artifact: ARTIFACT, notBefore: new Date(Date.now() + DAY) })
    await expect(() => verify(early, sigstore.trustedRoot())).toThrowCode('BUNDLE_CERTIFICATE_UNTRUSTED')
  })
})

describe('a log', () => {
  const KINDS = ['hashedrekord', 'dsse', 'intoto', 'second'] as const

  it.each(KINDS)('of kind %s has the signature, or it is refused', async (log) => {
    const root = sigstore.trustedRoot({ log: true })
    const json = await sigstore.sign({ artifact: ARTIFACT, log })
    expect(await verify(json, root)).toBe(KEYLESS_SUBJECT)
    const none = await sigstore.sign({ artifact: ARTIFACT })
    await expect(() => verify(none, root)).toThrowCode('BUNDLE_LOG_UNPROVED')
    const other = await sigstore.sign({ artifact: ARTIFACT, log })
    none.verificationMaterial.tlogEntries = other.verificationMaterial.tlogEntries
    await expect(() => verify(none, root)).toThrowCode('BUNDLE_LOG_UNPROVED')
    const ended = sigstore.trustedRoot({ log: true })
    withEnd(ended.tlogs, yesterday())
    await expect(() => verify(json, ended)).toThrowCode('BUNDLE_LOG_UNPROVED')
  })

  it.each(['hashedrekord', 'second'] as const)('of kind %s has a file', async (log) => {
    const json = await sigstore.sign({ artifact: ARTIFACT, content: 'message', log })
    expect(await verify(json, sigstore.trustedRoot({ log: true }))).toBe(KEYLESS_SUBJECT)
  })

  it('of Rekor v1 states the time, and one of v2 does not', async () => {
    const root = sigstore.trustedRoot({ log: true })
    const first = await sigstore.sign({ artifact: ARTIFACT, log: 'dsse', timestamp: false })
    expect(await verify(first, root)).toBe(KEYLESS_SUBJECT)
    const second = await sigstore.sign({ artifact: ARTIFACT, log: 'second', timestamp: false })
    await expect(() => verify(second, root)).toThrowCode('BUNDLE_TIME_UNPROVED')
    // Without the promise, the time is whatever somebody wrote there.
    delete first.verificationMaterial.tlogEntries[0].inclusionPromise
    await expect(() => verify(first, root)).toThrowCode('BUNDLE_TIME_UNPROVED')
  })

  const FORGERIES: readonly (readonly [string, (entry: BundleJson) => unknown])[] = [
    ['another time', (entry) => (entry.integratedTime = String(Number(entry.integratedTime) - 1))],
    ['another place', (entry) => (entry.logIndex = '0')],
    ['another place in the proof', (entry) => (entry.inclusionProof.logIndex = '0')],
    ['an index beyond the tree', (entry) => (entry.inclusionProof.logIndex = '2')],
    ['no hashes', (entry) => (entry.inclusionProof.hashes = [])],
    ['another tree', (entry) => (entry.inclusionProof.treeSize = '3')],
    ['another checkpoint', ({ inclusionProof: { checkpoint } }) => (checkpoint.envelope = `x${checkpoint.envelope}`)],
    ['no signature of the log', ({ inclusionProof: { checkpoint } }) => (checkpoint.envelope = 'rekor\n2\n\n')],
    ['another kind', (entry) => (entry.kindVersion.kind = 'rekord')],
    ['another version', (entry) => (entry.kindVersion.version = '0.0.3')],
    ['no JSON in it', (entry) => (entry.canonicalizedBody = 'AAAA')],
  ]

  it.each(FORGERIES)('that has it with %s is refused', async (_, forge) => {
    const json = await sigstore.sign({ artifact: ARTIFACT, log: 'dsse' })
    forge(json.verificationMaterial.tlogEntries[0])
    await expect(() => verify(json, sigstore.trustedRoot({ log: true }))).toThrowCode('BUNDLE_LOG_UNPROVED')
  })

  it('that nobody knows says nothing', async () => {
    const json = await sigstore.sign({ artifact: ARTIFACT, log: 'dsse' })
    expect(await verify(json, sigstore.trustedRoot())).toBe(KEYLESS_SUBJECT)
    const unstamped = await sigstore.sign({ artifact: ARTIFACT, log: 'dsse', timestamp: false })
    await expect(() => verify(unstamped, sigstore.trustedRoot())).toThrowCode('BUNDLE_TIME_UNPROVED')
  })
})

describe('certificate transparency', () => {
  it('is asked for where the trusted root has logs of it', async () => {
    const root = sigstore.trustedRoot({ ct: true })
    const json = await sigstore.sign({ artifact: ARTIFACT, sct: true })
    expect(await verify(json, root)).toBe(KEYLESS_SUBJECT)
    expect(await verify(json, sigstore.trustedRoot())).toBe(KEYLESS_SUBJECT)
    const bare = await sigstore.sign({ artifact: ARTIFACT })
    await expect(() => verify(bare, root)).toThrowCode('BUNDLE_SCT_UNPROVED')
    const other = await sigstore.sign({ artifact: ARTIFACT, sct: true, sctFault: 'other-certificate' })
    await expect(() => verify(other, root)).toThrowCode('BUNDLE_SCT_UNPROVED')
    withEnd(root.ctlogs, yesterday())
    await expect(() => verify(json, root)).toThrowCode('BUNDLE_SCT_UNPROVED')
  })
})

describe('a bundle of version', () => {
  it.each(['0.1', '0.2'] as const)('%s has a chain, whose first certificate signed', async (version) => {
    const json = await sigstore.sign({ artifact: ARTIFACT, version, log: 'dsse' })
    expect(await verify(json, sigstore.trustedRoot({ log: true }))).toBe(KEYLESS_SUBJECT)
    // The issuers in the bundle count for nothing: which ones do is the trusted root's word.
    const anchored = sigstore.trustedRoot({ log: true })
    anchored.certificateAuthorities[0].certChain.certificates.shift()
    await expect(() => verify(json, anchored)).toThrowCode('BUNDLE_CERTIFICATE_UNTRUSTED')
    json.verificationMaterial.x509CertificateChain.certificates = []
    expect(() => read(json)).toThrowCode('BUNDLE_MALFORMED')
  })

  it('0.1 has the promise of the log, 0.2 and 0.3 its proof', async () => {
    const first = await sigstore.sign({ artifact: ARTIFACT, version: '0.1', log: 'dsse' })
    delete first.verificationMaterial.tlogEntries[0].inclusionProof
    expect(await verify(first, sigstore.trustedRoot({ log: true }))).toBe(KEYLESS_SUBJECT)
    delete first.verificationMaterial.tlogEntries[0].inclusionPromise
    expect(() => read(first)).toThrowCode('BUNDLE_MALFORMED')
    for (const version of ['0.2', '0.3'] as const) {
      const json = await sigstore.sign({ artifact: ARTIFACT, version, log: 'dsse' })
      delete json.verificationMaterial.tlogEntries[0].inclusionProof
      expect(() => read(json)).toThrowCode('BUNDLE_MALFORMED')
    }
  })

  it('0.3 has no chain', async () => {
    const json = await sigstore.sign({ artifact: ARTIFACT, version: '0.2' })
    json.mediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json'
    expect(() => read(json)).toThrowCode('BUNDLE_UNSUPPORTED')
  })
})

describe('a bundle is refused', () => {
  const BROKEN: readonly (readonly [string, string, (json: BundleJson) => unknown])[] = [
    ['with two kinds of content', 'BUNDLE_MALFORMED', (json) => (json.messageSignature = {})],
    ['with two signers', 'BUNDLE_MALFORMED', ({ verificationMaterial }) => (verificationMaterial.publicKey = {})],
    ['with no signer', 'BUNDLE_MALFORMED', ({ verificationMaterial }) => delete verificationMaterial.certificate],
    ['with a member that nobody knows', 'BUNDLE_MALFORMED', (json) => (json.verificationMaterial.limits = {})],
    ['with another of its own', 'BUNDLE_MALFORMED', (json) => (json.expires = 'never')],
    ['of a version to come', 'BUNDLE_UNSUPPORTED', (json) => (json.mediaType = json.mediaType.replace('0.3', '0.4'))],
    ['with two signatures', 'BUNDLE_UNSUPPORTED', ({ dsseEnvelope: { signatures } }) => signatures.push(signatures[0])],
    ['with none', 'BUNDLE_UNSUPPORTED', ({ dsseEnvelope }) => (dsseEnvelope.signatures = [])],
    [
      'with too many timestamps',
      'BUNDLE_MALFORMED',
      ({ verificationMaterial: { timestampVerificationData: data } }) =>
        (data.rfc3161Timestamps = Array(33).fill(data.rfc3161Timestamps[0])),
    ],
    ['with what is no base64', 'BUNDLE_MALFORMED', ({ dsseEnvelope }) => (dsseEnvelope.payload += '!')],
    ['without content', 'BUNDLE_MALFORMED', (json) => delete json.dsseEnvelope],
  ]

  it.each(BROKEN)('%s', async (_, code, change) => {
    const json = await sigstore.sign({ artifact: ARTIFACT })
    change(json)
    expect(() => read(json)).toThrowCode(code)
  })

  it('of a file with a hash that nobody knows, or another file', async () => {
    const json = await sigstore.sign({ artifact: ARTIFACT, content: 'message' })
    for (const algorithm of ['SHA1', 'SHA3_256', 'HASH_ALGORITHM_UNSPECIFIED', undefined]) {
      json.messageSignature.messageDigest.algorithm = algorithm
      expect(() => read(json)).toThrowCode('BUNDLE_HASH_UNKNOWN')
    }
    json.messageSignature.messageDigest = { algorithm: 'SHA2_512', digest: '' }
    await expect(() => verify(json, sigstore.trustedRoot())).toThrowCode('BUNDLE_SUBJECT_MISMATCH')
    await expect(() => verify(json, [])).toThrowCode('BUNDLE_SUBJECT_MISMATCH')
  })

  it('over another payload type, which sigstore-js would take', async () => {
    const json = await sigstore.sign({ artifact: ARTIFACT, payloadType: 'application/json' })
    await expect(() => verify(json, sigstore.trustedRoot())).toThrowCode('BUNDLE_UNSUPPORTED')
  })

  it('with a member twice, cut short, or larger than any bundle', async () => {
    const text = JSON.stringify(await sigstore.sign({ artifact: ARTIFACT }))
    const bytes = (one: string): Uint8Array => new TextEncoder().encode(one)
    expect(() => parseBundle(bytes(text.replace('{', '{"mediaType":"x",')))).toThrowCode('BUNDLE_MALFORMED')
    expect(() => parseBundle(bytes(text.slice(0, -2)))).toThrowCode('BUNDLE_MALFORMED')
    expect(() => parseBundle(bytes(text + text))).toThrowCode('BUNDLE_MALFORMED')
    expect(() => parseBundle(new Uint8Array(33 * 1024 * 1024))).toThrowCode('BUNDLE_TOO_LARGE')
  })

  it('with a certificate that is none', async () => {
    const json = await sigstore.sign({ artifact: ARTIFACT })
    json.verificationMaterial.certificate.rawBytes = 'AAAA'
    await expect(() => verify(json, sigstore.trustedRoot())).toThrowCode('BUNDLE_MALFORMED')
  })
})
