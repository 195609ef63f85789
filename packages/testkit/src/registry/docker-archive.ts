import { layoutFiles } from './layout-files.ts'
import type { RepositoryStore } from './store.ts'
import { buildTar } from './tar.ts'

export interface DockerArchiveOptions {
  /** Before Docker 25: only manifest.json, with layers that have no manifest. */
  readonly old?: boolean
}

/** What `docker save` writes: an OCI image layout and Docker's own manifest.json beside it. */
export function buildDockerArchive(store: RepositoryStore, { old = false }: DockerArchiveOptions = {}): Uint8Array {
  const text = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))
  const images = [...store.tags].map(([tag, digest]) => {
    const { config, layers = [] } = JSON.parse(Buffer.from(store.manifests.get(digest)?.bytes ?? []).toString())
    const pathOf = (one: { digest: string } | undefined): string => `blobs/${one?.digest.replace(':', '/')}`
    return { Config: pathOf(config), RepoTags: [`app:${tag}`], Layers: layers.map(pathOf) }
  })
  const files = old ? [] : [...layoutFiles(store)].map(([name, bytes]) => ({ name, bytes }))
  return buildTar([...files, { name: 'manifest.json', bytes: text(images) }, { name: 'repositories', bytes: text({}) }])
}
