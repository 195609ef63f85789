import { type Descriptor, IMAGE_INDEX, IMAGE_MANIFEST, isDigest, MAX_MANIFEST, ociDigest } from '@chancery/codec'
import { concat, isJsonObject } from '@chancery/core'
import { checkedBlob } from '../checked-blob.ts'
import { MANIFEST_TYPES, type Manifest, parseDescriptor, parseJsonObject } from '../descriptor.ts'
import { checkDigest } from '../digest.ts'
import { RegistryError } from '../errors.ts'
import { checkMediaType, type PutManifest } from '../manifests.ts'
import { checkSubject, describeReferrer, fallbackTag, listWithout, ofType } from '../referrers.ts'
import type { Repository } from '../repository.ts'
import { bytesSource } from '../upload.ts'
import { classicTag, entriesWith, entriesWithout, isForSubject } from './layout-entries.ts'
import { isNamed, type LayoutEntry, type LayoutIndex, namesOf } from './layout-index.ts'
import type { LayoutStore } from './layout-store.ts'

/** A layout with what a repository of a registry has. */
export interface LayoutRepository extends Repository {
  /** The digest of the only image, signatures and parts of it apart. @throws RegistryError IMAGE_AMBIGUOUS, IMAGE_NOT_FOUND */
  only(signal?: AbortSignal): Promise<string>
}

/** Blobs of layouts made by cosign are looked through for referrers that no index names; larger ones are no manifests of a signature. */
const MAX_HIDDEN = 256 * 1024

