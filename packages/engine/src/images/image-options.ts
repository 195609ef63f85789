import type { ImageSignatureKind } from '@chancery/oci'

/** How registries are reached. */
export interface RegistryAccess {
  /** Plain HTTP also to registries elsewhere than on this machine, where they have no HTTPS. */
  readonly allowHttpRegistry?: boolean | undefined
  /** Paths of PEM certificates that vouch for registries, beside the system's; without them CHANCERY_REGISTRY_CA, then the configuration. */
  readonly registryCa?: readonly string[] | undefined
}

/** The words of `--oci-format`; of a report's `format` with `oci-` before them. */
export type OciFormat = ImageSignatureKind

export type Annotations = Readonly<Record<string, string>>

export interface ImageSignOptions extends RegistryAccess {
  /** Signatures to make of each image; `bundle` by default. */
  readonly ociFormats?: readonly OciFormat[] | undefined
  /** Sign what an index names, too. */
  readonly recursive?: boolean | undefined
  /** Signed with the image. */
  readonly annotations?: Annotations | undefined
}

export interface ImageVerifyOptions extends RegistryAccess {
  /** The kinds of signatures that count; all by default. */
  readonly ociFormats?: readonly OciFormat[] | undefined
  /** What a signature must say, at least. */
  readonly annotations?: Annotations | undefined
  /** `HOST/REPOSITORY` that a signature in the classic layout must name; not asked by default. */
  readonly dockerReference?: string | undefined
}

/** Where an attestation may lie: as a referrer, or under the classic layout's tag. */
export type AttestationLayout = Extract<OciFormat, 'bundle' | 'cosign'>

export interface ImageAttestOptions extends RegistryAccess {
  /** Where attestations of images go; `bundle` by default. */
  readonly ociFormats?: readonly AttestationLayout[] | undefined
}
