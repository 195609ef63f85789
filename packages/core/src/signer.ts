import { createHash } from 'node:crypto'
import {
  type DigestName,
  type KeyKind,
  type SignatureAlgorithm,
  type SignatureAlgorithmId,
  signatureAlgorithm,
} from './algorithms.ts'
import type { FormatRegistry } from './format.ts'

/** What is publicly known of a key that signs. */
export interface SignerInfo {
  /** The key's logical name in the configuration, or the label in its URI. */
  readonly name: string
  readonly key: KeyKind
  /** The algorithm it signs with. */
  readonly algorithm: SignatureAlgorithmId
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
  /** X.509 certificates, DER: the key's own first, its issuers after. Empty for a bare key (records, checkpoints). */
  readonly certificates: readonly Uint8Array[]
}

/**
 * What to sign, as plain data: it survives JSON and structuredClone, because it crosses the wire to a signing service and waits for approvals.
 * Whoever holds the key rebuilds the bytes to be signed from `description` with {@link Format.toBeSigned}; they never travel.
 */
export interface SignRequest {
  readonly version: 1
  /** Format id. */
  readonly format: string
  /** Logical name of the key. */
  readonly key: string
  readonly artifact: ArtifactFacts
  /** The format's own plain data: digests in hex, bytes in base64. */
  readonly description: PlainData
}

export interface ArtifactFacts {
  /** File name without folders. */
  readonly name: string
  /** Bytes. */
  readonly size: number
  readonly digest: { readonly sha256: string }
}

export type PlainData =
  | null
  | boolean
  | number
  | string
  | readonly PlainData[]
  | { readonly [member: string]: PlainData }

export interface Signature {
  readonly algorithm: SignatureAlgorithmId
  /** RSA: the modulus' length; ECDSA: DER `Ecdsa-Sig-Value`; Ed25519: 64 bytes. */
  readonly value: Uint8Array
  readonly signer: SignerInfo
  /** RFC 3161 TimeStampTokens (CMS ContentInfo, DER) over `value`; empty where none were asked for. */
  readonly timestampTokens: readonly Uint8Array[]
}

/** An HSM key, or a signing service: takes requests, never digests. */
export interface Signer {
  describe(): Promise<SignerInfo>
  /** One signature for each thing that the format wants signed, in its order. */
  sign(request: SignRequest, signal?: AbortSignal): Promise<readonly Signature[]>
}

/** The bare operation of a key: signs `message`, hashed on the host with the algorithm's digest. What hsm/ and software keys give. */
export interface SigningKey {
  readonly info: SignerInfo
  /** @throws HsmError and its like; ECDSA values come back as DER */
  sign(message: Uint8Array, signal?: AbortSignal): Promise<Uint8Array>
}

/** The key holder's side of {@link Signer}: rebuilds what is to be signed with the same pure code as whoever described the artifact. */
export function keySigner(key: SigningKey, formats: FormatRegistry): Signer {
  return {
    describe: async () => key.info,
    async sign(request, signal) {
      const format = formats.get(request.format)
      const messages = format.toBeSigned(request.description, key.info)
      return Promise.all(
        messages.map(async (message) => ({
          algorithm: key.info.algorithm,
          value: await key.sign(message, signal),
          signer: key.info,
          timestampTokens: [],
        })),
      )
    },
  }
}

/** What the key operation takes: the digest of `message`, or the message itself for Ed25519. */
export function hostDigest(algorithm: SignatureAlgorithm, message: Uint8Array): Uint8Array {
  return algorithm.scheme === 'eddsa' ? message : Uint8Array.from(createHash(algorithm.digest).update(message).digest())
}

export function digestOf(info: SignerInfo): DigestName {
  return signatureAlgorithm(info.algorithm).digest
}
