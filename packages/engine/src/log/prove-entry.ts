import { resolve } from 'node:path'
import { writeFileDurable } from '@chancery/files'
import { encodeLogProof, logId } from '@chancery/tlog'
import { type CommonOptions, openContext } from '../context.ts'
import { entryDigest } from './find-entries.ts'
import { type LogTrustOptions, readLogTrust } from './log-keys.ts'
import { openLogSource, readCheckpoint } from './log-source.ts'
import { putProof } from './put-proof.ts'
import { readRecord } from './records.ts'
import type { LogHead, LogProgress } from './verify-whole-log.ts'
import { headOf } from './verify-whole-log.ts'
import { provedEntry, type WantedEntry } from './wanted-entry.ts'

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
  const { index, entry, proof } = await provedEntry(source, checkpoint, wanted, record, options)
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
