import { isJsonObject, type JsonObject } from '@chancery/core'
import { isDigest } from './digest.ts'
import { RegistryError } from './errors.ts'

/** OCI image specification 1.1, descriptor.md. */
export interface Descriptor {
  readonly mediaType: string
  /** `sha256:…` */
  readonly digest: string
  /** In bytes. */
  readonly size: number
  readonly artifactType?: string
  readonly annotations?: Readonly<Record<string, string>>
}

export interface Manifest extends Descriptor {
  /** As the registry holds them; `digest` is of these. */
  readonly bytes: Uint8Array
}

export const IMAGE_MANIFEST = 'application/vnd.oci.image.manifest.v1+json'
export const IMAGE_INDEX = 'application/vnd.oci.image.index.v1+json'
export const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json'
export const DOCKER_INDEX = 'application/vnd.docker.distribution.manifest.list.v2+json'
/** What is asked for, and nothing else is taken. */
export const MANIFEST_TYPES: readonly string[] = [IMAGE_MANIFEST, IMAGE_INDEX, DOCKER_MANIFEST, DOCKER_INDEX]

/** @throws RegistryError REGISTRY_MALFORMED */
export function parseJsonObject(bytes: Uint8Array, what: string): JsonObject {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // The parser's own message quotes what was sent.
    throw new RegistryError('REGISTRY_MALFORMED', `${what} is not JSON`)
  }
  if (!isJsonObject(value)) throw new RegistryError('REGISTRY_MALFORMED', `${what} is not a JSON object`)
  return value
}

/** @throws RegistryError REGISTRY_MALFORMED */
export function parseDescriptor(value: unknown, what: string): Descriptor {
  if (!isJsonObject(value)) throw new RegistryError('REGISTRY_MALFORMED', `${what} is not an object`)
  const { mediaType, digest, size, artifactType, annotations } = value
  const whole =
    typeof mediaType === 'string' &&
    typeof digest === 'string' &&
    isDigest(digest) &&
    Number.isSafeInteger(size) &&
    (size as number) >= 0 &&
    (artifactType === undefined || typeof artifactType === 'string') &&
    (annotations === undefined || annotations === null || isStringMap(annotations))
  if (!whole) throw new RegistryError('REGISTRY_MALFORMED', `${what} is not a descriptor`)
  return {
    mediaType,
    digest,
    size: size as number,
    ...(artifactType ? { artifactType: artifactType as string } : {}),
    ...(annotations ? { annotations: annotations as Record<string, string> } : {}),
  }
}

function isStringMap(value: unknown): boolean {
  return isJsonObject(value) && Object.values(value).every((one) => typeof one === 'string')
}
