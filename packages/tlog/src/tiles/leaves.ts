import { hash } from 'node:crypto'
import { TlogError } from '../errors.ts'
import { HASH_LENGTH } from '../merkle/hash.ts'
import { TILE_WIDTH, tileWidth } from './tile.ts'
import { readEntryBundle, readTile, type TileReader } from './tile-reader.ts'

/** Bundles and tiles that are fetched while others are hashed. */
const READ_AHEAD = 8

/** A tile of leaves, and the entries under it: what was read, and not compared yet. */
export interface Leaves {
  readonly index: number
  readonly tile: Uint8Array
  readonly bundle: Uint8Array
}

/** All from tile `first` on, in order. @throws TlogError TILE_MISSING, TILE_MALFORMED, ENTRY_BUNDLE_MALFORMED */
export async function* leaves(
  reader: TileReader,
  first: number,
  size: number,
  signal: AbortSignal | undefined,
): AsyncIterable<Leaves> {
  const count = Math.ceil(size / TILE_WIDTH)
  const ahead: Promise<Leaves>[] = []
  for (let index = first; index < count + READ_AHEAD; index++) {
    if (index < count) {
      const read = readLeaves(reader, index, size, signal)
      // Where an earlier one fails, nobody asks for this one any more.
      read.catch(() => {})
      ahead.push(read)
    }
    if (index >= first + READ_AHEAD - 1 || index >= count) {
      const next = ahead.shift()
      if (next) yield await next
    }
  }
}

async function readLeaves(
  reader: TileReader,
  index: number,
  size: number,
  signal: AbortSignal | undefined,
): Promise<Leaves> {
  const width = tileWidth(0, index, size)
  const [tile, bundle] = await Promise.all([
    readTile(reader, { level: 0, index, width }, signal),
    readEntryBundle(reader, { index, width }, signal),
  ])
  return { index, tile, bundle }
}

/**
 * That the entries are those of the tile. As fast as hashing is: the byte before an entry, of its length, becomes the prefix of its leaf, and hashes are compared
 * as strings.
 * @throws TlogError TILE_MISMATCH
 */
export function checkEntries(
  { index, tile, bundle }: Leaves,
  visit?: (index: number, entry: Uint8Array) => void,
): void {
  const first = index * TILE_WIDTH
  const bytes = Uint8Array.from(bundle)
  const expected = Buffer.from(tile.buffer, tile.byteOffset, tile.byteLength).toString('latin1')
  let at = 0
  for (let entry = 0; entry * HASH_LENGTH < tile.length; entry++) {
    const length = ((bytes[at] as number) << 8) | (bytes[at + 1] as number)
    bytes[at + 1] = 0
    const end = at + 2 + length
    if (!expected.startsWith(hash('sha256', bytes.subarray(at + 1, end), 'binary'), entry * HASH_LENGTH)) {
      throw new TlogError('TILE_MISMATCH', `entry ${first + entry} is not the one of its tile`, {
        details: { index: first + entry },
      })
    }
    visit?.(first + entry, bytes.subarray(at + 2, end))
    at = end
  }
}
