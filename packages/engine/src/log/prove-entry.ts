import { resolve } from 'node:path'
import { equalBytes } from '@chancery/core'
import { writeFileDurable } from '@chancery/files'
import { encodeLogProof, leafHash, logId, type OpenedCheckpoint, proveInclusion, TlogError } from '@chancery/tlog'
import { type CommonOptions, openContext } from '../context.ts'
import { EngineError } from '../errors.ts'
import { entryDigest, findEntries, readEntry } from './find-entries.ts'
import { type LogTrustOptions, readLogTrust } from './log-keys.ts'
import { type LogSource, openLogSource, readCheckpoint } from './log-source.ts'
import { glanceAt } from './logged-signature.ts'
import { putProof } from './put-proof.ts'
import { type LogRecord, readRecord } from './records.ts'
import type { LogHead, LogProgress } from './verify-whole-log.ts'
import { headOf } from './verify-whole-log.ts'

/** Which entry. */
export type WantedEntry =
  | { readonly kind: 'index'; readonly index: number }
  /** SHA-256, hex: of the entry, or of what was signed. */
  | { readonly kind: 'digest'; readonly digest: string }
  /** Path: the entry of its signature. */
  | { readonly kind: 'bundle'; readonly path: string }

export interface ProveEntryOptions extends CommonOptions, LogTrustOptions {
  readonly log?: string | undefined
  readonly logCa?: readonly string[] | undefined
  readonly wanted: WantedEntry
  /** Path for the `.tlog-proof`; without it a bundle gets the proof itself, and of others the report has it. */
  readonly out?: string | undefined
  readonly onProgress?: ((progress: LogProgress) => void) | undefined
}

export interface ProofReport extends LogHead {
  readonly version: 1
  readonly origin: string
  readonly index: number
  /** SHA-256 of the entry, hex. */
  readonly entry: string
  /** As c2sp.org/tlog-proof has it. */
  readonly proof: string
  /** Path of what was written; null: nothing was. */
  readonly out: string | null
}

/**
 * The proof that an entry is in the log, by the newest checkpoint: as a file of its own, or in the bundle whose signature it is.
 * @throws EngineError LOG_ENTRY_NOT_FOUND; TlogError INDEX_BEYOND_TREE, TILE_MISMATCH; AttestError; as verifyWholeLog
 */
export async function proveEntry(options: ProveEntryOptions): Promise<ProofReport> {
  const context = await openContext(options)
  const { cwd, signal } = context
  const { wanted } = options
  const trust = await readLogTrust(context, options)
  await using source = await openLogSource(context, options.log, options.logCa)
  const note = await readCheckpoint(source, signal)
  const checkpoint = trust.open(note)
  const record = wanted.kind === 'bundle' ? await readRecord(resolve(cwd, wanted.path)) : null
  const index = await indexOf(source, checkpoint, wanted, record, options)
  const { proof, leaf } = await proveInclusion(source, checkpoint, index, signal)
  const entry = await readEntry(source, checkpoint, index, signal)
  if (!equalBytes(leafHash(entry), leaf)) {
    throw new TlogError('TILE_MISMATCH', `entry ${index} is not the one of its tile`, { details: { index } })
  }
  const file = encodeLogProof({ index, hashes: proof.hashes, checkpoint: note, extra: null })
  let out: string | null = null
  if (options.out !== undefined) {
    out = resolve(cwd, options.out)
    await writeFileDurable(out, file)
  } else if (record) {
    out = record.path
    const id = logId(checkpoint.signatures[0]?.key as Parameters<typeof logId>[0])
    await putProof(out, { logId: id, proof, root: checkpoint.root, checkpoint: note, entry })
  }
  return {
    version: 1,
    origin: checkpoint.origin,
    index,
    ...headOf(checkpoint),
    entry: entryDigest(entry),
    proof: new TextDecoder().decode(file),
    out,
  }
}

async function indexOf(
  source: LogSource,
  checkpoint: OpenedCheckpoint,
  wanted: WantedEntry,
  record: LogRecord | null,
  options: ProveEntryOptions,
): Promise<number> {
  if (wanted.kind === 'index') return wanted.index
  const isWanted = record
    ? (entry: Uint8Array): boolean => glanceAt(entry)?.id === record.id
    : (entry: Uint8Array): boolean => isOf((wanted as Extract<WantedEntry, { kind: 'digest' }>).digest, entry)
  // Where a bundle says that it is, which spares reading the whole log.
  for (const { proof } of record?.proofs ?? []) {
    if (proof.index < checkpoint.size && isWanted(await readEntry(source, checkpoint, proof.index, options.signal))) {
      return proof.index
    }
  }
  const [found] = await findEntries(source, checkpoint, (_, entry) => isWanted(entry), options)
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
