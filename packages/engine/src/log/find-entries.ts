import { createHash } from 'node:crypto'
import { type OpenedCheckpoint, readEntries, TILE_WIDTH, type TileReader, tileWidth, verifyLog } from '@chancery/tlog'
import { type LogProgress, withProgress } from './verify-whole-log.ts'

export interface FoundEntry {
  readonly index: number
  readonly bytes: Uint8Array
}

/** Names an entry: SHA-256 of its bytes, hex. */
export function entryDigest(entry: Uint8Array): string {
  return createHash('sha256').update(entry).digest('hex')
}

/**
 * The entries that are wanted, of a log that is verified whole on the way: what is not found is not there.
 * @throws as verifyLog
 */
export async function findEntries(
  reader: TileReader,
  checkpoint: OpenedCheckpoint,
  isWanted: (index: number, entry: Uint8Array) => boolean,
  {
    onProgress,
    signal,
  }: { readonly onProgress?: ((progress: LogProgress) => void) | undefined; readonly signal?: AbortSignal | undefined },
): Promise<readonly FoundEntry[]> {
  const found: FoundEntry[] = []
  await verifyLog(withProgress(reader, checkpoint.size, onProgress), checkpoint, {
    signal,
    visit(index, entry) {
      if (isWanted(index, entry)) found.push({ index, bytes: Uint8Array.from(entry) })
    },
  })
  return found
}

/** An entry by its index, as its bundle has it: nothing of it is proved. @throws TlogError */
export async function readEntry(
  reader: TileReader,
  { size }: OpenedCheckpoint,
  index: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const bundle = Math.floor(index / TILE_WIDTH)
  const entries = await readEntries(reader, { index: bundle, width: tileWidth('entries', bundle, size) }, signal)
  return entries[index % TILE_WIDTH] as Uint8Array
}
