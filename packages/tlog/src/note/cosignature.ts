import { parsePublicKey, type SignatureScheme, verifySignature } from '@chancery/codec'
import { concat, digestByName, utf8 } from '@chancery/core'
import { type Checkpoint, parseCheckpoint } from '../checkpoint-text.ts'
import { TlogError } from '../errors.ts'
import type { NoteKey } from './key.ts'
import { ML_DSA_44_SIGNATURE, prefixed, u64, verifyMlDsa44 } from './ml-dsa.ts'

const EDDSA: SignatureScheme = { scheme: 'eddsa', digest: digestByName('sha512'), saltLength: null }
const ECDSA: SignatureScheme = { scheme: 'ecdsa', digest: digestByName('sha256'), saltLength: null }

/** Seconds since 1970 before the signature (c2sp.org/tlog-cosignature). */
const STAMP = 8
const LENGTHS: Readonly<Record<NoteKey['type'], number | null>> = {
  ed25519: null,
  ecdsa: null,
  cosignature: STAMP + 64,
  'ml-dsa-44': STAMP + ML_DSA_44_SIGNATURE,
}

/** When a cosignature says that it was made, in seconds since 1970; null for other keys, and for a cosigner that says nothing of the time. */
export function cosignatureTime(key: NoteKey, signature: Uint8Array): number | null {
  const time = stampOf(key, signature)
  return key.type === 'ml-dsa-44' && time === 0 ? null : time
}

/** null where it has none, or one beyond all times. */
function stampOf({ type }: NoteKey, signature: Uint8Array): number | null {
  if (signature.length !== LENGTHS[type]) return null
  const time = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0)
  return time <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(time) : null
}

/** What an Ed25519 cosigner signs. @param time seconds since 1970 */
export function cosignedMessage(text: Uint8Array, time: number): Uint8Array {
  return concat(utf8(`cosignature/v1\ntime ${time}\n`), text)
}

/**
 * `cosigned_message` of c2sp.org/tlog-cosignature over a whole tree: what an ML-DSA-44 cosigner signs. Of a checkpoint's extensions it says nothing.
 * @param time seconds since 1970; 0: nothing is said of it
 * @returns null where the names have no room in it
 */
export function cosignedTree(
  name: string,
  { origin, size, root }: Omit<Checkpoint, 'extensions'>,
  time: number,
): Uint8Array | null {
  const [cosigner, log] = [prefixed(utf8(name)), prefixed(utf8(origin))]
  return cosigner && log && concat(utf8('subtree/v1\n\0'), cosigner, u64(time), log, u64(0), u64(size), root)
}

/**
 * Whether `signature` (without the key id) is by `key` over the note's text.
 * @throws TlogError NOTE_ALGORITHM_UNAVAILABLE
 */
export function holds(key: NoteKey, text: Uint8Array, signature: Uint8Array): boolean {
  if (key.type === 'ed25519') return verifySignature(parsePublicKey(key.publicKey), EDDSA, text, signature)
  if (key.type === 'ecdsa') return verifySignature(parsePublicKey(key.publicKey), ECDSA, text, signature)
  const time = stampOf(key, signature)
  if (time === null) return false
  const value = signature.subarray(STAMP)
  if (key.type === 'cosignature') {
    return verifySignature(parsePublicKey(key.publicKey), EDDSA, cosignedMessage(text, time), value)
  }
  const checkpoint = checkpointIn(text)
  const message = checkpoint && cosignedTree(key.name, checkpoint, time)
  return message !== null && verifyMlDsa44(key.publicKey, message, value)
}

function checkpointIn(text: Uint8Array): Checkpoint | null {
  try {
    return parseCheckpoint(new TextDecoder().decode(text))
  } catch (error) {
    if (error instanceof TlogError) return null
    throw error
  }
}
