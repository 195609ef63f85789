import { TlogError } from '../errors.ts'
import { type InclusionProof, verifyConsistency, verifyInclusion } from '../merkle/proof.ts'
import type { TileReader } from './tile-reader.ts'
import { assertIndex, largestPowerOfTwoBelow, openTree, type Tree } from './tree.ts'
import type { TreeHead } from './tree-head.ts'

/**
 * PATH of RFC 6962 section 2.1.1. It has been verified: tiles that do not fit give no proof.
 * @throws TlogError INDEX_BEYOND_TREE, TILE_MISMATCH, TILE_MISSING, TILE_MALFORMED
 */
export async function proveInclusion(
  reader: TileReader,
  head: TreeHead,
  index: number,
  signal?: AbortSignal,
): Promise<{ readonly proof: InclusionProof; readonly leaf: Uint8Array }> {
  assertIndex(index, head.size)
  const tree = await openTree(reader, head, signal)
  const [leaf, hashes] = await Promise.all([tree.leafHash(index), path(tree, index, 0, head.size)])
  const proof = { index, size: head.size, hashes }
  ownProof(() => verifyInclusion(proof, leaf, head.root))
  return { proof, leaf }
}

async function path(tree: Tree, index: number, start: number, end: number): Promise<Uint8Array[]> {
  if (end - start <= 1) return []
  const middle = start + largestPowerOfTwoBelow(end - start)
  const [below, sibling] =
    index < middle
      ? await Promise.all([path(tree, index, start, middle), tree.range(middle, end)])
      : await Promise.all([path(tree, index, middle, end), tree.range(start, middle)])
  return [...below, sibling]
}

/**
 * PROOF of RFC 6962 section 2.1.2, verified against both heads.
 * @throws TlogError CONSISTENCY_UNPROVEN where `newer` does not continue `older`; TILE_MISMATCH, TILE_MISSING, TILE_MALFORMED
 */
export async function proveConsistency(
  reader: TileReader,
  older: TreeHead,
  newer: TreeHead,
  signal?: AbortSignal,
): Promise<readonly Uint8Array[]> {
  const tree = await openTree(reader, newer, signal)
  const hashes =
    older.size === 0 || older.size >= newer.size ? [] : await subproof(tree, older.size, 0, newer.size, true)
  verifyConsistency(hashes, older, newer)
  return hashes
}

/** @param whole the older tree is all of what is looked at, and its root is known */
async function subproof(tree: Tree, size: number, start: number, end: number, whole: boolean): Promise<Uint8Array[]> {
  if (start + size === end) return whole ? [] : [await tree.range(start, end)]
  const left = largestPowerOfTwoBelow(end - start)
  const middle = start + left
  const [below, sibling] =
    size <= left
      ? await Promise.all([subproof(tree, size, start, middle, whole), tree.range(middle, end)])
      : await Promise.all([subproof(tree, size - left, middle, end, false), tree.range(start, middle)])
  return [...below, sibling]
}

/** A proof of ours that does not hold is the tiles' fault: the edge fits the root, and what is under it does not. */
function ownProof(verify: () => void): void {
  try {
    verify()
  } catch (cause) {
    throw new TlogError('TILE_MISMATCH', 'the tiles do not lead to the root of the checkpoint', { cause })
  }
}
