import { derSignatureValue } from '@chancery/codec'
import { equalBytes, type SignatureAlgorithm, signatureAlgorithm, toHex } from '@chancery/core'
import { TlogError } from './errors.ts'
import { leafHash } from './merkle/hash.ts'
import { rootFromConsistency, rootFromInclusion } from './merkle/proof.ts'
import { holds } from './note/cosignature.ts'
import { logId, type NoteKey } from './note/key.ts'
import { parseReceipt, type Receipt, receiptSubject } from './receipt.ts'
import type { TreeHead } from './tiles/tree-head.ts'

/** What a receipt has been shown to be about. */
export interface VerifiedReceipt extends TreeHead {
  readonly key: NoteKey
  /** Where the entry is; null: that the log grew. */
  readonly index: number | null
}

/**
 * That `entry` is in the log, offline.
 * @param entry its bytes
 * @param keys those of logs that are trusted
 * @throws TlogError RECEIPT_MALFORMED, RECEIPT_UNSUPPORTED, RECEIPT_KEY_UNTRUSTED, INDEX_BEYOND_TREE, INCLUSION_UNPROVEN, RECEIPT_SUBJECT_MISMATCH,
 *   RECEIPT_SIGNATURE_INVALID; CodecError CBOR_MALFORMED, COSE_MALFORMED
 */
export function verifyReceipt(bytes: Uint8Array, entry: Uint8Array, keys: readonly NoteKey[]): VerifiedReceipt {
  const receipt = parseReceipt(bytes)
  const key = keyOf(receipt, keys)
  const { proof } = receipt
  if (proof.kind !== 'inclusion') throw mismatch(receipt)
  const root = rootFromInclusion(proof, leafHash(entry))
  assertSigned(receipt, key, root, receiptSubject(proof, entry))
  return { key, index: proof.index, size: proof.size, root }
}

/**
 * That the log went on from `older`, to the head that is returned.
 * @param older verified before: its root is not in the receipt
 * @throws as {@link verifyReceipt}, and TlogError CONSISTENCY_UNPROVEN
 */
export function verifyGrowthReceipt(bytes: Uint8Array, older: TreeHead, keys: readonly NoteKey[]): VerifiedReceipt {
  const receipt = parseReceipt(bytes)
  const key = keyOf(receipt, keys)
  const { proof } = receipt
  if (proof.kind !== 'consistency' || proof.olderSize !== older.size) throw mismatch(receipt)
  const root = rootFromConsistency(proof.hashes, older, proof.newerSize)
  assertSigned(receipt, key, root, receiptSubject(proof, null))
  return { key, index: null, size: proof.newerSize, root }
}

/** @throws TlogError NOTE_KEY_UNSUITABLE for keys that cosign */
export function receiptAlgorithm({ type, name }: NoteKey): SignatureAlgorithm {
  if (type === 'ecdsa') return signatureAlgorithm('ecdsa-p256-sha256')
  if (type === 'ed25519') return signatureAlgorithm('ed25519')
  throw new TlogError('NOTE_KEY_UNSUITABLE', `the key of ${name} signs checkpoints alone, and gives no receipts`)
}

/** By name and id; a name alone, or an id alone, is anybody's to write. */
function keyOf({ claims: { issuer, kid, algorithm } }: Receipt, keys: readonly NoteKey[]): NoteKey {
  const logs = keys.filter(({ type }) => type === 'ed25519' || type === 'ecdsa')
  const key = logs.find((one) => one.name === issuer && equalBytes(logId(one), kid))
  if (!key) {
    throw new TlogError('RECEIPT_KEY_UNTRUSTED', `no known key of ${JSON.stringify(issuer.slice(0, 80))} has this id`, {
      details: { issuer: issuer.slice(0, 80), kid: toHex(kid.subarray(0, 32)) },
    })
  }
  if (receiptAlgorithm(key).cose !== algorithm) {
    throw new TlogError('RECEIPT_UNSUPPORTED', `the key of ${key.name} does not sign with the algorithm ${algorithm}`)
  }
  return key
}

function assertSigned(receipt: Receipt, key: NoteKey, root: Uint8Array, subject: string): void {
  // Sizes and index are in no hash: only the subject ties them to the signature.
  if (receipt.claims.subject !== subject) throw mismatch(receipt)
  const value = derSignatureValue(receiptAlgorithm(key), receipt.signature)
  if (value && holds(key, receipt.message(root), value)) return
  throw new TlogError(
    'RECEIPT_SIGNATURE_INVALID',
    `${key.name} has not signed the root to which the receipt's proof leads`,
  )
}

function mismatch({ claims: { subject } }: Receipt): TlogError {
  return new TlogError('RECEIPT_SUBJECT_MISMATCH', 'the receipt is about something else than it is held against', {
    details: { subject: subject.slice(0, 120) },
  })
}
