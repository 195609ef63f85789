/** The words of the OCI image specification 1.1, and Docker's before it, that whoever signs and whoever asks registries share. */
import { createHash } from 'node:crypto'
import { toHex } from '@chancery/core'
import type { JsonMembers } from './json-members.ts'

export const IMAGE_MANIFEST = 'application/vnd.oci.image.manifest.v1+json'
export const IMAGE_INDEX = 'application/vnd.oci.image.index.v1+json'
export const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json'
export const DOCKER_INDEX = 'application/vnd.docker.distribution.manifest.list.v2+json'
/** Of what says nothing: `{}` ("Guidance for an Empty Descriptor"). */
export const EMPTY_CONFIG = 'application/vnd.oci.empty.v1+json'

/** "Registries SHOULD enforce some limit … at least 4 megabytes" (distribution specification, "Pushing Manifests"): what all take, and all that is read. */
export const MAX_MANIFEST: number = 4 * 1024 * 1024

/** descriptor.md */
export interface Descriptor {
  readonly mediaType: string
  /** `sha256:…` */
  readonly digest: string
  /** In bytes. */
  readonly size: number
  readonly artifactType?: string
  readonly annotations?: Readonly<Record<string, string>>
}

export function descriptorIn(members: JsonMembers): Descriptor {
  const mediaType = members.text('mediaType')
  const digest = members.text('digest')
  if (!isDigest(digest)) members.fail('digest')
  const size = members.count('size')
  const artifactType = members.has('artifactType') ? members.text('artifactType') : ''
  const annotations = members.has('annotations') ? members.texts('annotations') : null
  return { mediaType, digest, size, ...(artifactType ? { artifactType } : {}), ...(annotations ? { annotations } : {}) }
}

/** descriptor.md, "Registered algorithms", and their length in hex. */
const LENGTHS: Readonly<Record<string, number>> = { sha256: 64, sha512: 128 }

export function isDigest(text: string): boolean {
  const [, algorithm = '', hex = ''] = /^([a-z0-9]+):([0-9a-f]+)$/.exec(text) ?? []
  return Object.hasOwn(LENGTHS, algorithm) && hex.length === LENGTHS[algorithm]
}

/** `sha256:` and lower-case hexadecimal. */
export function ociDigest(bytes: Uint8Array): string {
  return `sha256:${toHex(createHash('sha256').update(bytes).digest())}`
}
