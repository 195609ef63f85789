import {
  type Descriptor,
  DOCKER_INDEX,
  DOCKER_MANIFEST,
  descriptorIn,
  IMAGE_INDEX,
  IMAGE_MANIFEST,
  JsonMembers,
  parseJsonMembers,
} from '@chancery/codec'
import type { JsonObject } from '@chancery/core'
import { RegistryError } from './errors.ts'

export interface Manifest extends Descriptor {
  /** As the registry holds them; `digest` is of these. */
  readonly bytes: Uint8Array
}

/** What is asked for, and nothing else is taken. */
export const MANIFEST_TYPES: readonly string[] = [IMAGE_MANIFEST, IMAGE_INDEX, DOCKER_MANIFEST, DOCKER_INDEX]

/** @throws RegistryError REGISTRY_MALFORMED, without what was sent */
export function parseJsonObject(bytes: Uint8Array, what: string): JsonObject {
  return parseJsonMembers(bytes, (message) => new RegistryError('REGISTRY_MALFORMED', message), what).whole()
}

/** @throws RegistryError REGISTRY_MALFORMED */
export function parseDescriptor(value: unknown, what: string): Descriptor {
  const malformed = (): RegistryError => new RegistryError('REGISTRY_MALFORMED', `${what} is not a descriptor`)
  return descriptorIn(new JsonMembers(value, malformed, what))
}
