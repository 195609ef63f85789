import { createHash, createPublicKey } from 'node:crypto'
import { keyFingerprint, preAuthEncoding, signStatement } from '@chancery/attest'
import { type SigningKey, toBase64, utf8 } from '@chancery/core'
import { type Ca, cosign, createCa, softwareKey, type TestKeyKind, tempDir, testKey, tool } from '@chancery/testkit'
import { encodeTimestampQuery, timestampResponder } from '@chancery/timestamp'
import {
  encodeHashedRekord,
  encodeLogEntry,
  type HashedRekord,
  keyDetailsOf,
  logId,
  type NoteSigner,
  noteSigner,
  parseLogEntry,
  proveInclusion,
  verifyLogEntry,
} from '@chancery/tlog'
import { folderStore, StoredLog } from '@chancery/tlog-storage'
import { bundleFromJSON } from '@sigstore/bundle'
import { TrustedRoot } from '@sigstore/protobuf-specs'
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify'
import { beforeAll, describe, expect, it } from 'vitest'

const ORIGIN = 'log.example.com'
const TYPE = 'https://example.com/predicate/v1'
const ARTIFACT = utf8('an artifact')
/** Bits of the signer's modulus, or null. */
const SIGNERS: readonly (readonly [TestKeyKind, number | null])[] = [
  ['p256', null],
  ['rsa2048', 2048],
  ['rsa3072', 3072],
]
const LOG_KEYS = ['p256', 'ed25519'] as const

let ca: Ca
beforeAll(async () => {
  ca = await createCa()
})

interface Logged {
  readonly json: BundleJson
  readonly root: { readonly timestampAuthorities: object[] }
  readonly rekord: HashedRekord
  readonly log: NoteSigner
  readonly spki: Uint8Array
  readonly pem: string
}

interface BundleJson {
  verificationMaterial: { tlogEntries: Entry[]; timestampVerificationData?: object }
  messageSignature?: { signature: string }
  dsseEnvelope?: { payload: string; payloadType: string; signatures: { sig: string }[] }
}

interface Entry {
  logIndex: string
  canonicalizedBody: string
  inclusionProof: { hashes: string[]; checkpoint: { envelope: string } }
}

function sha256(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(createHash('sha256').update(bytes).digest())
}

function rekordOf(key: SigningKey, bits: number | null, message: Uint8Array, signature: Uint8Array): HashedRekord {
  const keyDetails = keyDetailsOf(key.info.algorithm, bits) ?? ''
  const verifier = { keyDetails, kind: 'publicKey', rawBytes: key.info.publicKey } as const
  return { digest: sha256(message), signature, verifier }
}

/** A bundle whose entry is in a log of ours, among others. */
async function logged(
  kind: TestKeyKind,
  bits: number | null,
  logKey: TestKeyKind,
  { message = false, name = 'signer' } = {},
): Promise<Logged> {
  using temp = tempDir()
  const key = softwareKey({ key: await testKey(kind, name) })
  const log = noteSigner(ORIGIN, softwareKey({ key: await testKey(logKey, 'log') }))
  const json = message ? await messageBundle(key) : await attestation(key)
  const { dsseEnvelope } = json
  const signed = dsseEnvelope
    ? preAuthEncoding(dsseEnvelope.payloadType, Uint8Array.from(Buffer.from(dsseEnvelope.payload, 'base64')))
    : ARTIFACT
  const signature = Uint8Array.from(
    Buffer.from(json.messageSignature?.signature ?? dsseEnvelope?.signatures[0]?.sig ?? '', 'base64'),
  )
  const rekord = rekordOf(key, bits, signed, signature)
  const entry = encodeHashedRekord(rekord)
  await using files = await StoredLog.create(folderStore(temp.at('log')), { origin: ORIGIN, signers: [log], window: 5 })
  const [, added] = await Promise.all([files.add(utf8('before')), files.add(entry), files.add(utf8('after'))])
  const { proof } = await proveInclusion(files, added.head, added.index)
  const { head, checkpoint } = added
  const line = encodeLogEntry({ logId: logId(log.key), proof, root: head.root, checkpoint, entry })
  json.verificationMaterial.tlogEntries = [line as unknown as Entry]
  const object = createPublicKey({ key: Buffer.from(key.info.publicKey), format: 'der', type: 'spki' })
  return {
    json,
    root: trustedRoot(log, logKey),
    rekord,
    log,
    spki: key.info.publicKey,
    pem: object.export({ format: 'pem', type: 'spki' }) as string,
  }
}

