import { equalBytes, toHex } from '@chancery/core'
import {
  logId,
  type OpenedCheckpoint,
  parseHashedRekord,
  type TileReader,
  TlogError,
  verifyLogEntry,
} from '@chancery/tlog'
import type { Context } from '../context.ts'
import { EngineError } from '../errors.ts'
import { type Erasure, erasureIn } from './events/erasures.ts'
import { findEntries, readEntry } from './find-entries.ts'
import type { LogTrust } from './log-keys.ts'
import { glanceAt, type SignatureId, signatureId, signerOf } from './logged-signature.ts'
import type { View } from './monitor-views.ts'
import { readRecords } from './records.ts'

/** Records that are kept where the log is not: what was signed by intent, and what the log has said about it. */
export interface KnownRecords {
  readonly ids: ReadonlySet<SignatureId>
  readonly promises: readonly Promised[]
  /** What the log says, by events that it has, to be gone on purpose. */
  readonly erasures: readonly Erasure[]
}

/** A place that the log has signed for a record's entry. */
export interface Promised {
  /** Path. */
  readonly record: string
  readonly id: SignatureId
  readonly index: number
  /** Of the proof. */
  readonly checkpoint: OpenedCheckpoint
  readonly note: Uint8Array
}

/** A proof that does not hold is nobody's word, and none of the log's. @throws AttestError; FilesError */
export async function readKnown(context: Context, places: readonly string[], trust: LogTrust): Promise<KnownRecords> {
  const ids = new Set<SignatureId>()
  const promises: Promised[] = []
  const erasures: Erasure[] = []
  for await (const record of readRecords(context, places)) {
    const { path, id, proofs } = record
    ids.add(id)
    for (const one of proofs) {
      const keys = trust.keys.filter((key) => equalBytes(logId(key), one.logId))
      const [key] = keys
      if (!key) continue
      try {
        const entry = parseHashedRekord(one.entry)
        if (!entry || signatureId(entry.digest, entry.signature) !== id) continue
        const checkpoint = verifyLogEntry(one, entry, { origin: key.name, keys })
        promises.push({ record: path, id, index: one.proof.index, checkpoint, note: one.checkpoint })
        const erasure = erasureIn(record, one.proof.index, () => signerOf(entry))
        if (erasure) erasures.push(erasure)
      } catch (error) {
        if (!(error instanceof TlogError)) throw error
      }
    }
  }
  return { ids, promises: promises.sort((a, b) => a.index - b.index), erasures }
}

export interface Broken {
  readonly error: EngineError
  readonly view: View
}

/** Promises that the log does not keep: entries that are gone, or in another place. @throws TlogError */
export async function brokenPromises(
  reader: TileReader,
  checkpoint: OpenedCheckpoint,
  promises: readonly Promised[],
  signal: AbortSignal | undefined,
): Promise<readonly Broken[]> {
  const displaced: Promised[] = []
  const bundles = remembering(reader)
  for (const one of promises) {
    if (one.checkpoint.origin !== checkpoint.origin || one.index >= checkpoint.size) {
      if (one.checkpoint.origin === checkpoint.origin) displaced.push(one)
      continue
    }
    const entry = await readEntry(bundles, checkpoint, one.index, signal)
    if (glanceAt(entry)?.id !== one.id) displaced.push(one)
  }
  if (displaced.length === 0) return []
  const wanted = new Set(displaced.map(({ id }) => id))
  const found = await findEntries(reader, checkpoint, (_, entry) => wanted.has(glanceAt(entry)?.id ?? ''), { signal })
  const places = new Map(found.map(({ index, bytes }) => [glanceAt(bytes)?.id ?? '', index]))
  return displaced.map((one) => ({ error: accuse(one, places.get(one.id), checkpoint), view: viewOf(one) }))
}

/** Promises come in the order of the log, many in one bundle. */
function remembering(reader: TileReader): TileReader {
  let last: { readonly path: string; readonly bytes: Promise<Uint8Array | null> } | null = null
  return {
    read(path, signal) {
      if (last?.path !== path) last = { path, bytes: reader.read(path, signal) }
      return last.bytes
    },
  }
}

function viewOf({ record, checkpoint, note }: Promised): View {
  return { by: record, checkpoint, note, reader: null }
}

function accuse(
  { record, index, checkpoint: { size } }: Promised,
  now: number | undefined,
  shown: OpenedCheckpoint,
): EngineError {
  const promised = `${record} proves that its entry was at ${index} of ${size}`
  const details = { record, index, size, now: now ?? null, shown: shown.size, root: toHex(shown.root) }
  return now === undefined
    ? new EngineError('LOG_ENTRY_DROPPED', `${promised}, and it is not among ${shown.size}`, { details })
    : new EngineError('LOG_ENTRY_MOVED', `${promised}, and it is at ${now}`, { details })
}
