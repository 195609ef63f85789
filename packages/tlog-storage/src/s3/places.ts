import { equalBytes } from '@chancery/core'
import { type LogFile, parseTilePath, TILE_WIDTH, tilePath } from '@chancery/tlog'
import { TlogStorageError } from '../errors.ts'
import { CHECKPOINT_PATH } from '../log-store.ts'
import { ABSENT, type ObjectStore, type PutOptions } from './object-store.ts'

/** The writer's own. */
export const STATE_KEY = '.chancery/state'
export const STAGED_PREFIX = '.chancery/staged-'

/** Bytes, of a signed note. */
const MAX_CHECKPOINT = 1_000_000
/** 256 entries of 65,535 bytes, each behind its length. */
const MAX_BUNDLE = 256 * 65_537

/** As c2sp.org/tlog-tiles wants them served: a bucket is a static web server. */
export const CHECKPOINT_HEADERS = {
  type: 'text/plain; charset=utf-8',
  cache: 'public, max-age=2, must-revalidate',
} as const
const TILE: PutOptions = {
  condition: ABSENT,
  type: 'application/octet-stream',
  cache: 'public, max-age=31536000, immutable',
}

/** How often a place is looked at that is neither free nor taken. */
const ATTEMPTS = 20
/** Files under way at a time. */
const LANES = 16

export function limitOf(path: string): number {
  return path === CHECKPOINT_PATH || !path.startsWith('tile/entries/') ? MAX_CHECKPOINT : MAX_BUNDLE
}

/**
 * Puts tiles where they belong, each once and for ever. Those that are there already must be the same.
 * @throws TlogStorageError LOG_ROLLED_BACK where they are of another history
 */
export async function writeTiles(
  objects: ObjectStore,
  files: readonly LogFile[],
  pause: () => Promise<void>,
): Promise<void> {
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < files.length) await writeTile(objects, files[next++] as LogFile, pause)
  }
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(LANES, files.length) }, lane))
  for (const one of lanes) if (one.status === 'rejected') throw one.reason
}

async function writeTile(objects: ObjectStore, { path, bytes }: LogFile, pause: () => Promise<void>): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if ((await objects.put(path, bytes, TILE)) !== null) return
    const there = await objects.get(path, limitOf(path))
    if (there === null) {
      await pause()
      continue
    }
    if (equalBytes(there.bytes, bytes)) return
    throw new TlogStorageError('LOG_ROLLED_BACK', `${objects.name} has another ${path}: the log was set back`, {
      details: { log: objects.name, path },
    })
  }
  throw new TlogStorageError('LOG_STORE_UNAVAILABLE', `${objects.name}: ${path} can neither be written nor read`)
}

/**
 * Whether there are entries beyond a size. Tiles are written after the state that they belong to: whoever finds some that go further has an old state
 * before them, or somebody has gone on meanwhile.
 */
export async function goesBeyond(objects: ObjectStore, size: number): Promise<boolean> {
  const index = Math.floor(size / TILE_WIDTH)
  const width = size % TILE_WIDTH
  const listed = await objects.list(tilePath({ level: 'entries', index, width: TILE_WIDTH }))
  return listed.some(({ key }) => {
    const tile = parseTilePath(key)
    return tile?.level === 'entries' && tile.index === index && tile.width > width
  })
}
