import { createHash } from 'node:crypto'
import type { JsonObject, SignerInfo } from '@chancery/core'
import { type Envelope, preAuthEncoding } from './dsse.ts'

/** A signature that is to stand in a log. */
export interface LoggableSignature {
  /** SHA-256 of what was signed: of an envelope, of its pre-authentication encoding. */
  readonly digest: Uint8Array
  readonly signature: Uint8Array
  readonly signer: Pick<SignerInfo, 'publicKey' | 'algorithm'>
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
}

export function loggableEnvelope(
  { payloadType, payload, signature }: Envelope,
  signer: LoggableSignature['signer'],
): LoggableSignature {
  const digest = createHash('sha256').update(preAuthEncoding(payloadType, payload)).digest()
  return { digest, signature, signer, certificate: null }
}
