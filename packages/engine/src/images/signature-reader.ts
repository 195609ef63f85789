import { MAX_BUNDLE_BYTES } from '@chancery/attest'
import { ChanceryError } from '@chancery/core'
import {
  COSIGN_SIGN_TYPE,
  classicAttestationTag,
  classicTag,
  type ImageSignatureClaims,
  type ImageSignatureContent,
  inspectImageSignature,
  parseSignatureManifest,
} from '@chancery/oci'
import type { Repository } from '@chancery/registry'
import { concurrently } from '../concurrently.ts'
import { EngineError } from '../errors.ts'

/** What lies beside an image and may be a signature or an attestation of it. */
export interface FoundContent {
  /** Digest of its manifest, or the tag whose manifest has it among others. */
  readonly at: string
  /** That manifest. */
  readonly manifest: Uint8Array
  readonly content: ImageSignatureContent
}

/** An artifact of another kind. */
export interface OtherReferrer {
  readonly at: string
  readonly artifactType: string | null
}

/** What could not be read, and why. */
export interface UnreadReferrer {
  readonly at: string
  readonly error: ChanceryError
}

export interface ImageContents {
  readonly found: readonly FoundContent[]
  readonly others: readonly OtherReferrer[]
  readonly unread: readonly UnreadReferrer[]
}

/** Of one image. Whoever may push can add as many as he likes, and each one is fetched and judged. */
const MAX_REFERRERS = 256
/** Envelopes and payloads that are no bundle. Bytes. */
const MAX_SIGNATURE_BYTES = 4 * 1024 * 1024
const AT_ONCE = 8

/**
 * Every signature and attestation of an image, wherever they are kept: referrers, and the classic layout's tags. Layers of the image are never read.
 * One that is damaged stands among `unread` and does not hide the others.
 * @throws EngineError IMAGE_REFERRERS_TOO_MANY; RegistryError where the lists themselves cannot be had
 */
export async function readImageContents(
  repository: Repository,
  digest: string,
  signal?: AbortSignal,
): Promise<ImageContents> {
  const referrers = await repository.referrers(digest, undefined, signal)
  if (referrers.length > MAX_REFERRERS) {
    throw new EngineError('IMAGE_REFERRERS_TOO_MANY', `${referrers.length} artifacts refer to ${digest}`, {
      details: { digest, referrers: referrers.length, most: MAX_REFERRERS },
    })
  }
  const tags = [classicTag(digest), classicAttestationTag(digest)]
  const places = [...referrers.map((one) => one.digest), ...tags]
  const read = await concurrently(places, AT_ONCE, async (at): Promise<ImageContents> => {
    try {
      return await readManifest(repository, at, signal)
    } catch (error) {
      if (!(error instanceof ChanceryError) || error.code === 'ABORTED') throw error
      const isAbsent = tags.includes(at) && error.code === 'IMAGE_NOT_FOUND'
      return { found: [], others: [], unread: isAbsent ? [] : [{ at, error }] }
    }
  })
  return {
    found: read.flatMap(({ found }) => found),
    others: read.flatMap(({ others }) => others),
    unread: read.flatMap(({ unread }) => unread),
  }
}

/** What one manifest carries. @throws RegistryError, OciError */
export async function readManifest(repository: Repository, at: string, signal?: AbortSignal): Promise<ImageContents> {
  const { bytes: whole } = await repository.manifest(at, signal)
  const manifest = parseSignatureManifest(whole)
  if (manifest.kind === 'other') {
    return { found: [], others: [{ at, artifactType: manifest.artifactType }], unread: [] }
  }
  const layers = 'layers' in manifest ? manifest.layers : [manifest.layer]
  // A bare envelope reads as a bundle by a key does.
  const kind = manifest.kind === 'cosign-attestations' ? 'bundle' : manifest.kind
  const limit = kind === 'bundle' ? MAX_BUNDLE_BYTES : MAX_SIGNATURE_BYTES
  const found: FoundContent[] = []
  const unread: UnreadReferrer[] = []
  await concurrently(layers, AT_ONCE, async ({ digest, size, annotations }, index) => {
    try {
      const bytes = await repository.blob(digest, Math.min(size, limit), signal)
      found[index] = { at, manifest: whole, content: { kind, bytes, annotations } }
    } catch (error) {
      if (!(error instanceof ChanceryError) || error.code === 'ABORTED') throw error
      unread.push({ at, error })
    }
  })
  return { found: found.filter(() => true), others: [], unread }
}

/** What a signature says of itself, or why nobody can tell. */
export function claimsOf({ content }: FoundContent): ImageSignatureClaims | ChanceryError {
  try {
    return inspectImageSignature(content)
  } catch (error) {
    if (error instanceof ChanceryError) return error
    throw error
  }
}

/** The type of a statement that is no signature; null for a signature, and for what cannot be read. */
export function attestationType(claims: ImageSignatureClaims | ChanceryError): string | null {
  const type = claims instanceof ChanceryError ? null : claims.predicateType
  return type === COSIGN_SIGN_TYPE ? null : type
}
