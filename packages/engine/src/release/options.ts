import type { RecordIdentity } from '@chancery/attest'
import type { CommonOptions } from '../context.ts'
import type { RegistryAccess } from '../images/image-options.ts'
import type { Workload } from '../job-identity.ts'
import type { SignProgress } from '../sign.ts'
import type { TimestampChoice } from '../timestamping.ts'
import type { TrustOptions } from '../trust.ts'

export interface ReleaseOptions extends CommonOptions, Pick<TrustOptions, 'trust' | 'timestampTrust'>, RegistryAccess {
  /** Path of the manifest; release.yaml by default. */
  readonly manifest?: string | undefined
  /** Goes before the manifest's version. */
  readonly versionName?: string | undefined
  /** A key of the configuration or a pkcs11: URI; CHANCERY_KEY, then the manifest's by default. */
  readonly key?: string | undefined
  readonly module?: string | undefined
  readonly certificate?: string | undefined
  readonly timestamp?: TimestampChoice | undefined
  /** How many independent authorities must timestamp; what the configuration says by default. */
  readonly timestampQuorum?: number | undefined
  /** Path of a former release's record, to compare with. */
  readonly previous?: string | undefined
  readonly concurrency?: number | undefined
  /** Find out what would be done, write nothing. */
  readonly dryRun?: boolean | undefined
  /** Who asks, for the records, as far as the environment says. */
  readonly identity?: RecordIdentity | undefined
  /** The CI job that asks, where that was proved: then records say so, and each file has provenance beside it. */
  readonly workload?: Workload | undefined
  readonly onProgress?: ((progress: SignProgress) => void) | undefined
}
