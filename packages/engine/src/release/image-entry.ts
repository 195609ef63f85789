import type { Annotations, OciFormat } from '../images/image-options.ts'

/** An image in a registry, as a manifest declares it. */
export interface ImageEntry {
  /** Where it stands: `images[0]`. */
  readonly at: string
  /** As operands name it: `oci://HOST/REPOSITORY:TAG`. */
  readonly reference: string
  /** `HOST/REPOSITORY`. */
  readonly repository: string
  readonly tag: string | null
  readonly digest: string | null
  /** null: others answer for it, and it is recorded by the digest that its reference has. */
  readonly signing: ImageSigning | null
}

/** What is signed of it, and with what. */
export interface ImageSigning {
  /** null: the release's own. */
  readonly key: string | null
  readonly formats: readonly OciFormat[]
  readonly annotations: Annotations
  /** Also what an index names. */
  readonly recursive: boolean
}
