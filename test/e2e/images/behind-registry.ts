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

export const manifestOf = (bench: ImageBench, name: string): Json =>
  parse((bench.registry.repository(name).manifests.get(referrersOf(bench, name)[0] as string) as StoredManifest).bytes)

export function contentOf(bench: ImageBench, name: string): Json {
  const [{ digest }] = manifestOf(bench, name).layers as [{ digest: string }]
  return parse(bench.registry.repository(name).blobs.get(digest) as Uint8Array)
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

/** The signature with other content, under a manifest that fits. */
export function rewrite(bench: ImageBench, name: string, change: (content: Json) => Json): void {
  const bytes = new TextEncoder().encode(JSON.stringify(change(contentOf(bench, name))))
  const manifest = manifestOf(bench, name)
  const [layer] = manifest.layers as [Json]
  const store = bench.registry.repository(name)
  store.manifests.delete(referrersOf(bench, name)[0] as string)
  store.blobs.set(sha256(bytes), bytes)
  putManifest(bench, name, { ...manifest, layers: [{ ...layer, digest: sha256(bytes), size: bytes.length }] })
}

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`
