import { equalBytes } from '@chancery/core'
import { TlogError } from '../errors.ts'
import { assertSize, type TreeHead } from '../tiles/tree-head.ts'
import { emptyRoot, HASH_LENGTH, nodeHash } from './hash.ts'

/** No path in a tree of fewer than 2^64 entries is longer. */
export const MAX_PROOF_HASHES = 63

/** That a leaf stands at `index`: its sibling first, the root's child last. */
export interface InclusionProof {
  readonly index: number
  /** Of the tree. */
  readonly size: number
  readonly hashes: readonly Uint8Array[]
}

/**
 * RFC 9162 section 2.1.3.2.
 * @param leaf its hash
 * @throws TlogError INDEX_BEYOND_TREE, INCLUSION_UNPROVEN
 */
export function verifyInclusion(proof: InclusionProof, leaf: Uint8Array, root: Uint8Array): void {
  if (!equalBytes(rootFromInclusion(proof, leaf), root)) {
    throw new TlogError('INCLUSION_UNPROVEN', `the proof does not lead from the entry at ${proof.index} to the root`)
  }
}

/** The root that the proof leads to. */
export function rootFromInclusion({ index, size, hashes }: InclusionProof, leaf: Uint8Array): Uint8Array {
  assertSize(size)
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new TlogError('INDEX_BEYOND_TREE', `index ${index} in a tree of ${size}`)
  }
  assertHashes([leaf, ...hashes], 'INCLUSION_UNPROVEN')
  let at = index
  let last = size - 1
  let root = leaf
  for (const hash of hashes) {
    if (last === 0) throw new TlogError('INCLUSION_UNPROVEN', 'the proof is too long for its tree')
    if (at % 2 === 1 || at === last) {
      root = nodeHash(hash, root)
      // A right edge's node without a sibling stands for itself, levels up.
      while (at % 2 === 0 && at !== 0) {
        at = half(at)
        last = half(last)
      }
    } else root = nodeHash(root, hash)
    at = half(at)
    last = half(last)
  }
  if (last !== 0) throw new TlogError('INCLUSION_UNPROVEN', 'the proof is too short for its tree')
  return root
}

/**
 * That the tree `newer` begins with the tree `older`: RFC 9162 section 2.1.4.2, and nothing at all from the empty tree or to the same one.
 * @throws TlogError CONSISTENCY_UNPROVEN
 */
export function verifyConsistency(hashes: readonly Uint8Array[], older: TreeHead, newer: TreeHead): void {
  assertSize(older.size)
  assertSize(newer.size)
  assertHashes([older.root, newer.root, ...hashes], 'CONSISTENCY_UNPROVEN')
  if (older.size > newer.size) {
    throw new TlogError('CONSISTENCY_UNPROVEN', `a tree of ${newer.size} does not continue one of ${older.size}`)
  }
  assertEmptyRoot(older)
  assertEmptyRoot(newer)
  if (older.size === 0 || older.size === newer.size) {
    if (hashes.length > 0) throw new TlogError('CONSISTENCY_UNPROVEN', 'a proof where there is nothing to prove')
    if (older.size === newer.size && !equalBytes(older.root, newer.root)) {
      throw new TlogError('CONSISTENCY_UNPROVEN', `two trees of ${older.size} entries`)
    }
    return
  }
  if (!equalBytes(rootFromConsistency(hashes, older, newer.size), newer.root)) throw otherTree(older.size, newer.size)
}

/**
 * The root of the larger tree that the proof leads to.
 * @param older neither empty nor as large
 * @throws TlogError CONSISTENCY_UNPROVEN
 */
export function rootFromConsistency(hashes: readonly Uint8Array[], older: TreeHead, newerSize: number): Uint8Array {
  assertSize(older.size)
  assertSize(newerSize)
  assertHashes([older.root, ...hashes], 'CONSISTENCY_UNPROVEN')
  if (older.size === 0 || older.size >= newerSize) {
    throw new TlogError('CONSISTENCY_UNPROVEN', `from ${older.size} entries to ${newerSize} there is nothing to prove`)
  }
  let at = older.size - 1
  let last = newerSize - 1
  while (at % 2 === 1) {
    at = half(at)
    last = half(last)
  }
  // A full older tree is a node of the newer one, and its root need not be said again.
  const [first, ...rest] = at === 0 ? [older.root, ...hashes] : hashes
  if (first === undefined) throw new TlogError('CONSISTENCY_UNPROVEN', 'the proof is empty')
  let olderRoot = first
  let newerRoot = first
  for (const hash of rest) {
    if (last === 0) throw new TlogError('CONSISTENCY_UNPROVEN', 'the proof is too long for its trees')
    if (at % 2 === 1 || at === last) {
      olderRoot = nodeHash(hash, olderRoot)
      newerRoot = nodeHash(hash, newerRoot)
      while (at % 2 === 0 && at !== 0) {
        at = half(at)
        last = half(last)
      }
    } else newerRoot = nodeHash(newerRoot, hash)
    at = half(at)
    last = half(last)
  }
  if (last !== 0) throw new TlogError('CONSISTENCY_UNPROVEN', 'the proof is too short for its trees')
  if (!equalBytes(olderRoot, older.root)) throw otherTree(older.size, newerSize)
  return newerRoot
}

function otherTree(older: number, newer: number): TlogError {
  return new TlogError(
    'CONSISTENCY_UNPROVEN',
    `the proof does not lead from ${older} entries to ${newer} of the same log`,
  )
}

function assertEmptyRoot({ size, root }: TreeHead): void {
  if (size === 0 && !equalBytes(root, emptyRoot())) {
    throw new TlogError('CONSISTENCY_UNPROVEN', 'a tree without entries whose root is not that of the empty tree')
  }
}

function assertHashes(hashes: readonly Uint8Array[], code: 'INCLUSION_UNPROVEN' | 'CONSISTENCY_UNPROVEN'): void {
  if (hashes.length > MAX_PROOF_HASHES + 2 || hashes.some(({ length }) => length !== HASH_LENGTH)) {
    throw new TlogError(code, `a proof has at most ${MAX_PROOF_HASHES} hashes of ${HASH_LENGTH} bytes`)
  }
}

/** Sizes are beyond what shifts are for. */
function half(value: number): number {
  return Math.floor(value / 2)
}