async function attestation(key: SigningKey): Promise<BundleJson> {
  const subjects = [{ name: 'artifact', digest: { sha256: Buffer.from(sha256(ARTIFACT)).toString('hex') } }]
  const bytes = await signStatement({ subjects, predicateType: TYPE, predicate: { ok: true } }, key)
  return JSON.parse(new TextDecoder().decode(bytes))
}

async function messageBundle(key: SigningKey): Promise<BundleJson> {
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: { publicKey: { hint: keyFingerprint(key.info.publicKey) }, tlogEntries: [] },
    messageSignature: {
      messageDigest: { algorithm: 'SHA2_256', digest: toBase64(sha256(ARTIFACT)) },
      signature: toBase64(await key.sign(ARTIFACT)),
    },
  } as BundleJson
}

function trustedRoot(log: NoteSigner, kind: TestKeyKind): { timestampAuthorities: object[] } & Record<string, unknown> {
  const keyId = toBase64(logId(log.key))
  const keyDetails = kind === 'p256' ? 'PKIX_ECDSA_P256_SHA_256' : 'PKIX_ED25519'
  const publicKey = {
    rawBytes: toBase64(log.key.publicKey),
    keyDetails,
    validFor: { start: '2020-01-01T00:00:00Z' },
  }
  return {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [{ baseUrl: `https://${ORIGIN}`, hashAlgorithm: 'SHA2_256', publicKey, logId: { keyId } }],
    certificateAuthorities: [],
    ctlogs: [],
    timestampAuthorities: [],
  }
}

/** sigstore-go's command wants to know when, whoever signed. */
async function timestamp(json: BundleJson, root: Logged['root'], signature: Uint8Array): Promise<void> {
  const tsa = await ca.certify({ key: 'p256', purpose: 'timestamping', subject: 'CN=TSA' })
  const imprint = { digest: 'sha256', value: sha256(signature) } as const
  const query = encodeTimestampQuery({ imprint, policy: null, nonce: Uint8Array.of(1), certReq: true })
  const signedTimestamp = toBase64(await timestampResponder({ key: softwareKey(tsa) }).respond(query))
  json.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: [{ signedTimestamp }] }
  const chain = [tsa.certificate, ca.intermediate.certificate, ca.root.certificate]
  const certificates = chain.map(({ der }) => ({ rawBytes: toBase64(der) }))
  const authority = {
    subject: { organization: 'Chancery Test', commonName: 'TSA' },
    uri: 'https://tsa.example.com',
    certChain: { certificates },
    validFor: { start: '2020-01-01T00:00:00Z' },
  }
  root.timestampAuthorities.push(authority)
}

/** What a forger could do to the log's part of a bundle. */
const FORGERIES: readonly (readonly [string, (entry: Entry) => unknown])[] = [
  ['another hash in the proof', (entry) => entry.inclusionProof.hashes.reverse().push(toBase64(new Uint8Array(32)))],
  ['no hash', (entry) => entry.inclusionProof.hashes.pop()],
  [
    'another root',
    ({ inclusionProof: { checkpoint } }) => (checkpoint.envelope = checkpoint.envelope.replace('\n3\n', '\n4\n')),
  ],
  ['another entry', (entry) => (entry.canonicalizedBody = toBase64(utf8('before')))],
]

