import { createHash } from 'node:crypto'
import type { TestKey } from '../ca/keys.ts'
import { signWith } from './keyless.ts'

/** What is logged. */
export interface Loggable {
  /** What the signature is over. */
  readonly signed: Uint8Array
  readonly signature: Uint8Array
  readonly certificatePem: string
  readonly certificate: Uint8Array
  /** Of an envelope. */
  readonly payload: Uint8Array | null
}

export type RekorKind = 'hashedrekord' | 'dsse' | 'intoto' | 'second'

export interface RekorOptions {
  readonly key: TestKey
  readonly host: string
  readonly kind: RekorKind
  readonly at: Date
}

type Json = Readonly<Record<string, unknown>>

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64')
const hashOf = (bytes: Uint8Array): Json => ({ algorithm: 'sha256', value: sha256(bytes).toString('hex') })

const BODIES: Readonly<Record<RekorKind, (one: Loggable) => Json>> = {
  hashedrekord: ({ signed, signature, certificatePem }) => ({
    apiVersion: '0.0.1',
    kind: 'hashedrekord',
    spec: {
      data: { hash: hashOf(signed) },
      signature: { content: base64(signature), publicKey: { content: base64(certificatePem) } },
    },
  }),
  dsse: ({ payload, signature, certificatePem }) => ({
    apiVersion: '0.0.1',
    kind: 'dsse',
    spec: {
      envelopeHash: hashOf(payload ?? signature),
      payloadHash: hashOf(payload ?? signature),
      signatures: [{ signature: base64(signature), verifier: base64(certificatePem) }],
    },
  }),
  intoto: ({ payload, signature, certificatePem }) => ({
    apiVersion: '0.0.2',
    kind: 'intoto',
    spec: {
      content: {
        envelope: {
          payloadType: 'application/vnd.in-toto+json',
          signatures: [{ publicKey: base64(certificatePem), sig: base64(base64(signature)) }],
        },
        hash: hashOf(payload ?? signature),
        payloadHash: hashOf(payload ?? signature),
      },
    },
  }),
  second: ({ signed, signature, certificate }) => ({
    apiVersion: '0.0.2',
    kind: 'hashedrekord',
    spec: {
      hashedRekordV002: {
        data: { algorithm: 'SHA2_256', digest: base64(sha256(signed)) },
        signature: {
          content: base64(signature),
          verifier: {
            keyDetails: 'PKIX_ECDSA_P256_SHA_256',
            x509Certificate: { rawBytes: base64(certificate) },
          },
        },
      },
    },
  }),
}

export function rekorLogId({ key, host }: Pick<RekorOptions, 'key' | 'host'>): Buffer {
  if (key.kind !== 'ed25519') return sha256(key.publicKey)
  return sha256(Buffer.from(`${host}\n`), Uint8Array.of(1), key.publicKey.subarray(-32))
}

/** `TransparencyLogEntry` in a log of two entries, this one the second: with the promise and the times of Rekor v1, or without as Rekor v2. */
export function rekorEntry(one: Loggable, options: RekorOptions): Json {
  const { key, host, kind, at } = options
  const body = Buffer.from(JSON.stringify(sorted(BODIES[kind](one))))
  const first = sha256(Uint8Array.of(0), Buffer.from('another entry'))
  const root = sha256(Uint8Array.of(1), first, sha256(Uint8Array.of(0), body))
  const note = `${kind === 'second' ? host : `${host} - 4711`}\n2\n${base64(root)}\n`
  const id = rekorLogId(options)
  const line = base64(Buffer.concat([id.subarray(0, 4), signWith(key, Buffer.from(note))]))
  const integratedTime = Math.floor(at.getTime() / 1000)
  const promised = { body: base64(body), integratedTime, logID: id.toString('hex'), logIndex: 1 }
  const { apiVersion, kind: name } = BODIES[kind](one)
  return {
    logIndex: '1',
    logId: { keyId: base64(id) },
    kindVersion: { kind: name, version: apiVersion },
    ...(kind !== 'second' && {
      integratedTime: String(integratedTime),
      inclusionPromise: { signedEntryTimestamp: base64(signWith(key, Buffer.from(JSON.stringify(promised)))) },
    }),
    inclusionProof: {
      logIndex: '1',
      rootHash: base64(root),
      treeSize: '2',
      hashes: [base64(first)],
      checkpoint: { envelope: `${note}\n— ${host} ${line}\n` },
    },
    canonicalizedBody: base64(body),
  }
}

/** RFC 8785 for what has no numbers. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const members = value as Json
  return Object.fromEntries(
    Object.keys(members)
      .sort()
      .map((name) => [name, sorted(members[name])]),
  )
}
