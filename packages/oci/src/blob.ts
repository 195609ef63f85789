import { ociDigest } from '@chancery/codec'
import { utf8 } from '@chancery/core'

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

export function blobOf(mediaType: string, bytes: Uint8Array): OciBlob {
  return { mediaType, digest: ociDigest(bytes), bytes }
}

export function jsonBlob(mediaType: string, value: unknown): OciBlob {
  return blobOf(mediaType, utf8(JSON.stringify(value)))
}

export interface BlobDescriptor {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
}

export function descriptorOf({ mediaType, digest, bytes }: OciBlob): BlobDescriptor {
  return { mediaType, digest, size: bytes.length }
}

/** The config of an artifact that needs none: `{}`. */
export const emptyConfig = (mediaType: string): OciBlob => blobOf(mediaType, utf8('{}'))
