import { type Descriptor, IMAGE_INDEX } from '@chancery/codec'
import { type JsonObject, utf8 } from '@chancery/core'
import { parseDescriptor, parseJsonObject } from '../descriptor.ts'
import { RegistryError } from '../errors.ts'

/** `index.json` (image specification 1.1, image-layout.md): an index whose entries have names. Members that are none of ours stay. */
export interface LayoutIndex {
  readonly value: JsonObject
  readonly entries: readonly LayoutEntry[]
}

export interface LayoutEntry {
  readonly descriptor: Descriptor
  /** As it stands there. */
  readonly json: JsonObject
}

export const REF_NAME = 'org.opencontainers.image.ref.name'
/** Docker and containerd write the name in full there, and only the tag into {@link REF_NAME}. */
const CONTAINERD_NAME = 'io.containerd.image.name'
/** What cosign's `save` says of an entry; its `load` and `verify --local-image` look for nothing else. */
export const KIND = 'kind'
export const COSIGN_IMAGE = 'dev.cosignproject.cosign/image'
export const COSIGN_INDEX = 'dev.cosignproject.cosign/imageIndex'
export const COSIGN_KINDS: Readonly<Record<string, string>> = {
  sig: 'dev.cosignproject.cosign/sigs',
  att: 'dev.cosignproject.cosign/atts',
}

const MAX_ENTRIES = 20_000

/** @throws RegistryError LAYOUT_INVALID */
export function parseLayoutIndex(bytes: Uint8Array, where: string): LayoutIndex {
  try {
    const value = parseJsonObject(bytes, where)
    if (Array.isArray(value.manifests) && value.manifests.length <= MAX_ENTRIES) {
      const entries = value.manifests.map((json: unknown) => ({
        descriptor: parseDescriptor(json, where),
        json: json as JsonObject,
      }))
      return { value, entries }
    }
  } catch {
    // Below, with the code of layouts.
  }
  throw new RegistryError('LAYOUT_INVALID', `${where}: index.json is no index of images`)
}

export function encodeLayoutIndex({ value, entries }: LayoutIndex): Uint8Array {
  const manifests = entries.map(({ json }) => json)
  return utf8(JSON.stringify({ schemaVersion: 2, mediaType: IMAGE_INDEX, ...value, manifests }))
}

export function emptyLayoutIndex(): LayoutIndex {
  return { value: {}, entries: [] }
}

/** Whether an entry is called that: by its tag, or by its name in full, with or without what Docker leaves out of it. */
export function isNamed({ descriptor }: LayoutEntry, name: string): boolean {
  const { [REF_NAME]: ref, [CONTAINERD_NAME]: full } = descriptor.annotations ?? {}
  if (ref === name || full === name) return true
  return full === `docker.io/${name}` || full === `docker.io/library/${name}`
}

/** All names under which entries can be asked for. */
export function namesOf({ descriptor }: LayoutEntry): readonly string[] {
  const { [REF_NAME]: ref, [CONTAINERD_NAME]: full } = descriptor.annotations ?? {}
  return [ref, full].filter((name) => name !== undefined)
}

export function entryOf(descriptor: Descriptor, annotations: Readonly<Record<string, string>> = {}): LayoutEntry {
  const { mediaType, digest, size, artifactType, annotations: own } = descriptor
  const all = { ...own, ...annotations }
  const entry: Descriptor = {
    mediaType,
    digest,
    size,
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(Object.keys(all).length === 0 ? {} : { annotations: all }),
  }
  return { descriptor: entry, json: { ...entry } }
}

export function annotated(entry: LayoutEntry, annotations: Readonly<Record<string, string>>): LayoutEntry {
  const all = { ...entry.descriptor.annotations, ...annotations }
  return {
    descriptor: { ...entry.descriptor, annotations: all },
    json: { ...entry.json, annotations: all },
  }
}
