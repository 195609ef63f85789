import { basename, extname, resolve } from 'node:path'
import type { ImageDescriptor } from '@chancery/oci'
import {
  DOCKER_INDEX,
  formatImageReference,
  IMAGE_INDEX,
  type ImageReference,
  type Manifest,
  openDockerArchive,
  openImage,
  openLayout,
  openRegistries,
  parseDescriptor,
  parseImageReference,
  type Registries,
  RegistryError,
  type Repository,
} from '@chancery/registry'
import type { Context } from '../context.ts'
import { membersOf } from '../members-of.ts'
import type { RegistryAccess } from './image-options.ts'
import { registryOptions } from './registry-options.ts'

/** An image as it was named, and what that stands for: resolved once, so that what is shown is what is signed. */
export interface OpenedImage {
  /** As it was given. */
  readonly path: string
  readonly repository: Repository
  /** `HOST/REPOSITORY`, or what the folder or file is called: how signatures and statements name it. */
  readonly name: string
  readonly manifest: Manifest
  /** What else is in its repository, as it would be given: `oci://HOST/REPOSITORY@sha256:…`. */
  referenceTo(tagOrDigest: string): string
}

/** Opens images; those of one command share connections and logins. */
export class ImageStore {
  readonly #context: Context
  readonly #registries: Registries

  private constructor(context: Context, registries: Registries) {
    this.#context = context
    this.#registries = registries
  }

  /** @throws EngineError TRUST_INVALID for authorities of registries; RegistryError REFERENCE_INVALID for mirrors */
  static async of(context: Context, access: RegistryAccess): Promise<ImageStore> {
    return new ImageStore(context, openRegistries(await registryOptions(context, access)))
  }

  /** @throws RegistryError REFERENCE_INVALID, IMAGE_NOT_FOUND, IMAGE_AMBIGUOUS and whatever a registry can answer */
  async open(path: string): Promise<OpenedImage> {
    const given = parseImageReference(path)
    const { repository, selector } = await openImage(this.#placed(given), this.#registries)
    return {
      path,
      repository,
      name: nameOf(given),
      manifest: await repository.manifest(selector, this.#context.signal),
      referenceTo: (tagOrDigest) => reference(given, tagOrDigest),
    }
  }

  /** Where an image shall go: it need not be there yet, and a layout is made. @throws RegistryError REFERENCE_INVALID for a digest */
  async place(
    path: string,
  ): Promise<Pick<OpenedImage, 'repository' | 'referenceTo'> & { readonly tag: string | null }> {
    const given = parseImageReference(path)
    const { tag, digest } = given.kind === 'registry' ? given.reference : given
    if (digest !== null) {
      throw new RegistryError('REFERENCE_INVALID', `${path}: a copy has the digest that it has`, {
        howToFix: 'Give the destination a tag, or none.',
      })
    }
    return { repository: await this.#destination(given), tag, referenceTo: (one) => reference(given, one) }
  }

  #destination(given: ImageReference): Promise<Repository> | Repository {
    if (given.kind === 'registry') return this.#registries.repository(given.reference)
    const path = resolve(this.#context.cwd, given.path)
    return given.kind === 'layout' ? openLayout(path, { create: true }) : openDockerArchive(path)
  }

  #placed(reference: ImageReference): ImageReference {
    return reference.kind === 'registry'
      ? reference
      : { ...reference, path: resolve(this.#context.cwd, reference.path) }
  }
}

function nameOf(given: ImageReference): string {
  if (given.kind === 'registry') return `${given.reference.registry}/${given.reference.repository}`
  return basename(given.path, extname(given.path)) || 'image'
}

function reference(given: ImageReference, tagOrDigest: string): string {
  const at = tagOrDigest.includes(':') ? { tag: null, digest: tagOrDigest } : { tag: tagOrDigest, digest: null }
  return formatImageReference(
    given.kind === 'registry' ? { ...given, reference: { ...given.reference, ...at } } : { ...given, ...at },
  )
}

export function descriptorOf({ mediaType, digest, size }: Manifest): ImageDescriptor {
  return { mediaType, digest, size }
}

function isIndex({ mediaType }: Pick<Manifest, 'mediaType'>): boolean {
  return mediaType === IMAGE_INDEX || mediaType === DOCKER_INDEX
}

/** An index may name others; real ones have one level. */
const MAX_DEPTH = 4
/** Of one index; real ones have a few dozen platforms. */
const MAX_PARTS = 256

/** What an index names, and what that names: each manifest once, read and checked. Empty for what is no index. */
export async function partsOf(
  repository: Repository,
  manifest: Manifest,
  signal?: AbortSignal,
  depth: number = MAX_DEPTH,
): Promise<readonly Manifest[]> {
  if (!isIndex(manifest)) return []
  const what = `the index ${manifest.digest}`
  const { manifests } = membersOf(JSON.parse(new TextDecoder().decode(manifest.bytes)))
  if (!Array.isArray(manifests) || manifests.length > MAX_PARTS || depth === 0) {
    throw new RegistryError('REGISTRY_MALFORMED', `${what} has no list of manifests, or one without end`)
  }
  const named = manifests.map((one) => parseDescriptor(one, `an entry of ${what}`))
  const parts = await Promise.all(
    [...new Set(named.map(({ digest }) => digest))].map(async (digest) => {
      const part = await repository.manifest(digest, signal)
      return [part, ...(await partsOf(repository, part, signal, depth - 1))]
    }),
  )
  return [...new Map(parts.flat().map((part) => [part.digest, part])).values()]
}
