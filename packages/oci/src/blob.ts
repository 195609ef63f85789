import { createHash } from 'node:crypto'
import { toHex, utf8 } from '@chancery/core'

/** Bytes as a registry keeps them. */
export interface OciBlob {
  readonly mediaType: string
  readonly digest: string
  readonly bytes: Uint8Array
}

/** A manifest to put by its digest, with what the index of referrers says about it. */
export interface ReferrerManifest extends OciBlob {
  readonly artifactType: string
  readonly annotations: Readonly<Record<string, string>>
}

export const MANIFEST_MEDIA_TYPE = 'application/vnd.oci.image.manifest.v1+json'

export function blobOf(mediaType: string, bytes: Uint8Array): OciBlob {
  return { mediaType, digest: sha256Digest(bytes), bytes }
}

export function jsonBlob(mediaType: string, value: unknown): OciBlob {
  return blobOf(mediaType, utf8(JSON.stringify(value)))
}

function sha256Digest(bytes: Uint8Array): string {
  return `sha256:${toHex(createHash('sha256').update(bytes).digest())}`
}

export interface BlobDescriptor {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
}

export function descriptorOf({ mediaType, digest, bytes }: OciBlob): BlobDescriptor {
  return { mediaType, digest, size: bytes.length }
}

/** The config of an artifact that needs none (OCI image specification 1.1, "empty descriptor"): `{}`. */
export const EMPTY_MEDIA_TYPE = 'application/vnd.oci.empty.v1+json'
export const emptyConfig = (mediaType: string): OciBlob => blobOf(mediaType, utf8('{}'))
