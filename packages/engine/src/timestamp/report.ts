import type { TimestampFacts, TimestampRefusal } from '@chancery/core'
import type { Failure } from '../report.ts'

export interface TimestampedFile {
  readonly path: string
  readonly out: string
  /** The detached signature; null where the signature lies in the file. */
  readonly signature: string | null
  /** A format's id, or `bundle`. */
  readonly format: string
  /** `kept`: every signature has a timestamp already, and nobody asked to renew them. */
  readonly action: 'timestamped' | 'renewed' | 'kept'
  readonly digest: { readonly before: { readonly sha256: string }; readonly after: { readonly sha256: string } }
  /** Outermost first; of a bundle the one that it has. */
  readonly signatures: readonly StampedSignature[]
  /** The signing record, made anew; null where there is none. */
  readonly bundle: string | null
  readonly timestampFailures?: readonly TimestampRefusal[]
}

export interface StampedSignature {
  /** Subject of the certificate; null where a bare key signed. */
  readonly signer: string | null
  /** Of independent authorities, each once, oldest first: by whomever. */
  readonly timestamps: readonly TimestampFacts[]
}

export interface TimestampReport {
  readonly version: 1
  readonly files: readonly TimestampedFile[]
  readonly failed: readonly Failure[]
}
