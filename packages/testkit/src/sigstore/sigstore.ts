import { createHash } from 'node:crypto'
import type { Ca } from '../ca/ca.ts'
import { type TestKey, type TestKeyKind, testKey } from '../ca/keys.ts'
import { buildQuery } from '../tsa/query.ts'
import type { Tsa } from '../tsa/server.ts'
import { issueKeyless, type KeylessOptions, signWith } from './keyless.ts'
import { type RekorKind, rekorEntry, rekorLogId } from './rekor.ts'

export interface SigstoreOptions {
  readonly ca: Ca
  readonly tsa: Tsa
  /** Of the transparency log. By default `p256`. */
  readonly logKey?: TestKeyKind
}

export interface SignOptions extends Partial<KeylessOptions> {
  readonly artifact: Uint8Array
  /** By default `statement`. */
  readonly content?: 'statement' | 'message'
  /** By default `0.3`. */
  readonly version?: '0.1' | '0.2' | '0.3'
  /** By default no entry. */
  readonly log?: RekorKind | null
  /** By default a timestamp. */
  readonly timestamp?: boolean
  readonly sct?: boolean
  readonly payloadType?: string
  readonly predicateType?: string
  readonly predicate?: unknown
}

/** Parsed JSON of a bundle, for tests to break. */
export type BundleJson = ReturnType<typeof JSON.parse>

/** A private Sigstore: an authority that issues as Fulcio does, a log as Rekor v1 and v2 are, a certificate transparency log. */
export interface Sigstore {
  readonly ca: Ca
  sign(options: SignOptions): Promise<BundleJson>
  /** Parsed trusted_root.json. @param parts which logs stand in it; none by default */
  trustedRoot(parts?: { readonly log?: boolean; readonly ct?: boolean }): BundleJson
}

export const KEYLESS_SUBJECT = 'https://github.com/acme/app/.github/workflows/release.yml@refs/tags/v1'
export const KEYLESS_ISSUER = 'https://token.actions.githubusercontent.com'
const LOG_HOST = 'rekor.example.com'

const MEDIA_TYPES = {
  '0.1': 'application/vnd.dev.sigstore.bundle+json;version=0.1',
  '0.2': 'application/vnd.dev.sigstore.bundle+json;version=0.2',
  '0.3': 'application/vnd.dev.sigstore.bundle.v0.3+json',
} as const

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

export async function createSigstore({ ca, tsa, logKey = 'p256' }: SigstoreOptions): Promise<Sigstore> {
  const log = { key: await testKey(logKey, 'rekor'), host: LOG_HOST }
  const ct = await testKey('p256', 'certificate transparency')

  async function sign(options: SignOptions): Promise<BundleJson> {
    const { artifact, content = 'statement', version = '0.3', timestamp = true, sct = false } = options
    const { subject = KEYLESS_SUBJECT, issuer = KEYLESS_ISSUER } = options
    const held = await issueKeyless(ca, { ...options, subject, issuer, ctKeys: sct ? [ct] : [] })
    const { payload, signed, json } = content === 'statement' ? statement(options) : message(artifact)
    const signature = signWith(held.key, signed)
    const { der, pem } = held.certificate
    const loggable = { signed, signature, certificate: der, certificatePem: pem, payload }
    const chain = { certificates: held.chain.map((one) => ({ rawBytes: base64(one) })) }
    const entry = options.log ? rekorEntry(loggable, { ...log, kind: options.log, at: new Date() }) : null
    const stamps = timestamp ? [{ signedTimestamp: base64(await tsa.answer(buildQuery(signature))) }] : []
    return {
      mediaType: MEDIA_TYPES[version],
      verificationMaterial: {
        ...(version === '0.3' ? { certificate: { rawBytes: base64(der) } } : { x509CertificateChain: chain }),
        tlogEntries: entry ? [entry] : [],
        timestampVerificationData: { rfc3161Timestamps: stamps },
      },
      ...json(base64(signature)),
    }
  }

  function trustedRoot(parts: { readonly log?: boolean; readonly ct?: boolean } = {}): BundleJson {
    const issuers = [ca.intermediate.certificate.der, ca.root.certificate.der]
    const authority = (uri: string, chain: readonly Uint8Array[]) => ({
      subject: { organization: 'Chancery Test', commonName: 'Chancery Test' },
      uri,
      certChain: { certificates: chain.map((one) => ({ rawBytes: base64(one) })) },
      validFor: { start: '2020-01-01T00:00:00Z' },
    })
    return {
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      tlogs: parts.log ? [logInstance(LOG_HOST, log.key, rekorLogId(log))] : [],
      certificateAuthorities: [authority('https://fulcio.example.com', issuers)],
      ctlogs: parts.ct ? [logInstance('ct.example.com', ct, digest(ct.publicKey))] : [],
      timestampAuthorities: [authority('https://tsa.example.com', [tsa.signer.certificate.der, ...issuers])],
    }
  }

  return { ca, sign, trustedRoot }
}

function logInstance(host: string, key: TestKey, id: Uint8Array): BundleJson {
  return {
    baseUrl: `https://${host}`,
    hashAlgorithm: 'SHA2_256',
    publicKey: {
      rawBytes: base64(key.publicKey),
      keyDetails: key.kind === 'ed25519' ? 'PKIX_ED25519' : 'PKIX_ECDSA_P256_SHA_256',
      validFor: { start: '2020-01-01T00:00:00Z' },
    },
    logId: { keyId: base64(id) },
  }
}

interface Signable {
  readonly payload: Uint8Array | null
  readonly signed: Uint8Array
  json(signature: string): object
}

function statement(options: SignOptions): Signable {
  const { artifact, payloadType = 'application/vnd.in-toto+json', predicate = {} } = options
  const text = JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'artifact', digest: { sha256: digest(artifact).toString('hex') } }],
    predicateType: options.predicateType ?? 'https://example.com/predicate/v1',
    predicate,
  })
  const payload = new TextEncoder().encode(text)
  const signed = Buffer.concat([
    Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `),
    Buffer.from(payload),
  ])
  const json = (sig: string): object => ({
    dsseEnvelope: { payload: base64(payload), payloadType, signatures: [{ sig }] },
  })
  return { payload, signed, json }
}

function message(artifact: Uint8Array): Signable {
  const messageDigest = { algorithm: 'SHA2_256', digest: base64(digest(artifact)) }
  return { payload: null, signed: artifact, json: (signature) => ({ messageSignature: { messageDigest, signature } }) }
}
