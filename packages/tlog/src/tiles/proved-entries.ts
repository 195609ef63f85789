import { CoreError, equalBytes } from '@chancery/core'
import { TlogError } from '../errors.ts'
import { HASH_LENGTH, rootOver } from '../merkle/hash.ts'
import { checkEntries, leaves } from './leaves.ts'
import { edgeTiles, type HashTile, TILE_WIDTH, tilePath, tileWidth } from './tile.ts'
import { readTile, type TileReader } from './tile-reader.ts'
import { rootOfEdge } from './tree.ts'
import { assertSize, type TreeHead } from './tree-head.ts'

/** The entries of one bundle. */
export interface ProvedEntries {
  /** Index of the first. */
  readonly first: number
  readonly entries: readonly Uint8Array[]
}

/**
 * The entries of a log, bundle by bundle, each proved before it is given: it hashes to its leaf, the tile of leaves to its place in the tile above, and so on up
 * to the root. Whoever stops in between has what is true all the same. Memory does not grow with the log.
 * @param from the bundle of this entry comes first
 * @throws TlogError TILE_MISMATCH, TILE_MISSING, TILE_MALFORMED, ENTRY_BUNDLE_MALFORMED; CoreError ABORTED
 */
export async function* readProvedEntries(
  reader: TileReader,
  head: TreeHead,
  from = 0,
  signal?: AbortSignal,
): AsyncIterable<ProvedEntries> {
  assertSize(head.size)
  const tiles = await ProvedTiles.open(reader, head, signal)
  for await (const one of leaves(reader, Math.floor(from / TILE_WIDTH), head.size, signal)) {
    if (signal?.aborted) throw new CoreError('ABORTED', 'interrupted while the log was read')
    await tiles.assertHolds({ level: 0, index: one.index, width: one.tile.length / HASH_LENGTH }, one.tile)
    const entries: Uint8Array[] = []
    checkEntries(one, (_, entry) => entries.push(entry))
    yield { first: one.index * TILE_WIDTH, entries }
  }
}

interface Kept {
  readonly index: number
  readonly hashes: Uint8Array
}

/** The tiles of a tree, each proved by the one above it. One a level is kept: whoever goes through them in order reads each once. */
class ProvedTiles {
  readonly #reader: TileReader
  readonly #size: number
  readonly #signal: AbortSignal | undefined
  /** By level: what the root is made of. */
  readonly #edge: ReadonlyMap<number, Uint8Array>
  readonly #kept: Kept[] = []

  private constructor(
    reader: TileReader,
    size: number,
    edge: ReadonlyMap<number, Uint8Array>,
    signal: AbortSignal | undefined,
  ) {
    this.#reader = reader
    this.#size = size
    this.#edge = edge
    this.#signal = signal
  }

  /** @throws TlogError TILE_MISMATCH where the partial tiles do not lead to the root */
  static async open(reader: TileReader, { size, root }: TreeHead, signal?: AbortSignal): Promise<ProvedTiles> {
    const tiles = edgeTiles(size)
    const edge = await Promise.all(tiles.map((tile) => readTile(reader, tile, signal)))
    if (size > 0 && !equalBytes(rootOfEdge(edge), root)) {
      throw new TlogError('TILE_MISMATCH', `the tiles of ${size} entries do not lead to the root of the checkpoint`)
    }
    return new ProvedTiles(reader, size, new Map(tiles.map(({ level }, at) => [level, edge[at] as Uint8Array])), signal)
  }

  /** @param hashes of the tile, as wide as it is in this tree @throws TlogError TILE_MISMATCH */
  async assertHolds(tile: HashTile, hashes: Uint8Array): Promise<void> {
    const { level, index, width } = tile
    const holds =
      width < TILE_WIDTH
        ? equalBytes(hashes, this.#edge.get(level) ?? new Uint8Array())
        : equalBytes(rootOver(hashes), await this.#hashAt(level + 1, index))
    if (holds) return
    throw new TlogError('TILE_MISMATCH', `${tilePath(tile)} is not the one of the checkpoint`, {
      details: { path: tilePath(tile) },
    })
  }

  async #hashAt(level: number, index: number): Promise<Uint8Array> {
    const hashes = await this.#tile(level, Math.floor(index / TILE_WIDTH))
    const at = (index % TILE_WIDTH) * HASH_LENGTH
    return hashes.subarray(at, at + HASH_LENGTH)
  }

  async #tile(level: number, index: number): Promise<Uint8Array> {
    const kept = this.#kept[level]
    if (kept?.index === index) return kept.hashes
    const tile = { level, index, width: tileWidth(level, index, this.#size) }
    const hashes = await readTile(this.#reader, tile, this.#signal)
    await this.assertHolds(tile, hashes)
    this.#kept[level] = { index, hashes }
    return hashes
  }
}
