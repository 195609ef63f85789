import { equalBytes } from '@chancery/core'
import { type InclusionProof, leafHash, type OpenedCheckpoint, proveInclusion, TlogError } from '@chancery/tlog'
import { EngineError } from '../errors.ts'
import { entryDigest, findEntries, readEntry } from './find-entries.ts'
import type { LogSource } from './log-source.ts'
import { glanceAt } from './logged-signature.ts'
import type { LogRecord } from './records.ts'
import type { LogProgress } from './verify-whole-log.ts'

/** Which entry. */
export type WantedEntry =
  | { readonly kind: 'index'; readonly index: number }
  /** SHA-256, hex: of the entry, or of what was signed. */
  | { readonly kind: 'digest'; readonly digest: string }
  /** Path: the entry of its signature. */
  | { readonly kind: 'bundle'; readonly path: string }

export interface ProvedEntry {
  readonly index: number
  readonly entry: Uint8Array
  readonly proof: InclusionProof
}

interface Search {
  readonly onProgress?: ((progress: LogProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * The entry that is wanted, with its proof.
 * @param record the bundle, where it is wanted by one
 * @throws EngineError LOG_ENTRY_NOT_FOUND; TlogError INDEX_BEYOND_TREE, TILE_MISMATCH
 */
export async function provedEntry(
  source: LogSource,
  checkpoint: OpenedCheckpoint,
  wanted: WantedEntry,
  record: LogRecord | null,
  { onProgress, signal }: Search,
): Promise<ProvedEntry> {
  const index = await indexOf(source, checkpoint, wanted, record, { onProgress, signal })
  const { proof, leaf } = await proveInclusion(source, checkpoint, index, signal)
  const entry = await readEntry(source, checkpoint, index, signal)
  if (!equalBytes(leafHash(entry), leaf)) {
    throw new TlogError('TILE_MISMATCH', `entry ${index} is not the one of its tile`, { details: { index } })
  }
  return { index, entry, proof }
}

async function indexOf(
  source: LogSource,
  checkpoint: OpenedCheckpoint,
  wanted: WantedEntry,
  record: LogRecord | null,
  search: Search,
): Promise<number> {
  if (wanted.kind === 'index') return wanted.index
  const isWanted = record
    ? (entry: Uint8Array): boolean => glanceAt(entry)?.id === record.id
    : (entry: Uint8Array): boolean => isOf((wanted as Extract<WantedEntry, { kind: 'digest' }>).digest, entry)
  // Where a bundle says that it is, which spares reading the whole log.
  for (const { proof } of record?.proofs ?? []) {
    if (proof.index < checkpoint.size && isWanted(await readEntry(source, checkpoint, proof.index, search.signal))) {
      return proof.index
    }
  }
  const [found] = await findEntries(source, checkpoint, (_, entry) => isWanted(entry), search)
  if (found) return found.index
  const what = record?.path ?? (wanted as Extract<WantedEntry, { kind: 'digest' }>).digest
  throw new EngineError(
    'LOG_ENTRY_NOT_FOUND',
    `none of the ${checkpoint.size} entries of ${checkpoint.origin} is that of ${what}`,
  )
}

function isOf(digest: string, entry: Uint8Array): boolean {
  return glanceAt(entry)?.digest === digest || entryDigest(entry) === digest
}
