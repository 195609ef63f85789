import { RegistryError } from './errors.ts'
import { formatImageReference, type ImageReference, parseImageReference } from './image-reference.ts'
import { openDockerArchive, openLayout } from './layout/open-layout.ts'
import { openRegistries, type Registries, type Repository } from './repository.ts'

export interface OpenedImage {
  readonly reference: ImageReference
  readonly repository: Repository
  /** For {@link Repository.resolve}: the digest where the reference has one, else the tag. */
  readonly selector: string
}

/**
 * Where an image is, and what it is called there. Tags are not resolved: the caller does that once, and goes on with the digest.
 * @param registries of the command, so that it logs in once
 * @throws RegistryError REFERENCE_INVALID, also where neither tag nor digest says which image of a repository
 */
export async function openImage(
  image: string | ImageReference,
  registries: Registries = openRegistries(),
): Promise<OpenedImage> {
  const reference = typeof image === 'string' ? parseImageReference(image) : image
  if (reference.kind !== 'registry') {
    const open = reference.kind === 'layout' ? openLayout : openDockerArchive
    const repository = await open(reference.path)
    const selector = reference.digest ?? reference.tag ?? (await repository.only())
    return { reference, repository, selector }
  }
  const { tag, digest } = reference.reference
  const selector = digest ?? tag
  if (selector === null) {
    throw new RegistryError('REFERENCE_INVALID', `${formatImageReference(reference)} has neither tag nor digest`, {
      howToFix: 'Name the image by its tag or its digest: `latest` is not filled in.',
    })
  }
  return { reference, repository: registries.repository(reference.reference), selector }
}
