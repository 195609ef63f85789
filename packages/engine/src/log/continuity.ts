import { toBase64 } from '@chancery/core'
import { type Checkpoint, compareCheckpoints, type TileReader, TlogError } from '@chancery/tlog'
import { EngineError } from '../errors.ts'
import type { Difference } from './difference.ts'

/** A checkpoint that somebody saw. */
export interface Sighting {
  /** Who or what, for people: "mirror https://..." */
  readonly by: string
  readonly checkpoint: Checkpoint
}

/**
 * That `shown` continues `seen`, as the tiles prove.
 * @throws EngineError LOG_FORKED, LOG_REWOUND; TlogError where the tiles are not those of the larger tree
 */
export async function assertContinues(
  reader: TileReader,
  seen: Sighting,
  shown: Sighting,
  signal?: AbortSignal,
): Promise<void> {
  const shrank = seen.checkpoint.size > shown.checkpoint.size
  const { kind } = await compareCheckpoints(reader, seen.checkpoint, shown.checkpoint, signal).catch((error) => {
    // Whose tiles are gone, or others by now, shows less than before, whatever it once was.
    if (shrank && error instanceof TlogError) throw rewound(seen, shown)
    throw error
  })
  if (kind === 'fork') throw forked(seen, shown)
  if (kind === 'rewind') throw rewound(seen, shown)
}

/** @param difference where they part, where that is known */
export function forked(seen: Sighting, shown: Sighting, difference: Difference | null = null): EngineError {
  const where = difference === null ? '' : `: entry ${difference.index} ${difference.what}`
  const message = `${told(shown)} does not continue ${told(seen)}${where}`
  return new EngineError('LOG_FORKED', message, { details: { ...details(seen, shown), ...difference } })
}

export function rewound(seen: Sighting, shown: Sighting): EngineError {
  const message = `${told(shown)} is older than ${told(seen)}`
  return new EngineError('LOG_REWOUND', message, { details: details(seen, shown) })
}

function told({ by, checkpoint: { size, root } }: Sighting): string {
  return `what ${by} shows (${size} entries, root ${toBase64(root)})`
}

function details(seen: Sighting, shown: Sighting): Readonly<Record<string, string | number>> {
  return {
    seenBy: seen.by,
    seenSize: seen.checkpoint.size,
    seenRoot: toBase64(seen.checkpoint.root),
    shownBy: shown.by,
    shownSize: shown.checkpoint.size,
    shownRoot: toBase64(shown.checkpoint.root),
  }
}
