import { createHash } from 'node:crypto'
import type { JsonObject, SignatureAlgorithmId, SignerInfo } from '@chancery/core'
import type { KeyBundle } from './bundle.ts'
import { type Envelope, preAuthEncoding } from './dsse.ts'
import type { LogPlace } from './verify.ts'

/** A signature that is to stand in a log. */
export interface LoggableSignature {
  /** SHA-256 of what was signed: of an envelope, of its pre-authentication encoding. */
  readonly digest: Uint8Array
  readonly signature: Uint8Array
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
  /** null for one that the table of algorithms does not have. */
  readonly algorithm: SignatureAlgorithmId | null
  /** DER, where the bundle names its signer by one; null: by the bare key. */
  readonly certificate: Uint8Array | null
}

/** Where in the log a signature stands, durably. */
export interface LogReceipt {
  readonly index: number
  /** `TransparencyLogEntry`, as a bundle carries it. */
  readonly entry: JsonObject
}

/** Where signatures are logged before anyone sees them. */
export interface SignatureLog {
  readonly origin: string
  /** What happens where the log cannot be written to: nothing is signed, or the entry is promised and made up for later. */
  readonly onFailure: 'error' | 'queue'
  /**
   * @param bundle path that the signature's bundle will have; null where it lies in no file
   * @returns null where the entry is queued
   * @throws what keeps it from being logged
   */
  add(signature: LoggableSignature, bundle: string | null, signal?: AbortSignal): Promise<LogReceipt | null>
  /**
   * Where a bundle proves that its statement stands.
   * @param publicKey that has signed it: SubjectPublicKeyInfo, DER
   * @returns null where it brings no proof by this log
   * @throws AttestError BUNDLE_LOG_UNPROVED
   */
  find(bundle: KeyBundle, publicKey: Uint8Array): Promise<LogPlace | null>
}

export function loggableEnvelope(
  { payloadType, payload, signature }: Envelope,
  { publicKey, algorithm }: Pick<SignerInfo, 'publicKey' | 'algorithm'>,
): LoggableSignature {
  const digest = createHash('sha256').update(preAuthEncoding(payloadType, payload)).digest()
  return { digest, signature, publicKey, algorithm, certificate: null }
}
