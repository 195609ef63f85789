import { openArchiveStore } from './archive-store.ts'
import { type LayoutOptions, openFolderStore } from './folder-store.ts'
import { type LayoutRepository, layoutRepository } from './layout-repository.ts'

/**
 * An OCI image layout on disk, as a repository: tags are `org.opencontainers.image.ref.name`, and what refers to an image has an entry in index.json of its own,
 * as oras and notation keep it. What cosign saved is found where it puts it.
 * @throws RegistryError IMAGE_NOT_FOUND, LAYOUT_INVALID, LAYOUT_UNSAFE, LAYOUT_FAILED
 */
export async function openLayout(dir: string, options: LayoutOptions = {}): Promise<LayoutRepository> {
  return layoutRepository(await openFolderStore(dir, options))
}

/**
 * An archive of `docker save`, as a repository. Signatures go into its image layout; manifest.json stays, so that `docker load` reads it as before.
 * @throws RegistryError as {@link openLayout}, and ARCHIVE_INVALID, ARCHIVE_WITHOUT_MANIFESTS
 */
export async function openDockerArchive(file: string, options: LayoutOptions = {}): Promise<LayoutRepository> {
  return layoutRepository(await openArchiveStore(file, options))
}
