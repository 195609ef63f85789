import { resolve } from 'node:path'
import { AttestError, type KeyBundle, type RecordIdentity, verifyKeyBundle } from '@chancery/attest'
import type { ErasedEntry } from '@chancery/attest/events'
import { equalBytes } from '@chancery/core'
import { logId } from '@chancery/tlog'
import { type CommonOptions, openContext } from '../../context.ts'
import { EngineError } from '../../errors.ts'
import { KeyRing } from '../../key-ring.ts'
import { entryDigest } from '../find-entries.ts'
import type { LogConfig } from '../log-reader.ts'
import { eventOf, type LogRecord, readRecord } from '../records.ts'
import { ConfiguredLog } from '../signature-log.ts'
import { removeEvent } from './event-folder.ts'
import { EventLog, type RecordedEvent } from './event-log.ts'
import { identityHere } from './identity-here.ts'
import { assertRecordable } from './record-event.ts'

export interface EraseEventsOptions extends CommonOptions {
  /** Paths of bundles. */
  readonly events: readonly string[]
  readonly by?: string | undefined
  readonly reason?: string | undefined
  readonly identity?: RecordIdentity | undefined
}

export interface EraseReport {
  readonly version: 1
  readonly origin: string
  readonly erased: readonly (ErasedEntry & {
    /** Path of what is gone. */
    readonly path: string
    /** The erasure, itself an event. */
    readonly event: RecordedEvent
  })[]
}

/**
 * Deletes what entries are about, and says so in the log first: their entries stay, and nobody can say any more what they meant. All are looked at
 * before the first is erased. Nothing is erased while the log is away, queue or not: an entry that nothing explains would look like a misused key.
 * @throws EngineError EVENT_NOT_ERASABLE, LOG_ENTRY_NOT_FOUND, LOG_NOT_CONFIGURED, ATTESTATION_KEY_MISSING; AttestError EVENT_MALFORMED,
 *   EVENT_KIND_UNKNOWN, and as verifyKeyBundle; FilesError; what keeps an erasure from being logged
 */
export async function eraseEvents(options: EraseEventsOptions): Promise<EraseReport> {
  const context = await openContext(options)
  assertRecordable(context)
  const config = context.config.log as LogConfig
  const found = await Promise.all(options.events.map((path) => readEvent(resolve(context.cwd, path))))
  await using keys = new KeyRing(context)
  const { writer } = (await keys.log()) as ConfiguredLog
  const log = new ConfiguredLog({ ...config, onFailure: 'error' }, writer)
  await log.assertReady()
  const key = await keys.open('attestation', null)
  const events = new EventLog(config, key, log, options.identity ?? identityHere(context))
  const wanted = await Promise.all(found.map((one) => placeOf(one, events.info.publicKey, log)))
  const erased: EraseReport['erased'][number][] = []
  for (const { path, entry } of wanted) {
    const subject = { name: `entry ${entry.index} of ${config.origin}`, digest: { sha256: entry.entry } }
    const { by, reason } = options
    const event = await events.record(
      { kind: 'erasure', subjects: [subject], assertedBy: by ?? null, reason: reason ?? null, erased: entry },
      context.signal,
    )
    await removeEvent(path)
    erased.push({ ...entry, path, event })
  }
  return { version: 1, origin: config.origin, erased }
}

interface FoundEvent {
  readonly record: LogRecord
  readonly bundle: KeyBundle
}

async function readEvent(path: string): Promise<FoundEvent> {
  const record = await readRecord(path)
  const { bundle } = record
  const event = eventOf(record)
  if (!event || bundle.kind !== 'key') throw new AttestError('EVENT_MALFORMED', `${path} holds no event`)
  if (event.kind !== 'erasure') return { record, bundle }
  throw new EngineError('EVENT_NOT_ERASABLE', `${path} is an erasure: it explains an entry that nothing else explains`)
}

/** The entry of an event that our attestation key has signed. */
async function placeOf(
  { record: { path, statement, proofs }, bundle }: FoundEvent,
  publicKey: Uint8Array,
  log: ConfiguredLog,
): Promise<{ readonly path: string; readonly entry: ErasedEntry }> {
  verifyKeyBundle(bundle, [publicKey], statement?.subjects[0]?.digest ?? {})
  const place = await log.find(bundle, publicKey)
  const proof = proofs.find((one) => equalBytes(one.logId, logId(log.writer.key)))
  if (place && proof) return { path, entry: { index: place.index, entry: entryDigest(proof.entry) } }
  throw new EngineError('LOG_ENTRY_NOT_FOUND', `${path} has no proof that its entry is in ${log.origin}`, {
    howToFix: 'Log what is queued (`chancery log flush`), or give it the proof: `chancery log prove --bundle FILE`.',
  })
}
