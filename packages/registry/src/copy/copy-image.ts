import type { Descriptor } from '@chancery/codec'
import { isJsonObject } from '@chancery/core'
import { type Manifest, parseDescriptor, parseJsonObject } from '../descriptor.ts'
import { RegistryError } from '../errors.ts'
import { describeReferrer, fallbackTag } from '../referrers.ts'
import type { Repository } from '../repository.ts'
import { Turnstile } from '../turnstile.ts'
import { type BlobTransfer, copyBlob } from './copy-blob.ts'
import { copyClassicList, manifestOrNull } from './copy-classic-list.ts'

export interface CopyOptions {
  /** What refers to the image goes along, and what refers to that; and cosign's `sha256-….sig`, `.att` and `.sbom`. By default yes. */
  readonly withReferrers?: boolean | undefined
  /** And what refers to each image of an index. By default yes. */
  readonly recursive?: boolean | undefined
  /** Blobs at a time, by default 4: each may hold 8 MiB. */
  readonly concurrency?: number | undefined
  readonly onProgress?: ((event: CopyEvent) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

export type CopyEvent =
  | { readonly kind: 'blob'; readonly digest: string; readonly size: number; readonly transfer: BlobTransfer }
  | { readonly kind: 'manifest' | 'referrer'; readonly digest: string }
  | { readonly kind: 'tag'; readonly tag: string }

export interface CopiedImage {
  readonly image: Descriptor
  /** Manifests of images below an index. */
  readonly manifests: number
  /** Signatures and whatever else refers to them. */
  readonly referrers: number
  readonly blobs: Readonly<Record<BlobTransfer, number>>
}

/** Referrers of referrers of …, and indexes in indexes. */
const MAX_DEPTH = 8
const MAX_MANIFESTS = 20_000

/**
 * An image with everything that it consists of, and what refers to it, to another place. Content goes before what names it: parts before their index, all of it before the tag.
 * So whoever sees the tag can have the image and its signatures.
 * @param to a tag for it there, or null for none
 * @throws RegistryError and what both sides throw; CoreError ABORTED
 */
export async function copyImage(
  from: Repository,
  tagOrDigest: string,
  to: Repository,
  tag: string | null,
  options: CopyOptions = {},
): Promise<CopiedImage> {
  const { withReferrers = true, recursive = true, concurrency = 4, onProgress, signal } = options
  const gate = new Turnstile(concurrency)
  const counts = { manifests: 0, referrers: 0, blobs: { present: 0, mounted: 0, moved: 0 } }
  const done = new Map<string, Promise<void>>()
  const visited = new Set<string>()
  const images: Manifest[] = []

  const onceFor = (digest: string, job: () => Promise<void>): Promise<void> => {
    const running = done.get(digest) ?? job()
    done.set(digest, running)
    return running
  }

  const moveBlob = ({ digest, size }: Descriptor): Promise<void> =>
    onceFor(digest, () =>
      gate.run(async () => {
        const transfer = await copyBlob(from, { digest, size }, to, signal)
        counts.blobs[transfer]++
        onProgress?.({ kind: 'blob', digest, size, transfer })
      }),
    )

  /** Everything below a manifest, not yet itself. */
  async function moveContent(manifest: Manifest, depth: number): Promise<void> {
    if (depth > MAX_DEPTH || visited.size > MAX_MANIFESTS) {
      throw new RegistryError('REGISTRY_MALFORMED', `${from.location}@${manifest.digest} has no end`)
    }
    visited.add(manifest.digest)
    const { manifests, blobs } = contentOf(manifest, from.location)
    await all(blobs.map(moveBlob))
    for (const { digest } of manifests) {
      if (visited.has(digest)) continue
      const part = await from.manifest(digest, signal)
      await moveContent(part, depth + 1)
      await to.putManifest(part.bytes, part.mediaType, digest, signal)
      counts.manifests++
      images.push(part)
      onProgress?.({ kind: 'manifest', digest })
    }
  }

  async function moveReferrers(digest: string, depth: number): Promise<void> {
    for (const { digest: about } of await from.referrers(digest, undefined, signal)) {
      if (visited.has(about)) continue
      const manifest = await from.manifest(about, signal)
      // A list is no proof: what is about something else goes along with that.
      if (subjectOf(manifest) !== digest) continue
      await moveContent(manifest, depth + 1)
      await to.addReferrer(manifest.bytes, signal)
      counts.referrers++
      onProgress?.({ kind: 'referrer', digest: about })
      await moveReferrers(about, depth + 1)
    }
    for (const suffix of ['sig', 'att', 'sbom']) {
      const name = `${fallbackTag(digest)}.${suffix}`
      const list = await manifestOrNull(from, name, signal)
      if (list === null || visited.has(list.digest)) continue
      await moveContent(list, depth + 1)
      await copyClassicList(from, list, to, name, signal)
      counts.referrers++
      onProgress?.({ kind: 'tag', tag: name })
    }
  }

  const image = await from.manifest(tagOrDigest, signal)
  const { mediaType, digest, size } = image
  await moveContent(image, 0)
  await to.putManifest(image.bytes, mediaType, digest, signal)
  onProgress?.({ kind: 'manifest', digest })
  if (withReferrers) for (const one of [image, ...(recursive ? images : [])]) await moveReferrers(one.digest, 0)
  if (tag !== null) {
    await to.putManifest(image.bytes, mediaType, tag, signal)
    onProgress?.({ kind: 'tag', tag })
  }
  return { image: { mediaType, digest, size }, ...counts }
}

interface Content {
  readonly manifests: readonly Descriptor[]
  readonly blobs: readonly Descriptor[]
}

function contentOf({ bytes, digest }: Manifest, where: string): Content {
  const what = `${where}@${digest}`
  const { manifests, config, layers } = parseJsonObject(bytes, what)
  const listed = (value: unknown): readonly Descriptor[] =>
    Array.isArray(value) ? value.map((one) => parseDescriptor(one, what)) : []
  const own = Array.isArray(layers) ? layers.filter((layer) => !isForeign(layer)) : []
  return { manifests: listed(manifests), blobs: listed(isJsonObject(config) ? [config, ...own] : own) }
}

/** Base layers of Windows that registries do not hold, but name a URL for. */
function isForeign(layer: unknown): boolean {
  return (
    isJsonObject(layer) &&
    Array.isArray(layer.urls) &&
    layer.urls.length > 0 &&
    /foreign|nondistributable/.test(String(layer.mediaType))
  )
}

function subjectOf({ bytes }: Manifest): string | null {
  const { subject } = parseJsonObject(bytes, 'a referrer')
  return subject === undefined || subject === null ? null : describeReferrer(bytes).subject.digest
}

/** Waits for all, so that nothing runs on when the first failure is told. */
async function all(jobs: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(jobs)
  for (const result of results) if (result.status === 'rejected') throw result.reason
}
