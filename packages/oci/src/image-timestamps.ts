import { canonicalJson, IMAGE_MANIFEST, ociDigest } from '@chancery/codec'
import { concat, type TimestampRoom, utf8 } from '@chancery/core'
import { blobOf, descriptorOf, jsonBlob } from './blob.ts'
import { parseBundleContent } from './bundle/content.ts'
import { withBundleTimestamps } from './bundle/timestamps.ts'
import { parseClassicAnnotations, withClassicTimestamp } from './classic/annotations.ts'
import { classicTag } from './classic/layer.ts'
import { SIMPLE_SIGNING_MEDIA_TYPE } from './classic/payload.ts'
import type { ImageDescriptor } from './description.ts'
import { OciError } from './errors.ts'
import type { ImageSignature } from './image-signature.ts'
import { type LayerDescriptor, parseManifest, parseSignatureManifest } from './manifest.ts'
import { withNotaryTimestamp } from './notary/timestamps.ts'
import { parseNotaryEnvelope } from './notary/verify.ts'
import { assertImage } from './verification.ts'
import type { ImageSignatureContent } from './verify-image.ts'

/** A signature as far as its timestamps go. Nothing of it was verified. */
export interface ImageTimestamps {
  /** What tokens are over. */
  readonly signature: Uint8Array
  /** TimeStampTokens. */
  readonly tokens: readonly Uint8Array[]
  /** `one`: further authorities go within the first one's token. */
  readonly room: TimestampRoom
  /** The signer's, DER; null where a bare key signed. */
  readonly certificate: Uint8Array | null
  /** A digest of everything else: the same for the same signature with other timestamps. */
  readonly rest: string
}

/** @throws OciError, AttestError, CodecError where it is malformed; AttestError BUNDLE_UNSUPPORTED where it has no room for timestamps */
export function imageTimestamps(content: ImageSignatureContent): ImageTimestamps {
  return { ...materialOf(content), rest: digestOf(withImageTimestamps(content, [])) }
}

/** The same signature with these tokens in place of its own. @param tokens one where there is room for one @throws as {@link imageTimestamps} */
export function withImageTimestamps(
  content: ImageSignatureContent,
  tokens: readonly Uint8Array[],
): ImageSignatureContent {
  const [token = null] = tokens
  switch (content.kind) {
    case 'bundle':
      return { ...content, bytes: withBundleTimestamps(content.bytes, tokens) }
    case 'cosign':
      return { ...content, annotations: withClassicTimestamp(content.annotations, token) }
    case 'notary-jws':
    case 'notary-cose':
      return { ...content, bytes: withNotaryTimestamp(content.kind, content.bytes, token) }
  }
}

/**
 * A signature that was read, with other bytes or annotations, as it goes to the registry.
 * @param manifest of the referrer that had it: the same members, another layer
 * @throws OciError OCI_IMAGE_MISMATCH where that refers to another image, OCI_MANIFEST_MALFORMED
 */
export function restampedSignature(
  image: ImageDescriptor,
  content: ImageSignatureContent,
  manifest: Uint8Array,
): ImageSignature {
  if (content.kind === 'cosign') {
    const { bytes, annotations } = content
    const layer = { blob: blobOf(SIMPLE_SIGNING_MEDIA_TYPE, bytes), annotations }
    return { kind: 'tag', tag: classicTag(image.digest), layer }
  }
  const old = parseSignatureManifest(manifest)
  if (old.kind !== content.kind) throw new OciError('OCI_MANIFEST_MALFORMED', 'the manifest is of another signature')
  assertImage(old.image.digest, { image, annotations: {}, predicateType: null, dockerReference: null })
  const { members } = parseManifest(manifest)
  const blob = blobOf(old.layer.mediaType, content.bytes)
  const layers = members.list('layers').map((layer) => ({ ...(layer as LayerDescriptor), ...descriptorOf(blob) }))
  const { bytes, digest } = jsonBlob(IMAGE_MANIFEST, { ...members.whole(), layers })
  const artifactType = members.has('artifactType')
    ? members.text('artifactType')
    : members.object('config').text('mediaType')
  const annotations = members.texts('annotations')
  return {
    kind: 'referrer',
    manifest: { mediaType: IMAGE_MANIFEST, digest, bytes, artifactType, annotations },
    blobs: [blob],
  }
}

function materialOf(content: ImageSignatureContent): Omit<ImageTimestamps, 'rest'> {
  switch (content.kind) {
    case 'bundle': {
      const { envelope, timestampTokens, certificates } = parseBundleContent(content.bytes)
      const [certificate = null] = certificates
      return { signature: envelope.signature, tokens: timestampTokens, room: 'several', certificate }
    }
    case 'cosign': {
      const { signature, timestampTokens, certificates } = parseClassicAnnotations(content.annotations)
      const [certificate = null] = certificates
      return { signature, tokens: timestampTokens, room: 'one', certificate }
    }
    case 'notary-jws':
    case 'notary-cose': {
      const { signature, timestampToken, certificates } = parseNotaryEnvelope(content.kind, content.bytes)
      const [certificate = null] = certificates
      return { signature, tokens: timestampToken ? [timestampToken] : [], room: 'one', certificate }
    }
  }
}

function digestOf(content: ImageSignatureContent): string {
  const annotations = content.kind === 'cosign' ? content.annotations : {}
  return ociDigest(concat(utf8(canonicalJson({ kind: content.kind, annotations })), content.bytes))
}
