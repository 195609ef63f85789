import { BUNDLE_MEDIA_TYPE } from '@chancery/attest'
import { descriptorIn, IMAGE_MANIFEST, type JsonMembers, MAX_MANIFEST } from '@chancery/codec'
import type { BlobDescriptor } from './blob.ts'
import { ENVELOPE_MEDIA_TYPE, SIMPLE_SIGNING_MEDIA_TYPE } from './classic/payload.ts'
import { digestHex } from './description.ts'
import { OciError } from './errors.ts'
import { membersOf, parseMembers } from './json.ts'
import { NOTARY_ARTIFACT_TYPE, NOTARY_MEDIA_TYPES } from './notary/media-types.ts'

export interface LayerDescriptor extends BlobDescriptor {
  readonly annotations: Readonly<Record<string, string>>
}

/** A manifest that carries signatures, and the blobs to read for them. */
export type SignatureManifest =
  | {
      readonly kind: 'bundle' | 'notary-jws' | 'notary-cose'
      readonly image: BlobDescriptor
      readonly layer: LayerDescriptor
    }
  /** One signature in each layer. */
  | { readonly kind: 'cosign'; readonly layers: readonly LayerDescriptor[] }
  /** One attestation in each layer, a bare DSSE envelope: read as a bundle is. */
  | { readonly kind: 'cosign-attestations'; readonly layers: readonly LayerDescriptor[] }
  /** An artifact of another kind: not ours to judge. */
  | { readonly kind: 'other'; readonly artifactType: string | null; readonly image: BlobDescriptor | null }

/** In one manifest. A signature each in the classic layout; every one is fetched and checked. */
export const MAX_LAYERS = 256

const CODE = 'OCI_MANIFEST_MALFORMED'

/** @throws OciError OCI_MANIFEST_MALFORMED, OCI_DIGEST_UNSUPPORTED */
export function parseSignatureManifest(bytes: Uint8Array): SignatureManifest {
  const { members, layers } = parseManifest(bytes)
  const image = members.has('subject') ? blobIn(members.object('subject')) : null
  const configType = members.object('config').text('mediaType')
  const artifactType = members.has('artifactType') ? members.text('artifactType') : null
  const kind = referrerKind(artifactType ?? configType, layers)
  if (kind) {
    const [layer, ...others] = layers
    if (!image || !layer || others.length > 0) {
      throw new OciError(CODE, 'a signature of this kind has one layer and the image that it is of')
    }
    return { kind, image, layer }
  }
  if (!image && layers.length > 0 && layers.every(({ mediaType }) => mediaType === SIMPLE_SIGNING_MEDIA_TYPE)) {
    return { kind: 'cosign', layers }
  }
  if (!image && layers.length > 0 && layers.every(({ mediaType }) => mediaType === ENVELOPE_MEDIA_TYPE)) {
    return { kind: 'cosign-attestations', layers }
  }
  return { kind: 'other', artifactType: artifactType ?? configType, image }
}

/** The artifact type tells what it claims to be; which envelope a Notary signature is in, its layer. */
function referrerKind(
  artifactType: string,
  [layer]: readonly LayerDescriptor[],
): 'bundle' | 'notary-jws' | 'notary-cose' | null {
  if (artifactType === NOTARY_ARTIFACT_TYPE) {
    if (layer?.mediaType === NOTARY_MEDIA_TYPES['notary-jws']) return 'notary-jws'
    if (layer?.mediaType === NOTARY_MEDIA_TYPES['notary-cose']) return 'notary-cose'
    throw new OciError(CODE, `a Notary signature in ${JSON.stringify(layer?.mediaType ?? null)}`)
  }
  return artifactType === BUNDLE_MEDIA_TYPE || layer?.mediaType === BUNDLE_MEDIA_TYPE ? 'bundle' : null
}

/** Any image manifest (OCI image specification 1.1, "image manifest"), as far as signatures need it. */
export function parseManifest(bytes: Uint8Array): {
  readonly members: JsonMembers
  readonly layers: readonly LayerDescriptor[]
} {
  if (bytes.length > MAX_MANIFEST) throw new OciError(CODE, `a manifest of ${bytes.length} bytes`)
  const members = parseMembers(bytes, CODE, 'manifest')
  if (members.has('mediaType') && members.text('mediaType') !== IMAGE_MANIFEST) members.fail('mediaType')
  if (members.count('schemaVersion') !== 2) members.fail('schemaVersion')
  const layers = members.list('layers')
  if (layers.length > MAX_LAYERS) throw new OciError(CODE, `a manifest with ${layers.length} layers`)
  return {
    members,
    layers: layers.map((layer) => {
      const layerMembers = membersOf(layer, CODE, 'layer')
      return { ...blobIn(layerMembers), annotations: layerMembers.texts('annotations') }
    }),
  }
}

function blobIn(members: JsonMembers): BlobDescriptor {
  digestHex(members.text('digest'))
  const { mediaType, digest, size } = descriptorIn(members)
  return { mediaType, digest, size }
}
