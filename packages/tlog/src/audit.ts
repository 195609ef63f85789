import { equalBytes } from '@chancery/core'
import { TlogError } from './errors.ts'
import { proveConsistency } from './tiles/prove.ts'
import type { TileReader } from './tiles/tile-reader.ts'
import { openTree } from './tiles/tree.ts'
import type { TreeHead } from './tiles/tree-head.ts'

/** What became of a log between two looks at it. */
export type Comparison =
  | { readonly kind: 'same' }
  /** `proof`: of consistency, for those who cannot see the tiles. */
  | { readonly kind: 'grown'; readonly proof: readonly Uint8Array[] }
  /** Fewer entries than it had, all of which it had: an old checkpoint, shown again. */
  | { readonly kind: 'rewind' }
  /** Two trees that cannot be of one log. */
  | { readonly kind: 'fork' }

/**
 * Whether the log goes on from `seen` to `shown`: both verified checkpoints of one origin.
 * @param reader the tiles of whichever has more entries
 * @throws TlogError TILE_MISMATCH, TILE_MISSING, TILE_MALFORMED where the tiles are not those of the larger one: nothing can be said then
 */
export async function compareCheckpoints(
  reader: TileReader,
  seen: TreeHead,
  shown: TreeHead,
  signal?: AbortSignal,
): Promise<Comparison> {
  if (seen.size === shown.size) return equalBytes(seen.root, shown.root) ? { kind: 'same' } : { kind: 'fork' }
  const [older, newer] = seen.size < shown.size ? [seen, shown] : [shown, seen]
  await openTree(reader, newer, signal)
  try {
    const proof = await proveConsistency(reader, older, newer, signal)
    return older === seen ? { kind: 'grown', proof } : { kind: 'rewind' }
  } catch (error) {
    if (error instanceof TlogError && error.code === 'CONSISTENCY_UNPROVEN') return { kind: 'fork' }
    throw error
  }
}
