import { resolve } from 'node:path'
import { writeFileDurable } from '@chancery/files'
import {
  type NoteSigner,
  noteSigner,
  type OpenedCheckpoint,
  openCheckpoint,
  openUnderPolicy,
  proveConsistency,
  signReceipt,
  Tree,
  verifyGrowthReceipt,
  verifyReceipt,
} from '@chancery/tlog'
import { type CommonOptions, openContext } from '../context.ts'
import { EngineError } from '../errors.ts'
import { KeyRing } from '../key-ring.ts'
import { entryDigest } from './find-entries.ts'
import { readLogPolicy } from './log-keys.ts'
import type { OwnLogConfig } from './log-reader.ts'
import { configuredLog } from './log-run.ts'
import { type LogSource, openLogSource, readCheckpoint } from './log-source.ts'
import { readRecord } from './records.ts'
import { headOf, type LogHead, type LogProgress } from './verify-whole-log.ts'
import { provedEntry, type WantedEntry } from './wanted-entry.ts'

/** What it is to prove: that an entry is in the log, or that the log begins with its first `size` entries. */
export type WantedReceipt = WantedEntry | { readonly kind: 'consistency'; readonly size: number }

export interface ReceiptOptions extends CommonOptions {
  readonly wanted: WantedReceipt
  /** Path. */
  readonly out: string
  readonly onProgress?: ((progress: LogProgress) => void) | undefined
}

export interface ReceiptReport extends LogHead {
  readonly version: 1
  readonly origin: string
  /** null: it proves that the log grew. */
  readonly index: number | null
  /** SHA-256 of the entry, hex. */
  readonly entry: string | null
  /** What the log is proved to continue; null: it proves an entry. */
  readonly older: LogHead | null
  /** Path. */
  readonly out: string
}

/** Before it is signed. */
type Made = Pick<ReceiptReport, 'index' | 'entry' | 'older'> & { readonly bytes: Uint8Array }

/**
 * A receipt (RFC 9942) by the log of the configuration, signed by its key: of the newest checkpoint, which that key has signed already. It is verified
 * before it is written.
 * @throws EngineError LOG_NOT_CONFIGURED, KEY_UNKNOWN, LOG_ENTRY_NOT_FOUND; TlogError INDEX_BEYOND_TREE, NOTE_KEY_UNTRUSTED, NOTE_SIGNATURE_INVALID,
 *   CHECKPOINT_ORIGIN_MISMATCH, LOG_QUORUM_MISSED, TILE_MISMATCH; AttestError; HsmError; FilesError
 */
export async function makeReceipt(options: ReceiptOptions): Promise<ReceiptReport> {
  const context = await openContext(options)
  const { cwd, signal } = context
  const { wanted } = options
  const config = configuredLog(context)
  if (config.kind !== 'own') {
    throw new EngineError('LOG_NOT_CONFIGURED', `${context.config.path} names the log of a server, whose key it has`)
  }
  await using keys = new KeyRing(context)
  const signer = noteSigner(config.origin, await keys.open(config.key, null))
  await using source = await openLogSource(context, undefined, undefined)
  const checkpoint = await openOwn(config, await readCheckpoint(source, signal), signer)
  const made =
    wanted.kind === 'consistency'
      ? await ofGrowth(source, checkpoint, wanted.size, signer, signal)
      : await ofEntry(cwd, source, checkpoint, wanted, signer, options)
  const { bytes, ...report } = made
  const out = resolve(cwd, options.out)
  await writeFileDurable(out, bytes)
  return { version: 1, origin: checkpoint.origin, ...headOf(checkpoint), ...report, out }
}

/** The log's own word, and that of its witnesses where it has some: a receipt is of nothing that is not public. */
async function openOwn(
  { origin, policy }: OwnLogConfig,
  note: Uint8Array,
  signer: NoteSigner,
): Promise<OpenedCheckpoint> {
  const checkpoint = openCheckpoint(note, { origin, keys: [signer.key] })
  if (policy !== null) openUnderPolicy(note, await readLogPolicy(policy))
  return checkpoint
}

async function ofEntry(
  cwd: string,
  source: LogSource,
  checkpoint: OpenedCheckpoint,
  wanted: WantedEntry,
  signer: NoteSigner,
  { onProgress, signal }: ReceiptOptions,
): Promise<Made> {
  const record = wanted.kind === 'bundle' ? await readRecord(resolve(cwd, wanted.path)) : null
  const { index, entry, proof } = await provedEntry(source, checkpoint, wanted, record, { onProgress, signal })
  const bytes = await signReceipt({ kind: 'inclusion', ...proof }, checkpoint.root, entry, signer, signal)
  verifyReceipt(bytes, entry, [signer.key])
  return { index, entry: entryDigest(entry), older: null, bytes }
}

async function ofGrowth(
  source: LogSource,
  checkpoint: OpenedCheckpoint,
  size: number,
  signer: NoteSigner,
  signal: AbortSignal | undefined,
): Promise<Made> {
  if (size === 0 || size >= checkpoint.size) {
    throw new EngineError(
      'OPTION_INVALID',
      `--consistency ${size}: from there to ${checkpoint.size} entries there is nothing to prove`,
    )
  }
  const older = { size, root: await new Tree(source, checkpoint.size, signal).range(0, size) }
  const hashes = await proveConsistency(source, older, checkpoint, signal)
  const proof = { kind: 'consistency', olderSize: size, newerSize: checkpoint.size, hashes } as const
  const bytes = await signReceipt(proof, checkpoint.root, null, signer, signal)
  verifyGrowthReceipt(bytes, older, [signer.key])
  return { index: null, entry: null, older: headOf(older), bytes }
}
