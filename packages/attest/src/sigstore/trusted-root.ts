import type { Certificate } from '@chancery/codec'
import type { Validity } from './validity.ts'

/** The only media type that sigstore-go takes; the specification names others by now. */
export const TRUSTED_ROOT_MEDIA_TYPE = 'application/vnd.dev.sigstore.trustedroot+json;version=0.1'

/** Whom verifiers of Sigstore bundles trust (sigstore/protobuf-specs, `TrustedRoot`). */
export interface TrustedRoot {
  readonly certificateAuthorities: readonly TrustedAuthority[]
  readonly timestampAuthorities: readonly TrustedAuthority[]
  readonly tlogs: readonly TrustedLog[]
  readonly ctlogs: readonly TrustedLog[]
}

/** Who issues certificates, or timestamps. */
export interface TrustedAuthority {
  /** Empty where it has none. */
  readonly uri: string
  /** Issued before issuer, the anchor last: one at least. */
  readonly chain: readonly [Certificate, ...Certificate[]]
  readonly validFor: Validity
  readonly operator: string
}

export interface TrustedLog {
  /** Its host name is the origin of its checkpoints. */
  readonly baseUrl: string
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
  readonly keyDetails: string
  /** SHA-256, at full length. */
  readonly logId: Uint8Array
  /** What checkpoints call the key, where that is another. */
  readonly checkpointKeyId: Uint8Array | null
  readonly validFor: Validity
  readonly operator: string
}

/** One entry of a trusted root, and in which list it stands. */
export type TrustedEntry =
  | { readonly kind: 'certificate-authority' | 'timestamp-authority'; readonly authority: TrustedAuthority }
  | { readonly kind: 'tlog' | 'ctlog'; readonly log: TrustedLog }

export type TrustedKind = TrustedEntry['kind']

export const TRUSTED_KINDS: readonly TrustedKind[] = ['certificate-authority', 'timestamp-authority', 'tlog', 'ctlog']

/** In the order of {@link TRUSTED_KINDS}. */
export function entriesOf(root: TrustedRoot): readonly TrustedEntry[] {
  return [
    ...root.certificateAuthorities.map((authority) => ({ kind: 'certificate-authority' as const, authority })),
    ...root.timestampAuthorities.map((authority) => ({ kind: 'timestamp-authority' as const, authority })),
    ...root.tlogs.map((log) => ({ kind: 'tlog' as const, log })),
    ...root.ctlogs.map((log) => ({ kind: 'ctlog' as const, log })),
  ]
}

export function rootOf(entries: readonly TrustedEntry[]): TrustedRoot {
  const authorities = (kind: TrustedKind): TrustedAuthority[] =>
    entries.flatMap((entry) => (entry.kind === kind && 'authority' in entry ? [entry.authority] : []))
  const logs = (kind: TrustedKind): TrustedLog[] =>
    entries.flatMap((entry) => (entry.kind === kind && 'log' in entry ? [entry.log] : []))
  return {
    certificateAuthorities: authorities('certificate-authority'),
    timestampAuthorities: authorities('timestamp-authority'),
    tlogs: logs('tlog'),
    ctlogs: logs('ctlog'),
  }
}

export function validityOf(entry: TrustedEntry): Validity {
  return 'log' in entry ? entry.log.validFor : entry.authority.validFor
}

/** The same, valid otherwise. */
export function withValidity(entry: TrustedEntry, validFor: Validity): TrustedEntry {
  return 'log' in entry
    ? { ...entry, log: { ...entry.log, validFor } }
    : { ...entry, authority: { ...entry.authority, validFor } }
}
