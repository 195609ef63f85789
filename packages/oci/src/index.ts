export type {
  BlobDescriptor,
  OciBlob,
  ReferrerManifest,
} from './blob.ts'
export { COSIGN_SIGN_TYPE } from './bundle/statement.ts'
export { classicAttestation, classicAttestationTag } from './classic/attestation.ts'
export { appendClassicLayer, type ClassicLayer, classicTag } from './classic/layer.ts'
export type {
  Annotations,
  BundleDescription,
  ClassicDescription,
  ImageDescription,
  ImageDescriptor,
  NotaryDescription,
} from './description.ts'
export { OCI_ERRORS, OciError, type OciErrorCode } from './errors.ts'
export {
  type ImageKey,
  type ImageSignature,
  type ImageToBeSigned,
  imageSignature,
  imageTimestampMessage,
  imageToBeSigned,
  type MadeSignature,
  signImage,
} from './image-signature.ts'
export { type ImageTimestamps, imageTimestamps, restampedSignature, withImageTimestamps } from './image-timestamps.ts'
export { type ImageSignatureClaims, inspectImageSignature } from './inspect-image.ts'
export { type LayerDescriptor, parseSignatureManifest, type SignatureManifest } from './manifest.ts'
export { lintNotaryChain, type NotaryChainFault, notaryChain } from './notary/certificates.ts'
export { parseImageDescription } from './parse-description.ts'
export { type SignatureWish, wishName } from './signature-wish.ts'
export type { ExpectedImage, ImageSignatureKind, ImageTrust, VerifiedImageSignature } from './verification.ts'
export { type ImageSignatureContent, verifyImageSignature } from './verify-image.ts'
