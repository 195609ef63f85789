import { equalBytes } from '@chancery/core'
import { readTile, TILE_WIDTH, type TileReader, TlogError, type TreeHead, tileWidth } from '@chancery/tlog'

/** The first entry in which two histories of a log differ. */
export type Difference = {
  readonly index: number
  readonly what: 'was dropped' | 'has changed places' | 'is another'
}

interface History {
  readonly checkpoint: TreeHead
  readonly reader: TileReader | null
}

/** How far one looks for an entry that is in another place. */
const WINDOW = 16_384

/** By the tiles of leaves of both; null where those do not tell: then they are not those of the checkpoints. */
export async function firstDifference(seen: History, shown: History): Promise<Difference | null> {
  if (seen.reader === null || shown.reader === null) return null
  const before = leavesOf(seen.reader, seen.checkpoint.size)
  const after = leavesOf(shown.reader, shown.checkpoint.size)
  try {
    for (let tile = 0; tile * TILE_WIDTH < Math.min(seen.checkpoint.size, shown.checkpoint.size); tile++) {
      const [a, b] = await Promise.all([before(tile), after(tile)])
      const at = a.findIndex((leaf, n) => b[n] === undefined || !equalBytes(leaf, b[n]))
      if (at >= 0) return { index: tile * TILE_WIDTH + at, what: await whatBecame(tile, at, a, before, after) }
    }
  } catch (error) {
    if (!(error instanceof TlogError)) throw error
  }
  return null
}

type Leaves = (tile: number) => Promise<readonly Uint8Array[]>

function leavesOf(reader: TileReader, size: number): Leaves {
  return async (index) => {
    const width = tileWidth(0, index, size)
    if (width === 0) return []
    const bytes = await readTile(reader, { level: 0, index, width })
    return Array.from({ length: width }, (_, at) => bytes.subarray(at * 32, (at + 1) * 32))
  }
}

async function whatBecame(
  tile: number,
  at: number,
  own: readonly Uint8Array[],
  before: Leaves,
  after: Leaves,
): Promise<Difference['what']> {
  const leaf = own[at] as Uint8Array
  const shown = (await after(tile))[at]
  const next = own[at + 1] ?? (await before(tile + 1))[0]
  if (shown && next && equalBytes(shown, next) && !(await isThere(leaf, tile, after))) return 'was dropped'
  return (await isThere(leaf, tile, after)) ? 'has changed places' : 'is another'
}

async function isThere(leaf: Uint8Array, tile: number, leaves: Leaves): Promise<boolean> {
  for (let index = tile; index <= tile + WINDOW / TILE_WIDTH; index++) {
    const hashes = await leaves(index)
    if (hashes.some((hash) => equalBytes(hash, leaf))) return true
    if (hashes.length < TILE_WIDTH) return false
  }
  return false
}
