import { createHash } from 'node:crypto'

export interface StoredManifest {
  readonly mediaType: string
  readonly bytes: Uint8Array
  readonly digest: string
}

/** One repository's content. */
export class RepositoryStore {
  readonly blobs: Map<string, Uint8Array> = new Map()
  readonly manifests: Map<string, StoredManifest> = new Map()
  readonly tags: Map<string, string> = new Map()
  readonly uploads: Map<string, Uint8Array[]> = new Map()

  find(reference: string): StoredManifest | undefined {
    return this.manifests.get(reference.includes(':') ? reference : (this.tags.get(reference) ?? ''))
  }

  /** OCI distribution specification 1.1, "Listing Referrers": descriptors of everything whose subject is `digest`. */
  referrers(digest: string): readonly Readonly<Record<string, unknown>>[] {
    return [...this.manifests.values()].flatMap((manifest) => {
      const { subject, artifactType, config, annotations } = JSON.parse(Buffer.from(manifest.bytes).toString())
      if (subject?.digest !== digest) return []
      return {
        mediaType: manifest.mediaType,
        digest: manifest.digest,
        size: manifest.bytes.length,
        // "If the artifactType is empty … it MUST be the config descriptor's mediaType"; an index has none.
        artifactType: artifactType || config?.mediaType,
        annotations,
      }
    })
  }
}

export function digestOf(bytes: Uint8Array, algorithm = 'sha256'): string {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`
}

/** Whether `digest` is of a known algorithm and of `bytes`. */
export function isDigestOf(digest: string, bytes: Uint8Array): boolean {
  const algorithm = digest.split(':')[0] ?? ''
  return (algorithm === 'sha256' || algorithm === 'sha512') && digestOf(bytes, algorithm) === digest
}
