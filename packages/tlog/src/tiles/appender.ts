import { equalBytes } from '@chancery/core'
import { TlogError } from '../errors.ts'
import { emptyRoot, HASH_LENGTH, leafHash, rootOver } from '../merkle/hash.ts'
import { decodeEntries, encodeEntries } from './entry-bundle.ts'
import { edgeTiles, hashesAt, TILE_WIDTH, type Tile, tileLength, tilePath } from './tile.ts'
import { readEntryBundle, readTile, type TileReader } from './tile-reader.ts'
import { rootOfEdge } from './tree.ts'
import type { TreeHead } from './tree-head.ts'

/** A file of a log to be written. */
export interface LogFile {
  readonly path: string
  readonly bytes: Uint8Array
}

export interface Appended {
  /** Index of the first entry of the batch. */
  readonly first: number
  readonly head: TreeHead
  /** New tiles and bundles: full ones, and the partial ones of the new size. */
  readonly files: readonly LogFile[]
  /** Full tiles and bundles among them whose partial ones are superfluous: `tile/0/000`. */
  readonly filled: readonly string[]
}

/** Hashes of the partial tile of a level, with room for a full one. */
interface Level {
  readonly hashes: Uint8Array
  width: number
}

/** A tree that grows, as its right edge alone: a partial tile a level, and the last bundle of entries. */
export class Appender {
  #size: number
  readonly #levels: Level[]
  #entries: Uint8Array[]

  private constructor(size: number, levels: Level[], entries: Uint8Array[]) {
    this.#size = size
    this.#levels = levels
    this.#entries = entries
  }

  static empty(): Appender {
    return new Appender(0, [], [])
  }

  /**
   * The right edge of a log, which must lead to its root, as its last entries must to the edge.
   * @throws TlogError TILE_MISMATCH, TILE_MISSING, TILE_MALFORMED, ENTRY_BUNDLE_MALFORMED
   */
  static async open(reader: TileReader, head: TreeHead, signal?: AbortSignal): Promise<Appender> {
    const tiles = edgeTiles(head.size)
    const levels: Level[] = []
    for (let level = 0; hashesAt(level, head.size) > 0; level++) levels.push(emptyLevel())
    await Promise.all(
      tiles.map(async (tile) => {
        const level = levels[tile.level] as Level
        level.hashes.set(await readTile(reader, tile, signal))
        level.width = tile.width
      }),
    )
    const [last] = tiles
    const bundle = last?.level === 0 ? await readEntryBundle(reader, last, signal) : new Uint8Array()
    const entries = last?.level === 0 ? decodeEntries(bundle, last.width) : []
    const appender = new Appender(head.size, levels, [...entries])
    if (!equalBytes(appender.root(), head.root)) {
      throw new TlogError('TILE_MISMATCH', `the tiles of ${head.size} entries do not lead to the root`)
    }
    const leaves = levels[0]?.hashes ?? new Uint8Array()
    const strange = entries.findIndex((entry, at) => !equalBytes(leafHash(entry), hashAt(leaves, at)))
    if (strange >= 0) throw new TlogError('TILE_MISMATCH', `the last bundle's entry ${strange} is not that of its tile`)
    return appender
  }

  get head(): TreeHead {
    return { size: this.#size, root: this.root() }
  }

  root(): Uint8Array {
    if (this.#size === 0) return emptyRoot()
    const edge = this.#levels.filter(({ width }) => width > 0)
    return rootOfEdge(edge.map(({ hashes, width }) => hashes.subarray(0, tileLength(width))))
  }

  /** @throws TlogError ENTRY_TOO_LARGE, with nothing added */
  append(entries: readonly Uint8Array[]): Appended {
    const first = this.#size
    encodeEntries(entries)
    const files: LogFile[] = []
    const filled: string[] = []
    const file = (tile: Tile, bytes: Uint8Array): void => {
      const path = tilePath(tile)
      files.push({ path, bytes })
      if (tile.width === TILE_WIDTH) filled.push(path)
    }
    const touched = new Set<number>()
    for (const entry of entries) {
      this.#entries.push(entry)
      this.#size++
      this.#add(0, leafHash(entry), touched, file)
    }
    const rest = this.#entries.length
    const at = { level: 'entries', index: Math.floor(this.#size / TILE_WIDTH), width: rest } as const
    if (entries.length > 0 && rest > 0) file(at, encodeEntries(this.#entries))
    for (const level of touched) {
      const { hashes, width } = this.#levels[level] as Level
      const index = Math.floor(hashesAt(level, this.#size) / TILE_WIDTH)
      if (width > 0) file({ level, index, width }, hashes.slice(0, tileLength(width)))
    }
    return { first, head: this.head, files, filled }
  }

  #add(at: number, hash: Uint8Array, touched: Set<number>, file: (tile: Tile, bytes: Uint8Array) => void): void {
    this.#levels[at] ??= emptyLevel()
    const level = this.#levels[at]
    level.hashes.set(hash, level.width * HASH_LENGTH)
    level.width++
    touched.add(at)
    if (level.width < TILE_WIDTH) return
    const index = hashesAt(at, this.#size) / TILE_WIDTH - 1
    file({ level: at, index, width: TILE_WIDTH }, Uint8Array.from(level.hashes))
    if (at === 0) {
      file({ level: 'entries', index, width: TILE_WIDTH }, encodeEntries(this.#entries))
      this.#entries = []
    }
    level.width = 0
    this.#add(at + 1, rootOver(level.hashes), touched, file)
  }
}

function emptyLevel(): Level {
  return { hashes: new Uint8Array(tileLength(TILE_WIDTH)), width: 0 }
}

function hashAt(hashes: Uint8Array, at: number): Uint8Array {
  return hashes.subarray(at * HASH_LENGTH, (at + 1) * HASH_LENGTH)
}
