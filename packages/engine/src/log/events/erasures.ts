import { keyFingerprint, verifyKeyBundle } from '@chancery/attest'
import { parseEvent } from '@chancery/attest/events'
import { ChanceryError } from '@chancery/core'
import type { LogRecord } from '../records.ts'

/** An entry that is explained, though nobody can say any more what it was about. */
export interface Erasure {
  readonly index: number
  /** SHA-256 of the entry, hex. */
  readonly entry: string
  /** Fingerprint of the key that says so. */
  readonly key: string
  /** Where in the log it says so. */
  readonly by: number
}

/**
 * What a record that the log has says to be erased.
 * @param place of the record's own entry, which is proved
 * @param signerOf whom the entry names; SubjectPublicKeyInfo, DER
 * @returns null for every other record, and for one that the key has not signed
 */
export function erasureIn({ statement, bundle }: LogRecord, place: number, signerOf: () => Uint8Array): Erasure | null {
  if (!statement || bundle.kind !== 'key') return null
  try {
    const erased = parseEvent(statement)?.erased
    if (!erased) return null
    const signer = signerOf()
    verifyKeyBundle(bundle, [signer], statement.subjects[0]?.digest ?? {})
    return { ...erased, key: keyFingerprint(signer), by: place }
  } catch (error) {
    // An event that cannot be read explains nothing; that it is known is another matter.
    if (error instanceof ChanceryError) return null
    throw error
  }
}

/**
 * Whose word it is: events are signed by one key, so an erasure explains an entry of its own key and no other's.
 * @returns null where nothing explains it
 */
export function erasureOf(
  erasures: readonly Erasure[],
  { index, entry, key }: { readonly index: number; readonly entry: string; readonly key: string | null },
): Erasure | null {
  return erasures.find((one) => one.index === index && one.entry === entry && one.key === key && one.by > index) ?? null
}
