import type { SignatureAlgorithm } from '@chancery/core'
import { OciError } from '../errors.ts'
import { HEADER, NOTARY_PAYLOAD_TYPE, X509_SCHEME } from './media-types.ts'

/** What a signer signs, in either envelope. */
export interface NotaryClaims {
  readonly algorithm: SignatureAlgorithm
  readonly payload: Uint8Array
  readonly signingTime: Date
  readonly expiry: Date | null
}

/** What stands in the envelope beside what is signed. */
export interface NotaryMaterial {
  /** RSA as it is, ECDSA as r||s. */
  readonly signature: Uint8Array
  /** DER, leaf first, root last. */
  readonly certificates: readonly Uint8Array[]
  /** A TimeStampToken over `signature`. */
  readonly timestampToken: Uint8Array | null
  readonly signingAgent: string | null
}

/** An envelope, read and not yet believed. */
export interface NotaryEnvelope extends NotaryClaims, NotaryMaterial {
  /** What was signed, in the bytes that were read. */
  readonly message: Uint8Array
}

/** An envelope holds a few kilobytes. Bytes. */
export const MAX_ENVELOPE_BYTES: number = 4 * 1024 * 1024
export const MAX_CERTIFICATES = 16

/** Headers whose meaning is known here, and that may be called critical. */
const UNDERSTOOD: readonly unknown[] = [HEADER.scheme, HEADER.expiry]

/** Protected headers that both envelopes have. */
export interface ProtectedHeaders {
  readonly contentType: unknown
  readonly scheme: unknown
  readonly critical: readonly unknown[]
  readonly hasExpiry: boolean
}

/**
 * What is critical must be understood (RFC 7515 section 4.1.11, RFC 9052 section 3.1), and scheme and expiry must be critical,
 * or an older verifier would pass over them.
 * @throws OciError OCI_ENVELOPE_UNSUPPORTED
 */
export function assertHeaders({ contentType, scheme, critical, hasExpiry }: ProtectedHeaders): void {
  const unknown = critical.find((name) => !UNDERSTOOD.includes(name))
  if (unknown !== undefined) unsupported(`the header ${JSON.stringify(unknown)} is critical, and unknown here`)
  if (contentType !== NOTARY_PAYLOAD_TYPE) unsupported('the envelope holds another payload than an image')
  if (scheme !== X509_SCHEME) unsupported(`the signing scheme ${JSON.stringify(scheme ?? null)}`)
  if (!critical.includes(HEADER.scheme)) unsupported('the signing scheme is not critical')
  if (critical.includes(HEADER.expiry) !== hasExpiry) unsupported('an expiry is critical where there is one')
}

function unsupported(why: string): never {
  throw new OciError('OCI_ENVELOPE_UNSUPPORTED', why)
}
