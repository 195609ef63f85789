import { hash } from 'node:crypto'

/** Bytes. */
export const HASH_LENGTH = 32

/**
 * Through Latin-1: node:crypto makes a string of a short digest three times as fast as a Buffer, and trees are many short digests.
 * @param into where the 32 bytes go, at `offset`
 */
function sha256Into(bytes: Uint8Array, into: Buffer, offset: number): void {
  into.write(hash('sha256', bytes, 'binary'), offset, HASH_LENGTH, 'latin1')
}

export function sha256(bytes: Uint8Array): Uint8Array {
  const digest = Buffer.alloc(HASH_LENGTH)
  sha256Into(bytes, digest, 0)
  return new Uint8Array(digest.buffer, digest.byteOffset, HASH_LENGTH)
}

/** Of a tree with no entries (RFC 6962 section 2.1): the hash of nothing. */
export function emptyRoot(): Uint8Array {
  return sha256(new Uint8Array())
}

/** `SHA-256(00 ‖ entry)`. */
export function leafHash(entry: Uint8Array): Uint8Array {
  const prefixed = new Uint8Array(entry.length + 1)
  prefixed.set(entry, 1)
  return sha256(prefixed)
}

/** `01 ‖ left ‖ right`; nothing waits between its being filled and its being hashed. */
const node = Buffer.alloc(1 + 2 * HASH_LENGTH, 1)

/** `SHA-256(01 ‖ left ‖ right)`. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  node.set(left, 1)
  node.set(right, 1 + HASH_LENGTH)
  return sha256(node)
}

/**
 * The root over hashes of subtrees of one size, of which the last may be smaller: pairs are hashed level by level, and an odd last one is carried up.
 * That is the tree of RFC 6962, whose left side is always the largest full one.
 * @param hashes one behind the other; at least one
 */
export function rootOver(hashes: Uint8Array): Uint8Array {
  const level = Buffer.from(hashes)
  for (let count = level.length / HASH_LENGTH; count > 1; count = Math.ceil(count / 2)) {
    for (let pair = 0; 2 * pair < count; pair++) {
      const from = 2 * pair * HASH_LENGTH
      if (2 * pair + 1 === count) {
        level.copyWithin(pair * HASH_LENGTH, from, from + HASH_LENGTH)
        continue
      }
      level.copy(node, 1, from, from + 2 * HASH_LENGTH)
      sha256Into(node, level, pair * HASH_LENGTH)
    }
  }
  return Uint8Array.from(level.subarray(0, HASH_LENGTH))
}
