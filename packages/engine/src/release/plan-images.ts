import { ChanceryError } from '@chancery/core'
import { concurrently } from '../concurrently.ts'
import type { Context } from '../context.ts'
import { EngineError } from '../errors.ts'
import type { RegistryAccess } from '../images/image-options.ts'
import { ImageStore, type OpenedImage } from '../images/image-store.ts'
import type { ImageEntry } from './image-entry.ts'
import type { Refusal } from './refusal.ts'

/** An image of the release: what its reference stood for when the release was planned. */
export interface PlannedImage {
  readonly entry: ImageEntry
  /** `HOST/REPOSITORY@DIGEST`: what records call it. */
  readonly name: string
  /** null where it is only recorded. */
  readonly opened: OpenedImage | null
}

const AT_ONCE = 16

/** Resolves tags, each once; nothing of images that are only recorded is asked for. */
export async function planImages(
  context: Context,
  entries: readonly ImageEntry[],
  access: RegistryAccess,
  refusals: Refusal[],
): Promise<readonly PlannedImage[]> {
  if (entries.length === 0) return []
  const store = await ImageStore.of(context, access)
  const planned = await concurrently(entries, AT_ONCE, async (entry): Promise<PlannedImage | Refusal> => {
    const { reference, repository, digest, signing } = entry
    if (signing === null) return { entry, name: `${repository}@${digest}`, opened: null }
    try {
      const opened = await store.open(reference)
      return { entry, name: `${repository}@${opened.manifest.digest}`, opened }
    } catch (error) {
      if (error instanceof ChanceryError) return { path: reference, error }
      throw error
    }
  })
  refusals.push(...planned.filter((one) => 'error' in one))
  const images = planned.filter((one): one is PlannedImage => !('error' in one))
  for (const [name, same] of Map.groupBy(images, (image) => image.name)) {
    if (same.length > 1) refusals.push(twice(name, same))
  }
  return images
}

function twice(name: string, same: readonly PlannedImage[]): Refusal {
  const places = same.map(({ entry }) => entry.at).join(' and ')
  return { path: null, error: new EngineError('RELEASE_IMAGE_TWICE', `${name} is declared by ${places}`) }
}
