import { HASH_LENGTH } from '../merkle/hash.ts'

/** Hashes in a full tile; entries in a full bundle. */
export const TILE_WIDTH = 256

/** A tile of hashes, or the bundle of entries under a tile of level 0. */
export interface Tile {
  readonly level: number | 'entries'
  readonly index: number
  /** 1 to 256; less than 256 is a partial tile. */
  readonly width: number
}

/** A tile of hashes. */
export interface HashTile extends Tile {
  readonly level: number
}

/** `tile/0/x001/067.p/5` (c2sp.org/tlog-tiles). No level is above 6: 256^7 is beyond every size. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index)
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0')
  const elements = padded.match(/.../g) as string[]
  const path = elements.map((element, at) => (at === elements.length - 1 ? element : `x${element}`)).join('/')
  return `tile/${level}/${path}${width === TILE_WIDTH ? '' : `.p/${width}`}`
}

/** null where `path` is none, or not the one way to write it. */
export function parseTilePath(path: string): Tile | null {
  const [, level, index, width] =
    /^tile\/([0-6]|entries)\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/.exec(path) ?? []
  if (level === undefined || index === undefined) return null
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(index.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  }
  return Number.isSafeInteger(tile.index) && tilePath(tile) === path ? tile : null
}

/** How many whole hashes level `level` has in a tree of `size` entries. */
export function hashesAt(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level)
}

/** How wide a tile is in a tree of `size` entries: 0 where there is none. */
export function tileWidth(level: number | 'entries', index: number, size: number): number {
  const left = hashesAt(level === 'entries' ? 0 : level, size) - index * TILE_WIDTH
  return Math.max(0, Math.min(TILE_WIDTH, left))
}

/** The partial tiles of a tree of `size` entries, one a level at most, those of hashes only. */
export function edgeTiles(size: number): readonly HashTile[] {
  const tiles: HashTile[] = []
  for (let level = 0; hashesAt(level, size) > 0; level++) {
    const hashes = hashesAt(level, size)
    const width = hashes % TILE_WIDTH
    if (width > 0) tiles.push({ level, index: Math.floor(hashes / TILE_WIDTH), width })
  }
  return tiles
}

/** Bytes of a tile of hashes. */
export function tileLength(width: number): number {
  return width * HASH_LENGTH
}
