export {
  type Descriptor,
  DOCKER_INDEX,
  DOCKER_MANIFEST,
  IMAGE_INDEX,
  IMAGE_MANIFEST,
  isDigest,
  MAX_MANIFEST,
  ociDigest,
} from '@chancery/codec'
export type { Credential, FindCredential } from './auth/credential.ts'
export type { FindAuthorities } from './authorities.ts'
export { type BlobTransfer, copyBlob } from './copy/copy-blob.ts'
export { type CopiedImage, type CopyEvent, type CopyOptions, copyImage } from './copy/copy-image.ts'
export { type Manifest, parseDescriptor } from './descriptor.ts'
export { containersAuthorities } from './docker/certs.ts'
export { containersCredentials, dockerCredentials } from './docker/config.ts'
export { REGISTRY_ERRORS, RegistryError, type RegistryErrorCode } from './errors.ts'
export type { HeaderFields, HttpAnswer, HttpClient, HttpRequest } from './http-client.ts'
export { formatImageReference, type ImageReference, isImageReference, parseImageReference } from './image-reference.ts'
export type { LayoutOptions } from './layout/folder-store.ts'
export type { LayoutRepository } from './layout/layout-repository.ts'
export { openDockerArchive, openLayout } from './layout/open-layout.ts'
export type { PutManifest } from './manifests.ts'
export { type NodeHttpOptions, nodeHttp } from './node-http.ts'
export { type OpenedImage, openImage } from './open-image.ts'
export { formatReference, parseReference, type Reference } from './reference.ts'
export { fallbackTag } from './referrers.ts'
export { type AddedReferrer, openRegistries, openRepository, type Registries, type Repository } from './repository.ts'
export type { RegistryOptions } from './session.ts'
export type { TagContent, TagEdit } from './tag-update.ts'
export type { BlobName, BlobSource } from './upload.ts'
