/** Proofs by a log in bundles, as they may be forged: nobody has signed them. */
import type { Json } from './behind-registry.ts'

/** `inclusionProof` of a `TransparencyLogEntry`, as far as it is forged here. */
export interface Proof {
  readonly logIndex: string
  readonly rootHash: string
  readonly hashes: readonly string[]
  readonly checkpoint: { readonly envelope: string }
}

/** The bundle with another proof in each of its entries. */
export function withProof(bundle: Json, change: (proof: Proof) => Proof): Json {
  const material = bundle.verificationMaterial as Json
  const entries = material.tlogEntries as readonly (Json & { readonly inclusionProof: Proof })[]
  const tlogEntries = entries.map((entry) => ({ ...entry, inclusionProof: change(entry.inclusionProof) }))
  return { ...bundle, verificationMaterial: { ...material, tlogEntries } }
}

export function predicateType(bundle: Json): string {
  const { payload } = bundle.dsseEnvelope as { readonly payload: string }
  return JSON.parse(Buffer.from(payload, 'base64').toString()).predicateType
}

/** Base64 with another last byte but one. */
export function flipped(base64: string): string {
  const bytes = Buffer.from(base64, 'base64')
  const at = bytes.length - 2
  bytes[at] = (bytes[at] as number) ^ 1
  return bytes.toString('base64')
}
