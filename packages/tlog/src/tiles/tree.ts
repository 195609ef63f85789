import { concat, equalBytes } from '@chancery/core'
import { TlogError } from '../errors.ts'
import { emptyRoot, HASH_LENGTH, nodeHash, rootOver } from '../merkle/hash.ts'
import { edgeTiles, type HashTile, TILE_WIDTH, tileWidth } from './tile.ts'
import { readTile, type TileReader } from './tile-reader.ts'
import { assertSize, type TreeHead } from './tree-head.ts'

/** Levels of the tree in one of tiles. */
const TILE_HEIGHT = 8
/** A proof needs some three tiles a level; more are kept for the next one. */
const KEPT_TILES = 64

/** A tree of a given size over the tiles of a log, which may have grown since. What it says is as true as the tiles are. */
export class Tree {
  readonly size: number
  readonly #reader: TileReader
  readonly #signal: AbortSignal | undefined
  readonly #tiles = new Map<string, Promise<Uint8Array>>()

  constructor(reader: TileReader, size: number, signal?: AbortSignal) {
    assertSize(size)
    this.size = size
    this.#reader = reader
    this.#signal = signal
  }

  async root(): Promise<Uint8Array> {
    if (this.size === 0) return emptyRoot()
    return rootOfEdge(await Promise.all(edgeTiles(this.size).map((tile) => this.#tile(tile))))
  }

  async leafHash(index: number): Promise<Uint8Array> {
    assertIndex(index, this.size)
    return this.range(index, index + 1)
  }

  /** The hash over entries `start` to `end`: MTH(D[start:end]) of RFC 6962, where `start` is a multiple of the largest power of two below their number. */
  async range(start: number, end: number): Promise<Uint8Array> {
    const count = end - start
    const left = largestPowerOfTwoBelow(count)
    if (2 * left === count || count === 1) return this.#node(Math.log2(count), start / count)
    const [first, second] = await Promise.all([this.range(start, start + left), this.range(start + left, end)])
    return nodeHash(first, second)
  }

  /** The root of a full subtree of 2^height entries. */
  async #node(height: number, index: number): Promise<Uint8Array> {
    const level = Math.floor(height / TILE_HEIGHT)
    const count = 2 ** (height % TILE_HEIGHT)
    const first = index * count
    const tileIndex = Math.floor(first / TILE_WIDTH)
    const tile = { level, index: tileIndex, width: tileWidth(level, tileIndex, this.size) }
    const at = (first % TILE_WIDTH) * HASH_LENGTH
    return rootOver((await this.#tile(tile)).subarray(at, at + count * HASH_LENGTH))
  }

  #tile(tile: HashTile): Promise<Uint8Array> {
    const key = `${tile.level}/${tile.index}`
    const kept = this.#tiles.get(key)
    if (kept) return kept
    const read = readTile(this.#reader, tile, this.#signal)
    const [oldest] = this.#tiles.keys()
    if (this.#tiles.size >= KEPT_TILES && oldest !== undefined) this.#tiles.delete(oldest)
    this.#tiles.set(key, read)
    return read
  }
}

/** The root of a tree from its partial tiles, lowest first: what one level leaves over is the last, smaller subtree of the next. */
export function rootOfEdge(edge: readonly Uint8Array[]): Uint8Array {
  return edge.reduce((rest, hashes) => rootOver(concat(hashes, rest)), new Uint8Array())
}

export function largestPowerOfTwoBelow(count: number): number {
  let power = 1
  while (2 * power < count) power *= 2
  return power
}

/** @throws TlogError INDEX_BEYOND_TREE */
export function assertIndex(index: number, size: number): void {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new TlogError('INDEX_BEYOND_TREE', `index ${index} in a tree of ${size}`)
  }
}

/** A tree whose tiles lead to the root that a checkpoint has. @throws TlogError TILE_MISMATCH */
export async function openTree(reader: TileReader, head: TreeHead, signal?: AbortSignal): Promise<Tree> {
  const tree = new Tree(reader, head.size, signal)
  if (!equalBytes(await tree.root(), head.root)) {
    throw new TlogError('TILE_MISMATCH', `the tiles of ${head.size} entries do not lead to the root of the checkpoint`)
  }
  return tree
}
