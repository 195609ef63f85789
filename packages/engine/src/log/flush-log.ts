import { AttestError, type LogReceipt, parseBundle } from '@chancery/attest'
import { equalBytes } from '@chancery/core'
import { parseHashedRekord, parseLogEntry } from '@chancery/tlog'
import { readBundleFile } from '../bundle-file.ts'
import { exists } from '../config.ts'
import type { CommonOptions } from '../context.ts'
import { EngineError } from '../errors.ts'
import { asChanceryError, type Failure, failureOf, type Outcome } from '../report.ts'
import { queued } from './log-queue.ts'
import { openLogRun } from './log-run.ts'
import type { LogWriter } from './log-writer.ts'
import { putProof } from './put-proof.ts'

export interface FlushReport {
  readonly version: 1
  readonly origin: string
  /** What is in the log now; `index` null: it was there before, and the log gives no proof again; `bundle` null: its file is gone, or holds something else. */
  readonly logged: readonly { readonly index: number | null; readonly bundle: string | null }[]
  readonly failed: readonly Failure[]
}

/**
 * Logs what was signed while the log could not be written to, and gives the bundles their proofs. What fails stays in the queue.
 * @throws as openLogRun, and EngineError LOG_QUEUE_MALFORMED
 */
export async function flushLog(options: CommonOptions): Promise<Outcome<FlushReport>> {
  await using run = await openLogRun(options)
  const { signal } = run.context
  const logged: FlushReport['logged'][number][] = []
  for await (const { entry, bundle, remove } of queued(run.config)) {
    try {
      const receipt = await addOnce(run.log.writer, entry, signal)
      const given = receipt !== null && bundle !== null && (await giveProof(bundle, entry, receipt))
      await remove()
      logged.push({ index: receipt?.index ?? null, bundle: given ? bundle : null })
    } catch (error) {
      // What hinders one hinders the next.
      const known = asChanceryError(error)
      const failed = [failureOf(known, bundle)]
      return { report: { version: 1, origin: run.config.origin, logged, failed }, exitCode: known.exitCode }
    }
  }
  return { report: { version: 1, origin: run.config.origin, logged, failed: [] }, exitCode: 0 }
}

/** @returns null where the log has it already, and says no more */
async function addOnce(log: LogWriter, entry: Uint8Array, signal?: AbortSignal): Promise<LogReceipt | null> {
  try {
    return await log.add(entry, signal)
  } catch (error) {
    if (error instanceof EngineError && error.code === 'LOG_ENTRY_EXISTS') return null
    throw error
  }
}

/** @returns false where the file is gone, or holds another signature by now */
async function giveProof(path: string, entry: Uint8Array, { entry: proof }: LogReceipt): Promise<boolean> {
  if (!(await exists(path)) || !(await isOf(path, entry))) return false
  await putProof(path, parseLogEntry(proof))
  return true
}

/** What is no bundle any more is another thing, and must not keep its entry, and those behind it, in the queue. */
async function isOf(path: string, entry: Uint8Array): Promise<boolean> {
  try {
    const bundle = parseBundle(await readBundleFile(path))
    const record = parseHashedRekord(entry)
    return bundle.kind === 'key' && record !== null && equalBytes(bundle.envelope.signature, record.signature)
  } catch (error) {
    if (error instanceof AttestError) return false
    throw error
  }
}
