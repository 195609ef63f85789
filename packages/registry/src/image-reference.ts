import { isDigest } from '@chancery/codec'
import { RegistryError } from './errors.ts'
import { formatReference, parseReference, type Reference } from './reference.ts'

/** An image, wherever it is. */
export type ImageReference =
  | { readonly kind: 'registry'; readonly reference: Reference }
  /** An OCI image layout: a folder with `oci-layout`, `index.json` and `blobs/`. */
  | { readonly kind: 'layout'; readonly path: string; readonly tag: string | null; readonly digest: string | null }
  /** A tar file as `docker save` writes it. */
  | {
      readonly kind: 'docker-archive'
      readonly path: string
      readonly tag: string | null
      readonly digest: string | null
    }

const FOLDERS = [
  ['oci-layout:', 'layout'],
  ['docker-archive:', 'docker-archive'],
] as const
/** Image specification, annotations.md: what `org.opencontainers.image.ref.name` may be. */
const REF_NAME = /^[A-Za-z0-9]+(?:[-._:@/+]+[A-Za-z0-9]+|--[A-Za-z0-9]+)*$/
const MAX_REF_NAME = 512

/** Whether `text` begins as images do, and is no file's name. */
export function isImageReference(text: string): boolean {
  return text.startsWith('oci://') || FOLDERS.some(([scheme]) => text.startsWith(scheme))
}

/**
 * `oci://HOST[:PORT]/REPOSITORY[:TAG][@DIGEST]`, `oci-layout:DIR[:TAG][@DIGEST]` or `docker-archive:FILE[:TAG][@DIGEST]`. As elsewhere a path ends at its first colon
 * (that of a drive does not count), and a tag in a layout or an archive may be a name in full: `docker-archive:app.tar:registry.example.com/app:1`.
 * @throws RegistryError REFERENCE_INVALID
 */
export function parseImageReference(text: string): ImageReference {
  for (const [scheme, kind] of FOLDERS) {
    if (!text.startsWith(scheme)) continue
    const [, named = '', digest = null] = /^(.*?)(?:@([a-z0-9]+:[0-9A-Fa-f]*))?$/s.exec(text.slice(scheme.length)) ?? []
    const [, path = '', tag = null] = /^((?:[A-Za-z]:(?=[\\/]))?[^:]*)(?::(.*))?$/s.exec(named) ?? []
    if (path === '' || path.includes('\0')) throw invalid(text, 'names no path', `Write ${scheme}PATH[:TAG][@DIGEST].`)
    if (tag !== null && (!REF_NAME.test(tag) || tag.length > MAX_REF_NAME)) throw invalid(text, 'has a malformed tag')
    if (digest !== null && !isDigest(digest)) throw invalid(text, 'has a malformed digest')
    return { kind, path, tag, digest }
  }
  return { kind: 'registry', reference: parseReference(text) }
}

/** As {@link parseImageReference} reads it. */
export function formatImageReference(image: ImageReference): string {
  if (image.kind === 'registry') return formatReference(image.reference)
  const scheme = image.kind === 'layout' ? 'oci-layout' : 'docker-archive'
  const { path, tag, digest } = image
  return `${scheme}:${path}${tag === null ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`
}

function invalid(text: string, why: string, howToFix?: string): RegistryError {
  return new RegistryError('REFERENCE_INVALID', `${JSON.stringify(text.slice(0, 300))} ${why}`, { howToFix })
}
