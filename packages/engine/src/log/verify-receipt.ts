import { resolve } from 'node:path'
import { readBytes } from '@chancery/files'
import { MAX_ENTRY_BYTES, MAX_RECEIPT_BYTES, TlogError, verifyGrowthReceipt, verifyReceipt } from '@chancery/tlog'
import { readUpTo } from '../bundle-file.ts'
import { type CommonOptions, openContext } from '../context.ts'
import { EngineError } from '../errors.ts'
import { entryDigest } from './find-entries.ts'
import { type LogTrust, type LogTrustOptions, readLogTrust } from './log-keys.ts'
import { glanceAt } from './logged-signature.ts'
import { readRecord } from './records.ts'
import { headOf, type LogHead } from './verify-whole-log.ts'

/** What a receipt is held against. */
export type ReceiptMatter =
  /** Path of the entry's bytes. */
  | { readonly kind: 'entry'; readonly path: string }
  /** Path of a bundle that brings the entry of its signature. */
  | { readonly kind: 'bundle'; readonly path: string }
  /** Path of a checkpoint that was verified or kept before. */
  | { readonly kind: 'since'; readonly path: string }

export interface VerifyReceiptOptions extends CommonOptions, Pick<LogTrustOptions, 'trust'> {
  /** Path. */
  readonly receipt: string
  readonly matter: ReceiptMatter
}

export interface VerifyReceiptReport extends LogHead {
  readonly version: 1
  readonly origin: string
  /** null: it proves that the log grew. */
  readonly index: number | null
  /** SHA-256 of the entry, hex. */
  readonly entry: string | null
  /** What the log is proved to continue; null: it proves an entry. */
  readonly older: LogHead | null
}

/**
 * A receipt of a log, offline.
 * @throws EngineError TRUST_NOT_GIVEN, TRUST_INVALID, LOG_ENTRY_NOT_FOUND; TlogError and CodecError as verifyReceipt, verifyGrowthReceipt and
 *   openCheckpoint; AttestError; FilesError
 */
export async function verifyReceiptFile(options: VerifyReceiptOptions): Promise<VerifyReceiptReport> {
  const context = await openContext(options)
  const { cwd } = context
  const trust = await readLogTrust(context, options)
  const receipt = resolve(cwd, options.receipt)
  const bytes = await readUpTo(MAX_RECEIPT_BYTES, receipt, (why) => new TlogError('RECEIPT_MALFORMED', why))
  const { kind } = options.matter
  const path = resolve(cwd, options.matter.path)
  if (kind === 'since') return ofGrowth(bytes, await readBytes(path), trust)
  const entry = kind === 'entry' ? await readBytes(path, MAX_ENTRY_BYTES) : await entryOfBundle(path)
  const { key, index, ...head } = verifyReceipt(bytes, entry, trust.keys)
  return { version: 1, origin: key.name, ...headOf(head), index, entry: entryDigest(entry), older: null }
}

function ofGrowth(bytes: Uint8Array, note: Uint8Array, trust: LogTrust): VerifyReceiptReport {
  const older = trust.open(note)
  // Of that log: another may have grown from a tree of that size.
  const keys = trust.keys.filter(({ name }) => name === older.origin)
  const { key, ...head } = verifyGrowthReceipt(bytes, older, keys)
  return { version: 1, origin: key.name, ...headOf(head), index: null, entry: null, older: headOf(older) }
}

/** As the bundle has it: that its signature is what the entry says, `verify` says. */
async function entryOfBundle(path: string): Promise<Uint8Array> {
  const { id, proofs } = await readRecord(path)
  const own = proofs.find(({ entry }) => glanceAt(entry)?.id === id)
  if (own) return own.entry
  throw new EngineError('LOG_ENTRY_NOT_FOUND', `${path} brings no log entry of its signature`)
}
