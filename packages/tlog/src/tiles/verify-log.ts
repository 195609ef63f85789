import { CoreError, equalBytes } from '@chancery/core'
import { TlogError } from '../errors.ts'
import { emptyRoot, HASH_LENGTH, rootOver } from '../merkle/hash.ts'
import { checkEntries, leaves } from './leaves.ts'
import { hashesAt, TILE_WIDTH, tileLength, tilePath, tileWidth } from './tile.ts'
import { readTile, type TileReader } from './tile-reader.ts'
import { rootOfEdge } from './tree.ts'
import { assertSize, type TreeHead } from './tree-head.ts'

export interface VerifyLogOptions {
  /** Sees each entry, in order, once its place is proved up to its tile; the log holds only when all is done. */
  readonly visit?: ((index: number, entry: Uint8Array) => void) | undefined
  /** Entries before this one are not looked at, but for those of its bundle: whoever has seen them before takes the tree over them from the tiles. */
  readonly from?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * A whole log: each entry hashes to its place, each tile to the one above, the last ones to the root. Memory does not grow with the log.
 * @throws TlogError TILE_MISMATCH, TILE_MISSING, TILE_MALFORMED, ENTRY_BUNDLE_MALFORMED; CoreError ABORTED
 */
export async function verifyLog(reader: TileReader, head: TreeHead, options: VerifyLogOptions = {}): Promise<void> {
  const { visit, signal } = options
  assertSize(head.size)
  const first = Math.floor(Math.min(options.from ?? 0, head.size) / TILE_WIDTH)
  const upper = new UpperTiles(reader, head.size, signal)
  await upper.skip(first * TILE_WIDTH)
  for await (const one of leaves(reader, first, head.size, signal)) {
    const { tile } = one
    if (signal?.aborted) throw new CoreError('ABORTED', 'interrupted while the log was verified')
    checkEntries(one, visit)
    if (tile.length === tileLength(TILE_WIDTH)) await upper.add(0, rootOver(tile))
    else upper.rest(tile)
  }
  if (!equalBytes(await upper.root(), head.root)) {
    throw new TlogError('TILE_MISMATCH', `the ${head.size} entries do not lead to the root of the checkpoint`)
  }
}

interface Level {
  readonly hashes: Uint8Array
  width: number
  /** Of the tile that is being filled. */
  index: number
}

/** The tiles above the leaves, as the leaves say that they are: each is compared with its file when it is full, and the partial ones at the end. */
class UpperTiles {
  readonly #reader: TileReader
  readonly #size: number
  readonly #signal: AbortSignal | undefined
  /** Level 1 first. */
  readonly #levels: Level[] = []
  #rest: Uint8Array | null = null

  constructor(reader: TileReader, size: number, signal: AbortSignal | undefined) {
    this.#reader = reader
    this.#size = size
    this.#signal = signal
  }

  /** Begins with what the tiles say of the first `entries`, a multiple of a tile's width. That it is so, the root shows in the end. */
  async skip(entries: number): Promise<void> {
    for (let level = 1; hashesAt(level, entries) > 0; level++) {
      const hashes = hashesAt(level, entries)
      const begun = {
        hashes: new Uint8Array(tileLength(TILE_WIDTH)),
        width: hashes % TILE_WIDTH,
        index: Math.floor(hashes / TILE_WIDTH),
      }
      this.#levels[level - 1] = begun
      if (begun.width === 0) continue
      const tile = { level, index: begun.index, width: tileWidth(level, begun.index, this.#size) }
      const read = await readTile(this.#reader, tile, this.#signal)
      begun.hashes.set(read.subarray(0, tileLength(begun.width)))
    }
  }

  /** The root of a full tile of level `below`. */
  async add(below: number, root: Uint8Array): Promise<void> {
    this.#levels[below] ??= { hashes: new Uint8Array(tileLength(TILE_WIDTH)), width: 0, index: 0 }
    const level = this.#levels[below]
    level.hashes.set(root, level.width * HASH_LENGTH)
    level.width++
    if (level.width < TILE_WIDTH) return
    await this.#compare(below + 1, level)
    level.width = 0
    level.index++
    await this.add(below + 1, rootOver(level.hashes))
  }

  /** The last tile of leaves, where it is partial. */
  rest(tile: Uint8Array): void {
    this.#rest = tile
  }

  async root(): Promise<Uint8Array> {
    if (this.#size === 0) return emptyRoot()
    const edge = this.#rest === null ? [] : [this.#rest]
    for (const [below, level] of this.#levels.entries()) {
      if (level.width === 0) continue
      await this.#compare(below + 1, level)
      edge.push(level.hashes.subarray(0, tileLength(level.width)))
    }
    return rootOfEdge(edge)
  }

  async #compare(level: number, { hashes, width, index }: Level): Promise<void> {
    const tile = { level, index, width }
    if (equalBytes(await readTile(this.#reader, tile, this.#signal), hashes.subarray(0, tileLength(width)))) return
    throw new TlogError('TILE_MISMATCH', `${tilePath(tile)} is not the tile over its entries`, {
      details: { path: tilePath(tile) },
    })
  }
}
