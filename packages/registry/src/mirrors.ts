import { RegistryError, type RegistryErrorCode } from './errors.ts'
import { parseReference } from './reference.ts'
import type { Asked } from './session.ts'

/** Whatever a mirror lacks or gets wrong, the next one or the registry itself may have. */
const NEXT: ReadonlySet<RegistryErrorCode> = new Set([
  'IMAGE_NOT_FOUND',
  'BLOB_NOT_FOUND',
  'DIGEST_MISMATCH',
  'MANIFEST_UNSUPPORTED',
  'MANIFEST_TOO_LARGE',
  'BLOB_TOO_LARGE',
  'REGISTRY_CERTIFICATE',
  'REGISTRY_DENIED',
  'REGISTRY_LIMITED',
  'REGISTRY_MALFORMED',
  'REGISTRY_REFUSED',
  'REGISTRY_UNAUTHORIZED',
  'REGISTRY_UNAVAILABLE',
])

/** Where images are read that a registry has. */
export class Mirrors {
  readonly #places: ReadonlyMap<string, readonly { readonly registry: string; readonly prefix: string }[]>
  readonly #tags: boolean

  /** @throws RegistryError REFERENCE_INVALID */
  constructor(mirrors: Readonly<Record<string, readonly string[]>> = {}, tags = false) {
    this.#places = new Map(Object.entries(mirrors).map(([host, urls]) => [host.toLowerCase(), urls.map(parseMirror)]))
    this.#tags = tags
  }

  /** From the first mirror that has it (null: it has not), else from the registry itself. */
  async read<T>(asked: Asked, isByDigest: boolean, job: (asked: Asked) => Promise<T>): Promise<T> {
    const places = isByDigest || this.#tags ? (this.#places.get(asked.registry) ?? []) : []
    for (const { registry, prefix } of places) {
      try {
        const found = await job({ registry, repository: `${prefix}${asked.repository}`, access: 'pull' })
        if (found !== null) return found
      } catch (error) {
        if (!(error instanceof RegistryError && NEXT.has(error.code))) throw error
      }
    }
    return job(asked)
  }
}

/** What is read over HTTPS or not is decided as for any registry: plain HTTP is for this machine. */
function parseMirror(url: string): { readonly registry: string; readonly prefix: string } {
  const bare = url.replace(/^https:\/\//, '').replace(/\/+$/, '')
  // Any repository, to have host and prefix checked as in references.
  const { registry, repository } = parseReference(`oci://${bare}/x/x`)
  return { registry, prefix: repository.slice(0, -'x/x'.length) }
}
