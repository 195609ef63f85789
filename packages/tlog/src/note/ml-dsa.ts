import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { concat, equalBytes, fromHex } from '@chancery/core'
import { TlogError } from '../errors.ts'

/** SubjectPublicKeyInfo of an ML-DSA-44 key up to its 1312 bytes (RFC 9881). */
export const ML_DSA_44_SPKI: Uint8Array = fromHex('30820532300b06096086480165030403110382052100')

/** Bytes (FIPS 204, table 2). */
export const ML_DSA_44_KEY = 1312
export const ML_DSA_44_SIGNATURE = 2420

export function isMlDsa44(spki: Uint8Array): boolean {
  const start = spki.subarray(0, ML_DSA_44_SPKI.length)
  return spki.length === ML_DSA_44_SPKI.length + ML_DSA_44_KEY && equalBytes(start, ML_DSA_44_SPKI)
}

/** Pure ML-DSA, without a context. @throws TlogError NOTE_ALGORITHM_UNAVAILABLE where Node has none: its OpenSSL is older than 3.5 */
export function verifyMlDsa44(spki: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === ML_DSA_44_SIGNATURE && verify(null, message, importKey(spki), signature)
}

/** Every string of that length is a key: what cannot be imported is not known to Node. */
function importKey(spki: Uint8Array): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  } catch (cause) {
    throw new TlogError('NOTE_ALGORITHM_UNAVAILABLE', 'this Node cannot verify ML-DSA-44', { cause })
  }
}

/** A number of 64 bits, big-endian. */
export function u64(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}

/** Behind its length of one byte; null where that has no room for it, or it is empty. */
export function prefixed(bytes: Uint8Array): Uint8Array | null {
  return bytes.length === 0 || bytes.length > 255 ? null : concat(Uint8Array.of(bytes.length), bytes)
}
