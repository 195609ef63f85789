import { type Descriptor, DOCKER_INDEX, IMAGE_INDEX } from '@chancery/codec'
import { fallbackTag } from '../referrers.ts'
import {
  annotated,
  COSIGN_IMAGE,
  COSIGN_INDEX,
  COSIGN_KINDS,
  entryOf,
  KIND,
  type LayoutEntry,
  type LayoutIndex,
  REF_NAME,
} from './layout-index.ts'

/** `sha256-HEX.sig`, where cosign keeps what it signed before there were bundles. */
const CLASSIC = /^(sha256-[0-9a-f]{64})\.(sig|att|sbom)$/

/**
 * The index with one more manifest, or null where it has it. A tag moves; its former manifest stays without a name, as elsewhere, unless it was only the list under that tag.
 * @param parts of an index: their own entries without a name are not needed any more
 * @param subject an image that this is about, for cosign: it looks only at what it can tell to be an image
 */
export function entriesWith(
  index: LayoutIndex,
  { mediaType, digest, size, artifactType, annotations }: Descriptor,
  tag: string | null,
  parts: readonly string[],
  subject?: string,
): LayoutIndex | null {
  const descriptor = {
    mediaType,
    digest,
    size,
    ...(artifactType ? { artifactType } : {}),
    ...(annotations ? { annotations } : {}),
  }
  const [, fallback, suffix = ''] = CLASSIC.exec(tag ?? '') ?? []
  const kind = COSIGN_KINDS[suffix]
  const isList = tag !== null && /^sha(256|512)-[0-9a-f]{64}/.test(tag)
  let changed = false
  const entries: LayoutEntry[] = []
  for (const entry of index.entries) {
    const { digest: other, annotations: own = {} } = entry.descriptor
    const isSubject = other === subject || (fallback !== undefined && fallbackTag(other) === fallback)
    if (own[REF_NAME] === tag && tag !== null && other !== digest) {
      changed = true
      // Lists of signatures are replaced; an image that lost its tag is still somebody's.
      if (!isList && !parts.includes(other)) entries.push(unnamed(entry))
    } else if (parts.includes(other) && own[REF_NAME] === undefined && entry.descriptor.artifactType === undefined)
      changed = true
    else if (isSubject && own[KIND] === undefined) {
      changed = true
      entries.push(annotated(entry, { [KIND]: isIndex(entry.descriptor) ? COSIGN_INDEX : COSIGN_IMAGE }))
    } else entries.push(entry)
  }
  const isThere = entries.some(
    ({ descriptor: { digest: other, annotations: own } }) =>
      other === digest && (tag === null || own?.[REF_NAME] === tag),
  )
  if (isThere) return changed ? { ...index, entries } : null
  const names = { ...(tag === null ? {} : { [REF_NAME]: tag }), ...(kind === undefined ? {} : { [KIND]: kind }) }
  // An entry without a name becomes the named one.
  const at =
    tag === null
      ? -1
      : entries.findIndex(({ descriptor: one }) => one.digest === digest && one.annotations?.[REF_NAME] === undefined)
  const before = entries[at]
  if (before) entries[at] = annotated(before, names)
  else entries.push(entryOf(descriptor, names))
  return { ...index, entries }
}

/** The index without a manifest and all its names; null where it has none of them. */
export function entriesWithout(index: LayoutIndex, digest: string): LayoutIndex | null {
  const entries = index.entries.filter(({ descriptor }) => descriptor.digest !== digest)
  return entries.length < index.entries.length ? { ...index, entries } : null
}

/** Whether an entry is the list of what refers to `digest`, as tools bring it along that copy the fallback tag. */
export function isForSubject({ descriptor }: LayoutEntry, digest: string): boolean {
  return descriptor.annotations?.[REF_NAME] === fallbackTag(digest)
}

/** In what cosign saved the signatures have no name: they are about the only image. */
export function classicTag(entries: readonly LayoutEntry[], tag: string): LayoutEntry | null {
  const [, fallback, suffix = ''] = CLASSIC.exec(tag) ?? []
  const kind = COSIGN_KINDS[suffix]
  if (kind === undefined) return null
  const images = entries.filter(({ descriptor }) =>
    [COSIGN_IMAGE, COSIGN_INDEX].includes(descriptor.annotations?.[KIND] ?? ''),
  )
  const [image, ...others] = images
  if (!image || others.length > 0 || fallbackTag(image.descriptor.digest) !== fallback) return null
  return (
    entries.find(
      ({ descriptor: { annotations = {} } }) => annotations[KIND] === kind && annotations[REF_NAME] === undefined,
    ) ?? null
  )
}

function unnamed(entry: LayoutEntry): LayoutEntry {
  const { [REF_NAME]: _, ...rest } = entry.descriptor.annotations ?? {}
  const { annotations: _descriptor, ...descriptor } = entry.descriptor
  const { annotations: _json, ...json } = entry.json
  const kept = Object.keys(rest).length === 0 ? {} : { annotations: rest }
  return { descriptor: { ...descriptor, ...kept }, json: { ...json, ...kept } }
}

function isIndex({ mediaType }: Descriptor): boolean {
  return mediaType === IMAGE_INDEX || mediaType === DOCKER_INDEX
}
