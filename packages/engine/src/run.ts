import type { RecordIdentity, StatementKey } from '@chancery/attest'
import {
  type Decide,
  digestOf,
  type FormatOptions,
  type PlainData,
  type Signer,
  type SignerInfo,
  type Timestamper,
} from '@chancery/core'
import type { Context } from './context.ts'
import type { SignOptions } from './sign.ts'

/** Everything that the files of one run share. */
export interface Run {
  readonly context: Context
  readonly options: SignOptions
  readonly signer: Signer
  /** Asked before the key is used. */
  readonly decide: Decide
  readonly info: SignerInfo
  readonly timestamper: Timestamper | null
  readonly attestationKey: StatementKey | null
  /** Who asks, for the record. */
  readonly identity: RecordIdentity
  /** The predicate of SLSA provenance; null where nobody proved which job this is, or no records are wanted. */
  readonly provenance: PlainData | null
}

export function formatOptions({ options, info }: Run): FormatOptions {
  return {
    digest: digestOf(info),
    append: options.append ?? false,
    description: options.description ?? null,
    url: options.url ?? null,
    signerName: info.name,
  }
}
