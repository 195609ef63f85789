import type { RepositoryStore } from './store.ts'

/** The files of an OCI image layout by name, `index.json` last. */
export function layoutFiles(store: RepositoryStore): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>([['oci-layout', text({ imageLayoutVersion: '1.0.0' })]])
  for (const [digest, bytes] of store.blobs) files.set(pathOf(digest), bytes)
  for (const { digest, bytes } of store.manifests.values()) files.set(pathOf(digest), bytes)
  const manifests = [...store.tags].flatMap(([tag, digest]) => {
    const found = store.manifests.get(digest)
    if (found === undefined) return []
    const annotations = { 'org.opencontainers.image.ref.name': tag }
    return { mediaType: found.mediaType, digest, size: found.bytes.length, annotations }
  })
  const mediaType = 'application/vnd.oci.image.index.v1+json'
  files.set('index.json', text({ schemaVersion: 2, mediaType, manifests }))
  return files
}

function pathOf(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`
}

function text(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}