export function layoutRepository(store: LayoutStore): LayoutRepository {
  const { location } = store
  /** Of manifests, which a digest fixes for ever. */
  const parsed = new Map<string, Parsed>()

  async function readBytes(
    digest: string,
    limit: number,
    tooLarge: 'BLOB_TOO_LARGE' | 'MANIFEST_TOO_LARGE',
    signal?: AbortSignal,
  ) {
    const what = `${location}@${digest}`
    const size = await store.blobSize(digest)
    if (size === null) return null
    if (size > limit) throw new RegistryError(tooLarge, `${what} has ${size} bytes`, { details: { limit } })
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of store.readBlob(digest, signal)) {
      length += chunk.length
      if (length > limit) throw new RegistryError(tooLarge, `${what} grows`, { details: { limit } })
      chunks.push(chunk)
    }
    const bytes = concat(...chunks)
    checkDigest(bytes, digest, what)
    return bytes
  }

  async function readByDigest(digest: string, mediaType: string | undefined, signal?: AbortSignal): Promise<Manifest> {
    const bytes = await readBytes(digest, MAX_MANIFEST, 'MANIFEST_TOO_LARGE', signal)
    if (bytes === null) throw new RegistryError('IMAGE_NOT_FOUND', `${location} has no ${digest}`)
    const type = checkMediaType(bytes, mediaType ?? guessedType(bytes, location), `${location}@${digest}`)
    return { mediaType: type, digest, size: bytes.length, bytes }
  }

  async function manifest(tagOrDigest: string, signal?: AbortSignal): Promise<Manifest> {
    const index = await store.readIndex(signal)
    if (isDigest(tagOrDigest)) {
      const listed = index.entries.find(({ descriptor }) => descriptor.digest === tagOrDigest)
      return readByDigest(tagOrDigest, listed?.descriptor.mediaType, signal)
    }
    const found = named(index, tagOrDigest, location)
    if (found === null) throw notFound(index, tagOrDigest, location)
    return readByDigest(found.descriptor.digest, found.descriptor.mediaType, signal)
  }

  async function parse({ digest, mediaType }: Descriptor, signal?: AbortSignal): Promise<Parsed> {
    const known = parsed.get(digest)
    if (known) return known
    const { bytes } = await readByDigest(digest, mediaType, signal)
    const fresh = parseManifest(bytes, location)
    parsed.set(digest, fresh)
    return fresh
  }

  /** What cosign saved beside the image and listed nowhere. */
  async function hidden(digest: string, signal?: AbortSignal): Promise<readonly Descriptor[]> {
    const found: Descriptor[] = []
    for (const blob of await store.blobs()) {
      if (blob.size > MAX_HIDDEN) continue
      const bytes = await readBytes(blob.digest, MAX_HIDDEN, 'BLOB_TOO_LARGE', signal)
      if (bytes === null || bytes[0] !== 0x7b) continue
      try {
        const { entry, subject } = describeReferrer(bytes)
        if (subject.digest === digest) found.push(entry)
      } catch {
        // Anything else that begins with a brace.
      }
    }
    return found
  }

  async function put(
    bytes: Uint8Array,
    mediaType: string,
    tagOrDigest: string,
    signal?: AbortSignal,
  ): Promise<PutManifest> {
    const what = `a manifest for ${location}`
    if (bytes.length > MAX_MANIFEST) throw new RegistryError('MANIFEST_TOO_LARGE', `${what} has ${bytes.length} bytes`)
    if (isDigest(tagOrDigest)) checkDigest(bytes, tagOrDigest, what)
    checkMediaType(bytes, mediaType, what)
    const digest = isDigest(tagOrDigest) ? tagOrDigest : ociDigest(bytes)
    await store.putBlob(bytesSource(digest, bytes), signal)
    return { mediaType, digest, size: bytes.length, subject: null }
  }

  return {
    registry: '',
    name: '',
    location,
    manifest,
    async resolve(tagOrDigest, signal) {
      const { mediaType, digest, size } = await manifest(tagOrDigest, signal)
      return { mediaType, digest, size }
    },
    async only(signal) {
      const { entries } = await store.readIndex(signal)
      const images = entries.filter((entry) => isManifest(entry) && !isAboutImage(entry))
      const parts = new Set<string>()
      const roots = new Map<string, LayoutEntry>()
      for (const entry of images) {
        const { subject, manifests } = await parse(entry.descriptor, signal)
        for (const part of manifests) parts.add(part)
        if (subject === null) roots.set(entry.descriptor.digest, entry)
      }
      for (const part of parts) roots.delete(part)
      const [first, second] = roots.keys()
      if (first !== undefined && second === undefined) return first
      if (first === undefined) throw new RegistryError('IMAGE_NOT_FOUND', `${location} holds no image`)
      throw ambiguous(location, 'holds several images', [...roots.values()])
    },
    async blob(digest, limit, signal) {
      const bytes = await readBytes(digest, limit, 'BLOB_TOO_LARGE', signal)
      if (bytes !== null) return bytes
      throw new RegistryError('BLOB_NOT_FOUND', `${location} has no ${digest}`)
    },
    hasBlob: async (digest) => (await store.blobSize(digest)) !== null,
    streamBlob: (blob, signal) => checkedBlob(blob, store.readBlob(blob.digest, signal), location),
    uploadBlob: (source, signal) =>
      store.putBlob({ ...source, chunks: (one) => checkedBlob(source, source.chunks(one), location) }, signal),
    mountBlob: async () => false,
    async putBlob(bytes, signal) {
      const digest = ociDigest(bytes)
      await store.putBlob(bytesSource(digest, bytes), signal)
      return digest
    },
    async putManifest(bytes, mediaType, tagOrDigest = ociDigest(bytes), signal) {
      const descriptor = await put(bytes, mediaType, tagOrDigest, signal)
      const tag = isDigest(tagOrDigest) ? null : tagOrDigest
      const { manifests } = parseManifest(bytes, location)
      await store.updateIndex(async (index) => entriesWith(index, descriptor, tag, manifests), signal)
      return descriptor
    },
    async referrers(digest, artifactType, signal) {
      checkSubject(digest)
      const { entries } = await store.readIndex(signal)
      const found: Descriptor[] = []
      for (const { descriptor } of entries.filter(isManifest)) {
        const { referrer } = await parse(descriptor, signal)
        if (referrer?.subject.digest === digest) found.push(referrer.entry)
      }
      for (const { descriptor } of entries.filter((entry) => isForSubject(entry, digest))) {
        const { bytes } = await readByDigest(descriptor.digest, descriptor.mediaType, signal)
        found.push(...listedIn(bytes, location))
      }
      if (entries.some(({ descriptor }) => descriptor.annotations?.kind !== undefined)) {
        found.push(...(await hidden(digest, signal)))
      }
      return ofType(found, artifactType)
    },
    async addReferrer(bytes, signal) {
      const { entry, subject } = describeReferrer(bytes)
      await put(bytes, entry.mediaType, entry.digest, signal)
      await store.updateIndex(async (index) => entriesWith(index, entry, null, [], subject.digest), signal)
      return { ...entry, subject, listedBy: 'registry' }
    },
    async removeReferrer(digest, subject, signal) {
      checkSubject(digest)
      parsed.delete(digest)
      const edit = async (index: LayoutIndex): Promise<LayoutIndex | null> => {
        let next = entriesWithout(index, digest)
        // Lists of referrers that other tools brought along.
        for (const { descriptor } of index.entries.filter((entry) => isForSubject(entry, subject))) {
          const { bytes } = await readByDigest(descriptor.digest, descriptor.mediaType, signal)
          const list = listWithout(bytes, digest)
          if (list === null) continue
          const tag = fallbackTag(subject)
          next = entriesWith(next ?? index, await put(list, IMAGE_INDEX, tag, signal), tag, [])
        }
        return next
      }
      await store.updateIndex(edit, signal, digest)
      return true
    },
    async updateTag(tag, edit, signal) {
      let digest = ''
      await store.updateIndex(async (index) => {
        const current = named(index, tag, location)
        const before = current && (await readByDigest(current.descriptor.digest, current.descriptor.mediaType, signal))
        const content = edit(before)
        if (content === null) {
          if (before === null) throw new TypeError('an absent tag cannot be right already')
          digest = before.digest
          return null
        }
        const descriptor = await put(content.bytes, content.mediaType, tag, signal)
        digest = descriptor.digest
        return entriesWith(index, descriptor, tag, parseManifest(content.bytes, location).manifests)
      }, signal)
      return digest
    },
    tags: async (signal) => [...new Set((await store.readIndex(signal)).entries.flatMap(namesOf))].sort(),
  }
}

