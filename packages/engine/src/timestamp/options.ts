import type { CommonOptions } from '../context.ts'
import type { OciFormat, RegistryAccess } from '../images/image-options.ts'
import type { TimestampChoice } from '../timestamping.ts'
import type { TrustOptions } from '../trust.ts'

export interface TimestampOptions
  extends CommonOptions,
    RegistryAccess,
    /** Of images: whose signatures are timestamped, and by whom. */
    Pick<TrustOptions, 'trust' | 'timestampTrust'> {
  /** Paths and globs of signed files, Sigstore bundles by their own name, and images. */
  readonly files: readonly string[]
  readonly timestamp?: Exclude<TimestampChoice, 'none'> | undefined
  /** How many independent authorities must timestamp; what the configuration says by default. */
  readonly timestampQuorum?: number | undefined
  /** Timestamp the timestamps that are there, too: each then outlives its authority's certificate. */
  readonly renew?: boolean | undefined
  /** Folder for the timestamped copies; the files themselves by default. */
  readonly out?: string | undefined
  /** Make the signing record anew, of the file that it will be; true by default. */
  readonly attest?: boolean | undefined
  /** Of images: the kinds of signatures; all by default. */
  readonly ociFormats?: readonly OciFormat[] | undefined
  /** Of images: what an index names, too. */
  readonly recursive?: boolean | undefined
  readonly concurrency?: number | undefined
}
