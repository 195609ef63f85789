import { digestOf, type RepositoryStore } from './store.ts'

export interface ImageOptions {
  /**
   * `docker`: schema 2, as `docker push` writes it. `index`: two OCI images for two platforms. `helm`, `wasm`, `artifact`: what `helm push`, `wkg` and
   * `oras push` put into registries. By default `oci`.
   */
  readonly kind?: ImageKind
  /** What is in its layer, so that images differ. By default the tag. */
  readonly content?: string
}

export interface TestImage {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
  readonly bytes: Uint8Array
}

export type ImageKind = SingleKind | 'index'
type SingleKind = 'oci' | 'docker' | 'helm' | 'wasm' | 'artifact'

const OCI = 'application/vnd.oci.image'
const DOCKER = 'application/vnd.docker'
const OCI_MANIFEST = `${OCI}.manifest.v1+json`
interface Types {
  readonly manifest: string
  readonly config: string
  readonly layer: string
  readonly artifact?: string
  /** What the config holds; by default an image's. */
  readonly content?: Readonly<Record<string, unknown>>
}
const TYPES: Readonly<Record<SingleKind, Types>> = {
  oci: { manifest: OCI_MANIFEST, config: `${OCI}.config.v1+json`, layer: `${OCI}.layer.v1.tar` },
  docker: {
    manifest: `${DOCKER}.distribution.manifest.v2+json`,
    config: `${DOCKER}.container.image.v1+json`,
    layer: `${DOCKER}.image.rootfs.diff.tar.gzip`,
  },
  helm: {
    manifest: OCI_MANIFEST,
    config: 'application/vnd.cncf.helm.config.v1+json',
    layer: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
    content: { name: 'app', version: '1.0.0', apiVersion: 'v2', type: 'application' },
  },
  wasm: {
    manifest: OCI_MANIFEST,
    config: 'application/vnd.wasm.config.v0+json',
    layer: 'application/wasm',
    content: { created: '2026-01-01T00:00:00Z', architecture: 'wasm', os: 'wasip2', layerDigests: [] },
  },
  artifact: {
    manifest: OCI_MANIFEST,
    config: 'application/vnd.oci.empty.v1+json',
    layer: 'application/octet-stream',
    artifact: 'application/vnd.example.artifact.v1',
    content: {},
  },
}

/** Its layer is no archive: nobody who signs or verifies may look at it. */
export function pushImage(store: RepositoryStore, tag: string, options: ImageOptions = {}): TestImage {
  const { kind = 'oci', content = tag } = options
  const image = kind === 'index' ? index(store, content) : single(store, kind, content)
  store.tags.set(tag, image.digest)
  return image
}

function index(store: RepositoryStore, content: string): TestImage {
  const manifests = ['amd64', 'arm64'].map((architecture) => {
    const { mediaType, digest, size } = single(store, 'oci', `${content} ${architecture}`)
    return { mediaType, digest, size, platform: { architecture, os: 'linux' } }
  })
  const mediaType = `${OCI}.index.v1+json`
  return put(store, mediaType, { schemaVersion: 2, mediaType, manifests })
}

function single(store: RepositoryStore, kind: SingleKind, content: string): TestImage {
  const { manifest, artifact, ...types } = TYPES[kind]
  const layer = new TextEncoder().encode(`layer of ${content}`)
  const rootfs = { type: 'layers', diff_ids: [digestOf(layer)] }
  const config = encode(types.content ?? { architecture: 'amd64', os: 'linux', config: {}, rootfs })
  for (const blob of [layer, config]) store.blobs.set(digestOf(blob), blob)
  return put(store, manifest, {
    schemaVersion: 2,
    mediaType: manifest,
    ...(artifact === undefined ? {} : { artifactType: artifact }),
    config: { mediaType: types.config, digest: digestOf(config), size: config.length },
    layers: [{ mediaType: types.layer, digest: digestOf(layer), size: layer.length }],
  })
}

function put(store: RepositoryStore, mediaType: string, value: unknown): TestImage {
  const bytes = encode(value)
  const digest = digestOf(bytes)
  store.manifests.set(digest, { mediaType, digest, bytes })
  return { mediaType, digest, size: bytes.length, bytes }
}

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}
