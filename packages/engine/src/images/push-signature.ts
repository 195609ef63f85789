import { appendClassicLayer, type ImageSignature, type LayerDescriptor, type OciBlob } from '@chancery/oci'
import type { Repository } from '@chancery/registry'

/** Brings a signature to the registry. @returns the digest of its manifest, or the tag where it is a layer among others */
export async function pushSignature(
  repository: Repository,
  signature: ImageSignature,
  replaced: (layer: LayerDescriptor) => boolean,
  signal?: AbortSignal,
): Promise<string> {
  if (signature.kind === 'tag') return pushClassicLayer(repository, signature, replaced, signal)
  const { blobs, manifest } = signature
  await Promise.all(blobs.map(({ bytes }) => repository.putBlob(bytes, signal)))
  return (await repository.addReferrer(manifest.bytes, signal)).digest
}

/** The edit of a tag needs a blob that is not there yet. */
class ConfigMissing extends Error {
  readonly config: OciBlob

  constructor(config: OciBlob) {
    super('the config is to be uploaded first')
    this.config = config
  }
}

/**
 * The config, which changes with every layer, must be there before the manifest that names it. It is not uploaded between reading and writing the tag,
 * where every request is time for another writer to be overlooked: the edit is given up, and begun anew afterwards.
 */
async function pushClassicLayer(
  repository: Repository,
  { tag, layer }: Extract<ImageSignature, { kind: 'tag' }>,
  replaced: (layer: LayerDescriptor) => boolean,
  signal?: AbortSignal,
): Promise<string> {
  const uploaded = new Set<string>()
  await repository.putBlob(layer.blob.bytes, signal)
  for (;;) {
    try {
      await repository.updateTag(
        tag,
        (current) => {
          const { manifest, config, isChange } = appendClassicLayer(current?.bytes ?? null, layer, replaced)
          if (!isChange) return null
          if (!uploaded.has(config.digest)) throw new ConfigMissing(config)
          return { bytes: manifest.bytes, mediaType: manifest.mediaType }
        },
        signal,
      )
      return tag
    } catch (error) {
      if (!(error instanceof ConfigMissing)) throw error
      uploaded.add(await repository.putBlob(error.config.bytes, signal))
    }
  }
}