interface Parsed {
  readonly subject: string | null
  readonly referrer: { readonly entry: Descriptor; readonly subject: Descriptor } | null
  /** Digests of an index's manifests. */
  readonly manifests: readonly string[]
}

function parseManifest(bytes: Uint8Array, where: string): Parsed {
  const { subject, manifests } = parseJsonObject(bytes, where)
  const referrer = subject === undefined || subject === null ? null : describeReferrer(bytes)
  return {
    subject: referrer?.subject.digest ?? null,
    referrer,
    manifests: Array.isArray(manifests) ? manifests.map((one) => parseDescriptor(one, where).digest) : [],
  }
}

function listedIn(bytes: Uint8Array, where: string): readonly Descriptor[] {
  const { manifests } = parseJsonObject(bytes, where)
  return Array.isArray(manifests) ? manifests.map((one) => parseDescriptor(one, where)) : []
}

/** Manifests without mediaType are allowed (image specification 1.0), and blobs have no header. */
function guessedType(bytes: Uint8Array, where: string): string {
  const { mediaType, manifests, config } = parseJsonObject(bytes, where)
  if (typeof mediaType === 'string') return mediaType
  if (isJsonObject(config)) return IMAGE_MANIFEST
  return Array.isArray(manifests) ? IMAGE_INDEX : 'application/octet-stream'
}

function named({ entries }: LayoutIndex, name: string, location: string): LayoutEntry | null {
  const found = new Map(
    entries.filter((entry) => isNamed(entry, name)).map((entry) => [entry.descriptor.digest, entry]),
  )
  const classic = found.size === 0 ? classicTag(entries, name) : null
  const [first, second] = found.values()
  if (second !== undefined) throw ambiguous(location, `has several images named ${name}`, [...found.values()])
  return first ?? classic
}

/** Layouts may list other things too. */
function isManifest({ descriptor }: LayoutEntry): boolean {
  return MANIFEST_TYPES.includes(descriptor.mediaType)
}

function isAboutImage(entry: LayoutEntry): boolean {
  const { kind = '' } = entry.descriptor.annotations ?? {}
  const isCosigns = kind.startsWith('dev.cosignproject.cosign/') && !kind.startsWith('dev.cosignproject.cosign/image')
  return isCosigns || namesOf(entry).some((name) => /^sha(256|512)-[0-9a-f]{64}/.test(name))
}

function notFound({ entries }: LayoutIndex, name: string, location: string): RegistryError {
  const names = entries.flatMap(namesOf).slice(0, 20)
  return new RegistryError('IMAGE_NOT_FOUND', `${location} has no ${name}`, { details: { names } })
}

function ambiguous(location: string, why: string, entries: readonly LayoutEntry[]): RegistryError {
  const images = entries.slice(0, 20).map((entry) => [...namesOf(entry), entry.descriptor.digest].join(' '))
  return new RegistryError('IMAGE_AMBIGUOUS', `${location} ${why}`, { details: { images } })
}
