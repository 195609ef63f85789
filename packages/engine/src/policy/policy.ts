import type { CertifiedSigner } from '../record-check.ts'
import type { VerifyOptions } from '../verify.ts'

/** The options of `verify` that demand something: a policy has them, by the names of their flags. */
export type DemandName =
  | 'require'
  | 'signerSubjects'
  | 'signerIssuers'
  | 'signerKeys'
  | 'signerSans'
  | 'identityRepositories'
  | 'identityWorkflows'
  | 'identityRefs'
  | 'identityIssuers'
  | 'maxAgeDays'
  | 'minRsaBits'
  | 'timestampQuorum'

export const DEMANDS: readonly DemandName[] = [
  'require',
  'signerSubjects',
  'signerIssuers',
  'signerKeys',
  'signerSans',
  'identityRepositories',
  'identityWorkflows',
  'identityRefs',
  'identityIssuers',
  'maxAgeDays',
  'minRsaBits',
  'timestampQuorum',
]

export type Demands = Pick<VerifyOptions, DemandName>

/** What a file must satisfy, as it is checked in. */
export interface Policy {
  readonly path: string
  /** Of the file, hex. */
  readonly sha256: string
  /** What the policy is called: a URI. */
  readonly uri: string | null
  /** Who verifies by it: a URI. */
  readonly verifier: string | null
  /** Where a file is fetched: a URI, in which `{name}` and `{sha256}` stand for the file's. */
  readonly resource: string | null
  /** Ids; null: any. */
  readonly formats: readonly string[] | null
  readonly demands: Demands
  /** null: not asked for. */
  readonly provenance: ProvenanceDemand | null
}

export interface ProvenanceDemand {
  readonly builders: readonly TrustedBuilder[]
  /** URLs of git repositories, whole; null: any. */
  readonly sources: readonly string[] | null
  /** `refs/tags/v*`; null: any. */
  readonly refs: readonly string[] | null
  /** Of the build track. */
  readonly minimumLevel: number
}

/** A builder, by whom what it says is signed, and how much it is trusted for: SLSA, "Verifying build platforms". */
export interface TrustedBuilder {
  /** `builder.id`, whole; where it ends with `@REF`, or without. */
  readonly id: string
  /** Fingerprints of keys; null: any that is trusted, or none where a certificate is asked for. */
  readonly keys: readonly string[] | null
  /** Whom the certificate names that provenance is signed under; null: none counts. */
  readonly certificate: CertifiedSigner | null
  /** Of the build track: 0 to 3. */
  readonly level: number
}
