import { encodeEnvelope, parseBundle } from '@chancery/attest'
import { blobOf } from '../blob.ts'
import { type BundleDescription, digestHex } from '../description.ts'
import { OciError } from '../errors.ts'
import type { ClassicLayer } from './layer.ts'
import { ENVELOPE_MEDIA_TYPE } from './payload.ts'

/** `sha256-HEX.att`: where the classic layout keeps the attestations of an image. */
export function classicAttestationTag(digest: string): string {
  return `sha256-${digestHex(digest)}.att`
}

/**
 * An attestation that was signed for a bundle as a layer of the classic layout: the same envelope, so that the key signs once for both.
 * @param bundle the blob that {@link imageSignature} made of `description`
 * @throws OciError OCI_DESCRIPTION_INVALID where it is no attestation by a key
 */
export function classicAttestation(
  { image, attestation }: BundleDescription,
  bundle: Uint8Array,
): { readonly kind: 'tag'; readonly tag: string; readonly layer: ClassicLayer } {
  const parsed = parseBundle(bundle)
  if (parsed.kind !== 'key' || attestation === null) {
    throw new OciError('OCI_DESCRIPTION_INVALID', 'the classic layout keeps attestations by a key')
  }
  const annotations = { 'dev.cosignproject.cosign/signature': '', predicateType: attestation.predicateType }
  const layer = { blob: blobOf(ENVELOPE_MEDIA_TYPE, encodeEnvelope(parsed.envelope)), annotations }
  return { kind: 'tag', tag: classicAttestationTag(image.digest), layer }
}
