import { createHash } from 'node:crypto'
import { IMAGE_MANIFEST, parseCertificate, rawSignatureValue } from '@chancery/codec'
import { type SignerInfo, toHex } from '@chancery/core'
import { blobOf, descriptorOf, emptyConfig, jsonBlob, type OciBlob, type ReferrerManifest } from '../blob.ts'
import { checkedImage, checkedTime, type NotaryDescription } from '../description.ts'
import { OciError } from '../errors.ts'
import type { SignatureWish } from '../signature-wish.ts'
import { signingCertificate } from '../signing-certificate.ts'
import { notaryWish, requireNotaryAlgorithm } from './algorithm.ts'
import { lintNotaryChain } from './certificates.ts'
import { coseMessage, encodeCose } from './cose.ts'
import type { NotaryClaims, NotaryMaterial } from './envelope.ts'
import { encodeJws, jwsMessage } from './jws.ts'
import { NOTARY_ARTIFACT_TYPE, NOTARY_MEDIA_TYPES } from './media-types.ts'
import { notaryPayload } from './payload.ts'

interface EnvelopeWriter {
  readonly message: (claims: NotaryClaims) => Uint8Array
  readonly encode: (claims: NotaryClaims, material: NotaryMaterial) => Uint8Array
}

const WRITERS: Readonly<Record<NotaryDescription['kind'], EnvelopeWriter>> = {
  'notary-jws': { message: jwsMessage, encode: encodeJws },
  'notary-cose': { message: coseMessage, encode: encodeCose },
}

/**
 * What the key signs. Refuses before it does what a verifier would refuse after.
 * @throws OciError OCI_CERTIFICATE_MISSING, OCI_KEY_UNSUPPORTED, OCI_CERTIFICATE_UNSUITABLE (details.faults), OCI_DESCRIPTION_INVALID
 */
export function notaryToBeSigned(
  description: NotaryDescription,
  signer: SignerInfo,
): { readonly wish: SignatureWish; readonly message: Uint8Array } {
  const claims = claimsOf(description, signer)
  const faults = lintNotaryChain(signer.certificates, claims.signingTime)
  if (faults.length > 0) {
    throw new OciError('OCI_CERTIFICATE_UNSUITABLE', `notation would refuse the certificates of ${signer.name}`, {
      details: { faults },
    })
  }
  return { wish: notaryWish(claims.algorithm), message: WRITERS[description.kind].message(claims) }
}

/** What an RFC 3161 timestamp is over: the signature as it stands in the envelope. */
export function notarySignatureBytes(signer: SignerInfo, signature: Uint8Array): Uint8Array {
  return rawSignatureValue(algorithmOf(signer), signature)
}

export function notaryReferrer(
  description: NotaryDescription,
  signer: SignerInfo,
  signature: Uint8Array,
  timestampToken: Uint8Array | null,
): { readonly manifest: ReferrerManifest; readonly blobs: readonly OciBlob[] } {
  const { certificates } = signer
  const claims = claimsOf(description, signer)
  const envelope = WRITERS[description.kind].encode(claims, {
    signature: rawSignatureValue(claims.algorithm, signature),
    certificates,
    timestampToken,
    signingAgent: description.signingAgent,
  })
  const layer = blobOf(NOTARY_MEDIA_TYPES[description.kind], envelope)
  const config = emptyConfig(NOTARY_ARTIFACT_TYPE)
  const thumbprints = certificates.map((der) => toHex(createHash('sha256').update(der).digest()))
  const annotations = {
    'io.cncf.notary.x509chain.thumbprint#S256': JSON.stringify(thumbprints),
    'org.opencontainers.image.created': description.signingTime,
  }
  const manifest = jsonBlob(IMAGE_MANIFEST, {
    schemaVersion: 2,
    mediaType: IMAGE_MANIFEST,
    config: descriptorOf(config),
    layers: [descriptorOf(layer)],
    subject: checkedImage(description.image),
    annotations,
  })
  return { manifest: { ...manifest, artifactType: NOTARY_ARTIFACT_TYPE, annotations }, blobs: [config, layer] }
}

function claimsOf(description: NotaryDescription, signer: SignerInfo): NotaryClaims {
  const signingTime = checkedTime(description.signingTime, 'signingTime')
  const expiry = description.expiry === null ? null : checkedTime(description.expiry, 'expiry')
  if (expiry && expiry <= signingTime) {
    throw new OciError('OCI_DESCRIPTION_INVALID', 'the signature would expire before it is made')
  }
  const payload = notaryPayload(description.image, description.annotations)
  return { algorithm: algorithmOf(signer), payload, signingTime, expiry }
}

function algorithmOf(signer: SignerInfo): NotaryClaims['algorithm'] {
  return requireNotaryAlgorithm(parseCertificate(signingCertificate(signer)).publicKey)
}
