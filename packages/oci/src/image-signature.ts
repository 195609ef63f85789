import { createHash } from 'node:crypto'
import type { LoggableSignature, LogReceipt, SignatureLog } from '@chancery/attest'
import {
  type JsonObject,
  SIGNATURE_ALGORITHMS,
  type SignerInfo,
  type Timestamper,
  type TimestampRefusal,
} from '@chancery/core'
import type { OciBlob, ReferrerManifest } from './blob.ts'
import { bundleReferrer } from './bundle/referrer.ts'
import { bundleMessage } from './bundle/statement.ts'
import { type ClassicLayer, classicLayer, classicTag } from './classic/layer.ts'
import { classicPayload } from './classic/payload.ts'
import type { BundleDescription, ImageDescription } from './description.ts'
import { notaryReferrer, notarySignatureBytes, notaryToBeSigned } from './notary/referrer.ts'
import { type SignatureWish, sigstoreWish } from './signature-wish.ts'
import { signingCertificate } from './signing-certificate.ts'

export interface ImageToBeSigned {
  /** How: not the algorithm that the key signs files with, but the one that the format's verifiers want of it. */
  readonly wish: SignatureWish
  readonly message: Uint8Array
}

/** What goes to the registry. */
export type ImageSignature =
  /** Blobs, then the manifest by its digest, then the fallback index where the registry has no referrers. */
  | { readonly kind: 'referrer'; readonly manifest: ReferrerManifest; readonly blobs: readonly OciBlob[] }
  /** The layer's blob, then the tag's manifest and config as {@link appendClassicLayer} makes them of what is there. */
  | { readonly kind: 'tag'; readonly tag: string; readonly layer: ClassicLayer }

/**
 * Pure: what the key signs, rebuilt by whoever holds it.
 * @throws OciError OCI_DESCRIPTION_INVALID, OCI_DIGEST_UNSUPPORTED, OCI_CERTIFICATE_MISSING, OCI_CERTIFICATE_UNSUITABLE, OCI_KEY_UNSUPPORTED
 */
export function imageToBeSigned(description: ImageDescription, signer: SignerInfo): ImageToBeSigned {
  switch (description.kind) {
    case 'bundle':
      if (description.form === 'certificate') signingCertificate(signer)
      return { wish: sigstoreWish(signer.key), message: bundleMessage(description) }
    case 'cosign':
      if (description.form === 'certificate') signingCertificate(signer)
      return { wish: sigstoreWish(signer.key), message: classicPayload(description) }
    case 'notary-jws':
    case 'notary-cose':
      return notaryToBeSigned(description, signer)
  }
}

/** What an RFC 3161 timestamp is over. @param signature as the key gave it: ECDSA as DER */
export function imageTimestampMessage(
  description: ImageDescription,
  signer: SignerInfo,
  signature: Uint8Array,
): Uint8Array {
  const isNotary = description.kind === 'notary-jws' || description.kind === 'notary-cose'
  return isNotary ? notarySignatureBytes(signer, signature) : signature
}

/**
 * Pure: the bytes that go to the registry.
 * @param signature as the key gave it over {@link imageToBeSigned}: ECDSA as DER
 * @param logEntries of bundles: `TransparencyLogEntry`
 * @param timestampTokens over {@link imageTimestampMessage}; empty where none were asked for, and one where the format has room for one
 */
export function imageSignature(
  description: ImageDescription,
  signer: SignerInfo,
  signature: Uint8Array,
  timestampTokens: readonly Uint8Array[],
  logEntries: readonly JsonObject[] = [],
): ImageSignature {
  const timestampToken = timestampTokens[0] ?? null
  switch (description.kind) {
    case 'bundle':
      return { kind: 'referrer', ...bundleReferrer(description, signer, signature, timestampTokens, logEntries) }
    case 'cosign':
      return {
        kind: 'tag',
        tag: classicTag(description.image.digest),
        layer: classicLayer(description, signer, signature, timestampToken),
      }
    case 'notary-jws':
    case 'notary-cose':
      return { kind: 'referrer', ...notaryReferrer(description, signer, signature, timestampToken) }
  }
}

/** A key that signs in whatever way a format wants: what an HSM's is. */
export interface ImageKey {
  readonly info: SignerInfo
  /** ECDSA as DER. */
  sign(wish: SignatureWish, message: Uint8Array, signal?: AbortSignal): Promise<Uint8Array>
}

export type MadeSignature = ImageSignature & {
  /** Where it stands in the log; null without one, and where the entry is queued. */
  readonly logged: LogReceipt | null
  /** Timestamp authorities that gave no token, though enough others did. */
  readonly timestampFailures: readonly TimestampRefusal[]
}

/**
 * Signs, timestamps where a timestamper is given, and logs. Verifying what the registry then holds is for whoever put it there.
 * @param log for bundles: no other form has room for its proof
 * @throws what keeps it from being timestamped or logged
 */
export async function signImage(
  description: ImageDescription,
  key: ImageKey,
  timestamper: Timestamper | null,
  signal?: AbortSignal,
  log: SignatureLog | null = null,
): Promise<MadeSignature> {
  const { wish, message } = imageToBeSigned(description, key.info)
  const signature = await key.sign(wish, message, signal)
  const room = description.kind === 'bundle' ? 'several' : 'one'
  const stamped = timestamper
    ? await timestamper.stamp(imageTimestampMessage(description, key.info, signature), signal, room)
    : null
  const logged =
    log && description.kind === 'bundle'
      ? await log.add(loggable(description, key.info, wish, message, signature), null, signal)
      : null
  const logEntries = logged ? [logged.entry] : []
  const made = imageSignature(description, key.info, signature, stamped?.tokens ?? [], logEntries)
  return { ...made, logged, timestampFailures: stamped?.failures ?? [] }
}

function loggable(
  { form }: BundleDescription,
  signer: SignerInfo,
  { scheme, digest: hash }: SignatureWish,
  message: Uint8Array,
  signature: Uint8Array,
): LoggableSignature {
  const made = SIGNATURE_ALGORITHMS.find(
    (row) => row.key === signer.key && row.scheme === scheme && row.digest === hash,
  )
  return {
    digest: createHash('sha256').update(message).digest(),
    signature,
    publicKey: signer.publicKey,
    algorithm: made?.id ?? null,
    certificate: form === 'certificate' ? signingCertificate(signer) : null,
  }
}
