import { TlogError } from '../errors.ts'
import { decodeEntries, sliceEntries } from './entry-bundle.ts'
import { type HashTile, TILE_WIDTH, type Tile, tileLength, tilePath } from './tile.ts'

/** Where the files of a log are: a folder, a web server, memory. */
export interface TileReader {
  /**
   * @param path `tile/0/000`, from the log's prefix
   * @returns null where there is no such file
   */
  read(path: string, signal?: AbortSignal): Promise<Uint8Array | null>
}

/** A tile's hashes, one behind the other. @throws TlogError TILE_MISSING, TILE_MALFORMED */
export async function readTile(reader: TileReader, tile: HashTile, signal?: AbortSignal): Promise<Uint8Array> {
  const { bytes, width } = await readFile(reader, tile, signal)
  if (bytes.length !== tileLength(width)) {
    throw new TlogError('TILE_MALFORMED', `${tilePath(tile)}: ${bytes.length} bytes for ${width} hashes`)
  }
  return bytes.subarray(0, tileLength(tile.width))
}

/** The bytes of a bundle that has been looked through, and no more than its width. @throws TlogError TILE_MISSING, ENTRY_BUNDLE_MALFORMED */
export async function readEntryBundle(
  reader: TileReader,
  tile: Omit<Tile, 'level'>,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const { bytes, width } = await readFile(reader, { ...tile, level: 'entries' }, signal)
  return sliceEntries(bytes, width, tile.width)
}

/** The entries of a bundle. @throws TlogError TILE_MISSING, ENTRY_BUNDLE_MALFORMED */
export async function readEntries(
  reader: TileReader,
  tile: Omit<Tile, 'level'>,
  signal?: AbortSignal,
): Promise<readonly Uint8Array[]> {
  return decodeEntries(await readEntryBundle(reader, tile, signal), tile.width)
}

/** A partial tile may be gone once the full one is there. */
async function readFile(
  reader: TileReader,
  tile: Tile,
  signal?: AbortSignal,
): Promise<{ readonly bytes: Uint8Array; readonly width: number }> {
  const bytes = await reader.read(tilePath(tile), signal)
  if (bytes !== null) return { bytes, width: tile.width }
  if (tile.width < TILE_WIDTH) {
    const full = await reader.read(tilePath({ ...tile, width: TILE_WIDTH }), signal)
    if (full !== null) return { bytes: full, width: TILE_WIDTH }
  }
  throw new TlogError('TILE_MISSING', `${tilePath(tile)} is not there`, { details: { path: tilePath(tile) } })
}
