import { digestOf, type RepositoryStore } from './store.ts'

export interface ImageOptions {
  /** `docker`: schema 2, as `docker push` writes it. `index`: two OCI images for two platforms. By default `oci`. */
  readonly kind?: 'oci' | 'docker' | 'index'
  /** What is in its layer, so that images differ. By default the tag. */
  readonly content?: string
}

export interface TestImage {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
  readonly bytes: Uint8Array
}

const OCI = 'application/vnd.oci.image'
const DOCKER = 'application/vnd.docker'
const TYPES = {
  oci: { manifest: `${OCI}.manifest.v1+json`, config: `${OCI}.config.v1+json`, layer: `${OCI}.layer.v1.tar` },
  docker: {
    manifest: `${DOCKER}.distribution.manifest.v2+json`,
    config: `${DOCKER}.container.image.v1+json`,
    layer: `${DOCKER}.image.rootfs.diff.tar.gzip`,
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

function single(store: RepositoryStore, kind: 'oci' | 'docker', content: string): TestImage {
  const types = TYPES[kind]
  const layer = new TextEncoder().encode(`layer of ${content}`)
  const rootfs = { type: 'layers', diff_ids: [digestOf(layer)] }
  const config = encode({ architecture: 'amd64', os: 'linux', config: {}, rootfs })
  for (const blob of [layer, config]) store.blobs.set(digestOf(blob), blob)
  return put(store, types.manifest, {
    schemaVersion: 2,
    mediaType: types.manifest,
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