describe.each(LOG_KEYS)('under a log with a key of %s', (logKey) => {
  it.for(SIGNERS)('cosign takes our entry for an attestation by %s', async ([kind, bits], context) => {
    const { json, root, pem } = await logged(kind, bits, logKey)
    using dir = tempDir()
    const files = [
      ...['--key', dir.write('key.pem', pem), '--trusted-root', dir.write('root.json', JSON.stringify(root))],
      ...['--type', TYPE],
    ]
    const artifact = dir.write('artifact', ARTIFACT)
    const verify = (
      bundle: BundleJson,
      more: readonly string[] = files,
    ): Promise<{ code: number | null; text: string }> =>
      cosign(context).run([
        ...['verify-blob-attestation', ...more, '--bundle', dir.write('bundle.json', JSON.stringify(bundle)), artifact],
      ])
    const good = await verify(json)
    expect(good.code, good.text).toBe(0)
    for (const [title, forge] of FORGERIES) {
      const forged = structuredClone(json)
      forge(forged.verificationMaterial.tlogEntries[0] as Entry)
      expect((await verify(forged)).code, title).not.toBe(0)
    }
    const other = await logged(kind, bits, logKey === 'p256' ? 'ed25519' : 'p256', { name: 'other' })
    const strange = [...files, '--trusted-root', dir.write('other.json', JSON.stringify(other.root))]
    expect((await verify(json, strange)).code).not.toBe(0)
    const swapped = structuredClone(json)
    swapped.verificationMaterial.tlogEntries = other.json.verificationMaterial.tlogEntries
    expect((await verify(swapped, strange)).code).not.toBe(0)
    const none = structuredClone(json)
    none.verificationMaterial.tlogEntries = []
    expect((await verify(none)).code).not.toBe(0)
  })

  it.for(SIGNERS)('cosign takes our entry for a signature of a file by %s', async ([kind, bits], context) => {
    const { json, root, pem } = await logged(kind, bits, logKey, { message: true })
    using dir = tempDir()
    const args = [
      ...[
        'verify-blob',
        '--key',
        dir.write('key.pem', pem),
        '--trusted-root',
        dir.write('root.json', JSON.stringify(root)),
      ],
      ...['--bundle', dir.write('bundle.json', JSON.stringify(json))],
    ]
    const good = await cosign(context).run([...args, dir.write('artifact', ARTIFACT)])
    expect(good.code, good.text).toBe(0)
    expect((await cosign(context).run([...args, dir.write('other', utf8('another'))])).code).not.toBe(0)
  })

  it('sigstore-go takes our entry for an attestation', async (context) => {
    // Its command reads no other keys than ECDSA.
    const { json, root, pem, rekord } = await logged('p256', null, logKey)
    await timestamp(json, root, rekord.signature)
    using dir = tempDir()
    const args = [
      ...[
        '-publicKey',
        dir.write('key.pem', pem),
        '-trustedrootJSONpath',
        dir.write('root.json', JSON.stringify(root)),
      ],
      ...['-artifact', dir.write('artifact', ARTIFACT), '-requireCTlog=false'],
    ]
    const verify = (bundle: BundleJson): Promise<{ code: number | null; text: string }> =>
      tool('sigstore-go-verification', context).run([...args, dir.write('bundle.json', JSON.stringify(bundle))])
    const good = await verify(json)
    expect(good.code, good.text).toBe(0)
    for (const [title, forge] of FORGERIES.slice(0, 3)) {
      const forged = structuredClone(json)
      forge(forged.verificationMaterial.tlogEntries[0] as Entry)
      expect((await verify(forged)).code, title).not.toBe(0)
    }
  })

  it.each(SIGNERS)('sigstore-js takes our entry for an attestation by %s', async (kind, bits) => {
    const { json, root, spki } = await logged(kind, bits, logKey)
    const keys = { [keyFingerprint(spki)]: { rawBytes: Buffer.from(spki), keyDetails: 0 } }
    const trust = toTrustMaterial(TrustedRoot.fromJSON(root), keys)
    const verifier = new Verifier(trust, { tlogThreshold: 1, ctlogThreshold: 0, timestampThreshold: 0 })
    verifier.verify(toSignedEntity(bundleFromJSON(json)))
    for (const [title, forge] of FORGERIES) {
      const forged = structuredClone(json)
      forge(forged.verificationMaterial.tlogEntries[0] as Entry)
      expect(() => verifier.verify(toSignedEntity(bundleFromJSON(forged))), title).toThrow()
    }
  })

  it.each(SIGNERS)('we take it, and refuse what they refuse, by %s', async (kind, bits) => {
    const { json, rekord, log } = await logged(kind, bits, logKey)
    const trust = { origin: ORIGIN, keys: [log.key] }
    const [entry] = json.verificationMaterial.tlogEntries as [Entry]
    expect(verifyLogEntry(parseLogEntry(entry), rekord, trust).size).toBe(3)
    for (const [title, forge] of FORGERIES) {
      const forged = structuredClone(entry)
      forge(forged)
      expect(() => verifyLogEntry(parseLogEntry(forged), rekord, trust), title).toThrow()
    }
  })
})
