import { IMAGE_MANIFEST } from '@chancery/codec'
import type { SignerInfo } from '@chancery/core'
import { blobOf, descriptorOf, jsonBlob, type OciBlob } from '../blob.ts'
import { type ClassicDescription, digestHex } from '../description.ts'
import { OciError } from '../errors.ts'
import { type LayerDescriptor, MAX_LAYERS, parseManifest } from '../manifest.ts'
import { encodeClassicAnnotations } from './annotations.ts'
import { classicPayload, SIMPLE_SIGNING_MEDIA_TYPE } from './payload.ts'

/** One signature in the classic layout: a layer whose annotations carry it. */
export interface ClassicLayer {
  readonly blob: OciBlob
  readonly annotations: Readonly<Record<string, string>>
}

/** `sha256-HEX.sig`: where the signatures of an image lie. */
export function classicTag(digest: string): string {
  return `sha256-${digestHex(digest)}.sig`
}

export function classicLayer(
  description: ClassicDescription,
  signer: SignerInfo,
  signature: Uint8Array,
  timestampToken: Uint8Array | null,
): ClassicLayer {
  return {
    blob: blobOf(SIMPLE_SIGNING_MEDIA_TYPE, classicPayload(description)),
    annotations: encodeClassicAnnotations(
      signature,
      description.form === 'certificate' ? signer : null,
      timestampToken,
    ),
  }
}

const CONFIG_MEDIA_TYPE = 'application/vnd.oci.image.config.v1+json'
/** Cosign's "no time". */
const NO_TIME = '0001-01-01T00:00:00Z'

/**
 * The manifest under the tag with this signature in it, and its config; the signatures that are there stay, in their order.
 * Pure, so that a writer who lost a race reads the tag again and calls it again: a layer that is there is not added twice.
 * @param existing what the tag holds; null where there is no such tag
 * @param replaced signatures that this one takes the place of
 * @throws OciError OCI_MANIFEST_MALFORMED
 */
export function appendClassicLayer(
  existing: Uint8Array | null,
  { blob, annotations }: ClassicLayer,
  replaced: (layer: LayerDescriptor) => boolean = () => false,
): { readonly manifest: OciBlob; readonly config: OciBlob; readonly isChange: boolean } {
  const found = existing ? parseManifest(existing) : null
  const ours: LayerDescriptor = { ...descriptorOf(blob), annotations }
  const before = found?.layers ?? []
  const stay = before.map((layer) => isSame(layer, ours) || !replaced(layer))
  const kept = before.filter((_, index) => stay[index])
  const isNew = !kept.some((layer) => isSame(layer, ours))
  const layers = isNew ? [...kept, ours] : kept
  if (layers.length > MAX_LAYERS) {
    throw new OciError('OCI_MANIFEST_MALFORMED', `the image has ${MAX_LAYERS} signatures under this tag already`)
  }
  const config = jsonBlob(CONFIG_MEDIA_TYPE, {
    architecture: '',
    created: NO_TIME,
    history: layers.map(() => ({ created: NO_TIME })),
    os: '',
    // Layers are not compressed: their digests are those of their content.
    rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
    config: {},
  })
  const members = found
    ? Object.fromEntries(found.members.names().map((name) => [name, found.members.value(name)]))
    : {}
  const manifest = jsonBlob(IMAGE_MANIFEST, {
    ...members,
    schemaVersion: 2,
    mediaType: IMAGE_MANIFEST,
    config: descriptorOf(config),
    // What others wrote stays as it is, members that we do not know among it.
    layers: [...(found?.members.list('layers').filter((_, index) => stay[index]) ?? []), ...(isNew ? [ours] : [])],
  })
  return { manifest, config, isChange: isNew || kept.length < before.length }
}

function isSame(a: LayerDescriptor, b: LayerDescriptor): boolean {
  return a.digest === b.digest && JSON.stringify(a.annotations) === JSON.stringify(b.annotations)
}
