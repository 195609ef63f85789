import type { PlainData } from '@chancery/core'
import { OciError } from './errors.ts'

/** What a signature is about: an image's or index' manifest, as OCI describes content. Layers are never read. */
export type ImageDescriptor = {
  readonly mediaType: string
  /** `sha256:` and lower-case hex. */
  readonly digest: string
  /** Bytes of the manifest. */
  readonly size: number
}

export type Annotations = Readonly<Record<string, string>>

/** A Sigstore bundle beside the image, as an OCI 1.1 referrer. */
export type BundleDescription = {
  readonly kind: 'bundle'
  readonly image: ImageDescriptor
  /** `key` is what `cosign verify --key` takes; `certificate` what it takes with an identity. One bundle is never both. */
  readonly form: 'key' | 'certificate'
  /** RFC 3339, UTC, to the second; tells no verifier anything. */
  readonly createdAt: string
  /** Signed: in the statement's subject. */
  readonly annotations: Annotations
  /** null: a signature. */
  readonly attestation: {
    /** `registry/repository`: the subject's name. */
    readonly subjectName: string
    /** URI. */
    readonly predicateType: string
    readonly predicate: PlainData
  } | null
}

/** A layer under the tag `sha256-HEX.sig`. */
export type ClassicDescription = {
  readonly kind: 'cosign'
  readonly image: ImageDescriptor
  readonly form: 'key' | 'certificate'
  /** `registry/repository`: signed as critical.identity.docker-reference. */
  readonly dockerReference: string
  /** Signed, as `optional`. */
  readonly annotations: Annotations
}

/** A Notary Project envelope beside the image, as a referrer. */
export type NotaryDescription = {
  readonly kind: 'notary-jws' | 'notary-cose'
  readonly image: ImageDescriptor
  /** RFC 3339, UTC, to the second; signed. */
  readonly signingTime: string
  /** Until when the signer vouches; null: for ever. */
  readonly expiry: string | null
  /** Signed, as user metadata. */
  readonly annotations: Annotations
  /** Who made it: `chancery/0.1.0`. Not signed. */
  readonly signingAgent: string
}

/** What to sign, as plain data: it survives JSON and structuredClone. `kind` is the word of `--oci-format`. */
export type ImageDescription = BundleDescription | ClassicDescription | NotaryDescription

const DIGEST = /^sha256:[0-9a-f]{64}$/
const MEDIA_TYPE = /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*$/
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

/** Lower-case hex. @throws OciError OCI_DIGEST_UNSUPPORTED */
export function digestHex(digest: string): string {
  if (!DIGEST.test(digest)) {
    throw new OciError('OCI_DIGEST_UNSUPPORTED', `${JSON.stringify(digest)} is no sha256 digest`, {
      details: { digest },
    })
  }
  return digest.slice('sha256:'.length)
}

/**
 * The same descriptor, checked, with its three members in the order that every format here writes.
 * @throws OciError OCI_DIGEST_UNSUPPORTED, OCI_DESCRIPTION_INVALID
 */
export function checkedImage({ mediaType, digest, size }: ImageDescriptor): ImageDescriptor {
  digestHex(digest)
  if (!MEDIA_TYPE.test(mediaType)) invalid('the media type of the image')
  if (!Number.isSafeInteger(size) || size < 1) invalid('the size of the manifest')
  return { mediaType, digest, size }
}

/** @throws OciError OCI_DESCRIPTION_INVALID */
export function checkedAnnotations(annotations: Annotations): Annotations {
  const members = Object.entries(annotations)
  if (members.some(([name, value]) => name === '' || typeof value !== 'string')) invalid('an annotation')
  return Object.fromEntries(members)
}

/** @throws OciError OCI_DESCRIPTION_INVALID */
export function checkedTime(text: string, what: string): Date {
  const time = new Date(text)
  if (!TIME.test(text) || Number.isNaN(time.getTime()) || rfc3339(time) !== text) invalid(what)
  return time
}

export function rfc3339(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z')
}

function invalid(what: string): never {
  throw new OciError('OCI_DESCRIPTION_INVALID', `${what} cannot be signed as it is`)
}
