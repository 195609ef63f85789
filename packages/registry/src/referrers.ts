import {
  type Descriptor,
  EMPTY_CONFIG,
  IMAGE_INDEX,
  IMAGE_MANIFEST,
  isDigest,
  MAX_MANIFEST,
  ociDigest,
} from '@chancery/codec'
import { isJsonObject, type JsonObject, utf8 } from '@chancery/core'
import { parseDescriptor, parseJsonObject } from './descriptor.ts'
import { RegistryError } from './errors.ts'
import type { HeaderFields } from './http-client.ts'
import { nextPage } from './link.ts'
import { readManifest } from './manifests.ts'
import { type Asked, failure, type Session } from './session.ts'
import type { TagEdit } from './tag-update.ts'

const MAX_PAGES = 100
const MAX_ENTRIES = 20_000
/** Registries without the API say 404; older ones and proxies these. */
const NO_API: ReadonlySet<number> = new Set([400, 404, 405, 406])

/** The tag where clients list referrers if the registry does not: distribution specification, "Referrers tag schema". */
export function fallbackTag(digest: string): string {
  const [algorithm = '', hex = ''] = digest.split(':')
  return `${algorithm.slice(0, 32)}-${hex.slice(0, 64)}`
}

/** From the referrers API, page by page; null where the registry has none. */
export async function listByApi(
  session: Session,
  asked: Asked,
  digest: string,
  artifactType: string | undefined,
  signal?: AbortSignal,
): Promise<readonly Descriptor[] | null> {
  const what = `the referrers of ${asked.registry}/${asked.repository}@${digest}`
  const query = artifactType === undefined ? '' : `?artifactType=${encodeURIComponent(artifactType)}`
  const entries: Descriptor[] = []
  let path: string | URL | null = `referrers/${digest}${query}`
  for (let page = 0; path !== null; page++) {
    if (page === MAX_PAGES) throw new RegistryError('REGISTRY_MALFORMED', `${what} have no last page`)
    const limit = { maxBytes: MAX_MANIFEST, code: 'MANIFEST_TOO_LARGE' } as const
    const answer = await session.send(asked, { method: 'GET', path, headers: { accept: IMAGE_INDEX }, limit }, signal)
    if (page === 0 && (NO_API.has(answer.status) || (answer.status === 200 && !isIndex(answer.headers)))) return null
    if (answer.status !== 200) throw failure(answer, what, 'IMAGE_NOT_FOUND')
    entries.push(...entriesOf(parseJsonObject(answer.body, what), what))
    if (entries.length > MAX_ENTRIES)
      throw new RegistryError('REGISTRY_MALFORMED', `${what} are more than ${MAX_ENTRIES}`)
    path = nextPage(answer)
  }
  return entries
}

/** From the fallback tag; none where there is no such tag. */
export async function listByTag(
  session: Session,
  asked: Asked,
  digest: string,
  signal?: AbortSignal,
): Promise<readonly Descriptor[]> {
  const index = await readManifest(session, asked, fallbackTag(digest), signal)
  return index === null ? [] : fallbackEntries(index.bytes)
}

/** Each once; those of another type left out, those of which the list tells no type kept: their manifests do. */
export function ofType(entries: readonly Descriptor[], artifactType: string | undefined): readonly Descriptor[] {
  const unique = [...new Map(entries.map((entry) => [entry.digest, entry])).values()]
  if (artifactType === undefined) return unique
  // Instead of the artifact's own type some registries list that of its config, which may say nothing.
  return unique.filter(({ artifactType: type = EMPTY_CONFIG }) => type === artifactType || type === EMPTY_CONFIG)
}

export interface Referrer {
  readonly entry: Descriptor
  readonly subject: Descriptor
}

/** What lists say of a manifest, from itself. @throws TypeError where it refers to nothing */
export function describeReferrer(bytes: Uint8Array): Referrer {
  const { mediaType, artifactType, config, annotations, subject } = parseJsonObject(bytes, 'the referrer')
  if (subject === undefined) throw new TypeError('a referrer without subject')
  // Image specification 1.1, "Guidelines for Artifact Usage": without a type of its own an artifact has that of its config.
  const type = artifactType ?? (isJsonObject(config) ? config.mediaType : undefined)
  const entry = {
    mediaType: mediaType ?? IMAGE_MANIFEST,
    digest: ociDigest(bytes),
    size: bytes.length,
    ...(type === undefined ? {} : { artifactType: type }),
    ...(annotations === undefined ? {} : { annotations }),
  }
  return { entry: parseDescriptor(entry, 'the referrer'), subject: parseDescriptor(subject, 'its subject') }
}

/** Adds `entry` to the index in the fallback tag. What an earlier round saw stays: the tag may have lost it meanwhile. */
export function addEntry(entry: Descriptor): TagEdit {
  const known = new Map([[entry.digest, entry]])
  return (current) => {
    const value: JsonObject = current === null ? {} : parseJsonObject(current.bytes, 'the fallback tag')
    const entries = current === null ? [] : fallbackEntries(current.bytes)
    const present = new Set(entries.map(({ digest }) => digest))
    const missing = [...known.values()].filter(({ digest }) => !present.has(digest))
    for (const one of entries) known.set(one.digest, one)
    if (missing.length === 0) return null
    const listed = Array.isArray(value.manifests) ? value.manifests : []
    const index = { schemaVersion: 2, mediaType: IMAGE_INDEX, ...value, manifests: [...listed, ...missing] }
    return { bytes: utf8(JSON.stringify(index)), mediaType: IMAGE_INDEX }
  }
}

/** Writers who add at the same time put back what they saw there: who takes away gives in, or both would go on for ever. */
const MAX_TAKEN = 3

/** Takes what has this digest out of the index in the fallback tag; leaves it where others put it back again and again. */
export function withoutEntry(digest: string): TagEdit {
  let taken = 0
  return (current) => {
    const index = current && listWithout(current.bytes, digest)
    if (index === null || taken === MAX_TAKEN) return null
    taken++
    return { bytes: index, mediaType: IMAGE_INDEX }
  }
}

/** null where it is not in the list. @throws RegistryError REGISTRY_MALFORMED */
export function listWithout(list: Uint8Array, digest: string): Uint8Array | null {
  if (!fallbackEntries(list).some((entry) => entry.digest === digest)) return null
  const { manifests, ...value } = parseJsonObject(list, 'the fallback tag')
  const others = (manifests as readonly JsonObject[]).filter((one) => one.digest !== digest)
  return utf8(JSON.stringify({ ...value, manifests: others }))
}

function fallbackEntries(bytes: Uint8Array): readonly Descriptor[] {
  return entriesOf(parseJsonObject(bytes, 'the fallback tag'), 'the fallback tag')
}

function entriesOf({ manifests }: JsonObject, what: string): readonly Descriptor[] {
  // Go writes an empty list as null.
  if (manifests === null) return []
  if (!Array.isArray(manifests)) throw new RegistryError('REGISTRY_MALFORMED', `${what}: not an index`)
  return manifests.map((one) => parseDescriptor(one, `${what}: an entry`))
}

function isIndex(headers: HeaderFields): boolean {
  return headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() === IMAGE_INDEX
}

/** @throws RegistryError REFERENCE_INVALID */
export function checkSubject(digest: string): void {
  if (!isDigest(digest)) throw new RegistryError('REFERENCE_INVALID', 'referrers are of a digest, not of a tag')
}
