/** The only signature of an image, looked at and changed in the registry behind everyone's back. */
import { createHash } from 'node:crypto'
import type { RepositoryStore, TestImage } from '@chancery/testkit'
import type { ImageBench } from './image-bench.ts'

export type StoredManifest = NonNullable<ReturnType<RepositoryStore['find']>>
export type Json = Readonly<Record<string, unknown>>
const parse = (bytes: Uint8Array): Json => JSON.parse(Buffer.from(bytes).toString())

/** Digests of what refers to the only image. */
export function referrersOf(bench: ImageBench, name: string): readonly string[] {
  const { manifests } = bench.registry.repository(name)
  return [...manifests.values()].filter(({ bytes }) => 'subject' in parse(bytes)).map(({ digest }) => digest)
}

/** The first of them, or another. */
export function manifestOf(bench: ImageBench, name: string, digest?: string): Json {
  const at = digest ?? (referrersOf(bench, name)[0] as string)
  return parse((bench.registry.repository(name).manifests.get(at) as StoredManifest).bytes)
}

export function contentOf(bench: ImageBench, name: string, digest?: string): Json {
  const [layer] = manifestOf(bench, name, digest).layers as [{ digest: string }]
  return parse(bench.registry.repository(name).blobs.get(layer.digest) as Uint8Array)
}

export function putManifest(bench: ImageBench, name: string, manifest: Json): void {
  const bytes = new TextEncoder().encode(JSON.stringify(manifest))
  const digest = sha256(bytes)
  bench.registry.repository(name).manifests.set(digest, { mediaType: manifest.mediaType as string, digest, bytes })
}

/** Attaches a Sigstore bundle to an image, as whoever made it would. */
export function attachBundle(bench: ImageBench, name: string, image: TestImage, bundle: Uint8Array): void {
  const type = 'application/vnd.dev.sigstore.bundle.v0.3+json'
  const empty = new TextEncoder().encode('{}')
  const store = bench.registry.repository(name)
  for (const bytes of [bundle, empty]) store.blobs.set(sha256(bytes), bytes)
  const described = (bytes: Uint8Array, mediaType: string) => ({ mediaType, digest: sha256(bytes), size: bytes.length })
  putManifest(bench, name, {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactType: type,
    config: described(empty, 'application/vnd.oci.empty.v1+json'),
    layers: [described(bundle, type)],
    subject: described(image.bytes, image.mediaType),
  })
}

/** What refers to an image with other content, under manifests that fit; null leaves it as it is. @returns how many were changed */
export function rewrite(bench: ImageBench, name: string, change: (content: Json) => Json | null): number {
  const store = bench.registry.repository(name)
  let changed = 0
  for (const digest of referrersOf(bench, name)) {
    const content = change(contentOf(bench, name, digest))
    if (content === null) continue
    const bytes = new TextEncoder().encode(JSON.stringify(content))
    const manifest = manifestOf(bench, name, digest)
    const [layer] = manifest.layers as [Json]
    store.manifests.delete(digest)
    store.blobs.set(sha256(bytes), bytes)
    putManifest(bench, name, { ...manifest, layers: [{ ...layer, digest: sha256(bytes), size: bytes.length }] })
    changed++
  }
  return changed
}

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`
