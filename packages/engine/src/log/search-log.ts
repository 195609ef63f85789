import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { keyFingerprint, verifyKeyBundle } from '@chancery/attest'
import type { EventKind } from '@chancery/attest/events'
import { ChanceryError, toHex, wholeDigest } from '@chancery/core'
import { openFileSource } from '@chancery/files'
import { exists } from '../config.ts'
import { type CommonOptions, type Context, openContext } from '../context.ts'
import { EngineError } from '../errors.ts'
import { ownEvents } from './events/own-events.ts'
import { entryDigest, findEntries } from './find-entries.ts'
import { type LogTrustOptions, readLogTrust } from './log-keys.ts'
import { openLogSource, readCheckpoint } from './log-source.ts'
import { glanceAt, type LoggedSignature, type SignatureId, Signers } from './logged-signature.ts'
import { eventOf, type LogRecord, readRecords } from './records.ts'
import type { LogProgress } from './verify-whole-log.ts'

/** All that are given must hold; of several of one kind one. */
export interface LogQuery {
  /** SHA-256, hex: of an artifact, of what was signed, or of the entry. */
  readonly digests: readonly string[]
  /** Fingerprints, as reports have them, or SHA-256 of the SubjectPublicKeyInfo, hex. */
  readonly keys: readonly string[]
  /** Of the CI job. */
  readonly repositories: readonly string[]
  /** What happened beside signatures. */
  readonly events: readonly EventKind[]
  readonly since: Bound | null
  readonly until: Bound | null
}

/** Inclusive. An index is of the log; a time is that of a record. */
export type Bound = { readonly kind: 'index'; readonly index: number } | { readonly kind: 'time'; readonly time: Date }

export interface SearchLogOptions extends CommonOptions, LogTrustOptions {
  readonly log?: string | undefined
  readonly logCa?: readonly string[] | undefined
  /** Artifacts: entries about any of them; the records beside them are read. */
  readonly files: readonly string[]
  /** Bundles, and folders of bundles: what says which artifacts and jobs entries are about. */
  readonly records: readonly string[]
  readonly query: LogQuery
  readonly onProgress?: ((progress: LogProgress) => void) | undefined
}

export interface SearchReport {
  readonly version: 1
  readonly origin: string
  readonly log: string
  readonly size: number
  readonly entries: readonly SearchEntry[]
}

export interface SearchEntry {
  readonly index: number
  /** SHA-256 of the entry, hex. */
  readonly entry: string
  /** SHA-256 of what was signed, hex; null for entries that are no signatures. */
  readonly digest: string | null
  /** Fingerprint. */
  readonly key: string | null
  /** What it is about; null where no record is at hand. */
  readonly record: {
    readonly path: string
    readonly subjects: readonly { readonly name: string; readonly sha256: string | null }[]
    readonly predicateType: string | null
    /** What happened; only of an event. */
    readonly event?: EventKind
    readonly repository: string | null
    /** RFC 3339. */
    readonly time: string | null
  } | null
}

/**
 * Entries, found in a log that is verified on the way. An entry has the digest of what was signed, which for a statement is none of the artifact's:
 * which artifact it is about, its record says, and that the record is the entry's, the digest and the signature say.
 * @throws EngineError OPTION_INVALID, LOG_ENTRY_NOT_FOUND; as verifyWholeLog
 */
export async function searchLog(options: SearchLogOptions): Promise<SearchReport> {
  const context = await openContext(options)
  const { signal } = context
  const query = await withFiles(context, options)
  const trust = await readLogTrust(context, options)
  const records = await recordsById(context, options)
  await using source = await openLogSource(context, options.log, options.logCa)
  const checkpoint = trust.open(await readCheckpoint(source, signal))
  const signers = new Signers()
  const isWanted = (index: number, entry: Uint8Array): boolean => {
    const one = glanceAt(entry)
    return matches(query, { index, entry, one, record: one && (records.get(one.id) ?? null), signers })
  }
  const found = await findEntries(source, checkpoint, isWanted, { ...options, signal })
  if (found.length === 0) {
    const message = `none of the ${checkpoint.size} entries of ${checkpoint.origin} is meant`
    throw new EngineError('LOG_ENTRY_NOT_FOUND', `${message}; ${records.size} records were at hand`)
  }
  const entries = found.map(({ index, bytes }) => entryOf(index, bytes, signers, records))
  return { version: 1, origin: checkpoint.origin, log: source.name, size: checkpoint.size, entries }
}

async function withFiles({ cwd }: Context, { files, query }: SearchLogOptions): Promise<LogQuery> {
  const digests = await Promise.all(files.map((file) => sha256Of(resolve(cwd, file))))
  const whole = { ...query, digests: [...query.digests, ...digests] }
  const { keys, repositories, events, since, until } = whole
  const given = whole.digests.length + keys.length + repositories.length + events.length
  if (given === 0 && since === null && until === null) {
    throw new EngineError(
      'OPTION_INVALID',
      'nothing says what is looked for: a FILE, --sha256, --signer-key, --repository, --event, --since or --until',
    )
  }
  return whole
}

async function sha256Of(path: string): Promise<string> {
  await using source = await openFileSource(path)
  const [digest] = await source.digest([wholeDigest(source, 'sha256')])
  return toHex(digest as Uint8Array)
}

async function recordsById(context: Context, options: SearchLogOptions): Promise<Map<SignatureId, FoundRecord>> {
  const beside: string[] = []
  for (const file of options.files) {
    for (const kind of ['', '.provenance', '.sbom', '.test-result', '.vsa', '.attestation']) {
      const path = `${resolve(context.cwd, file)}${kind}.sigstore.json`
      if (await exists(path)) beside.push(path)
    }
  }
  const byId = new Map<SignatureId, FoundRecord>()
  const places = [...beside, ...options.records, ...(await ownEvents(context))]
  for await (const record of readRecords(context, places))
    byId.set(record.id, { ...record, event: eventOf(record)?.kind ?? null })
  return byId
}

/** A record, and what happened; null where it tells of no event. */
type FoundRecord = LogRecord & { readonly event: EventKind | null }

interface Candidate {
  readonly index: number
  readonly entry: Uint8Array
  /** null: no signature. */
  readonly one: LoggedSignature | null
  readonly record: FoundRecord | null
  readonly signers: Signers
}

function matches({ digests, keys, repositories, events, since, until }: LogQuery, candidate: Candidate): boolean {
  const { index, entry, one, record, signers } = candidate
  if (!isWithin(since, until, index, record)) return false
  if (digests.length > 0 && !digests.some((digest) => isOf(digest, candidate))) return false
  if (repositories.length > 0 && !repositories.some((url) => url === record?.repository)) return false
  if (events.length > 0 && !events.some((kind) => kind === record?.event)) return false
  if (keys.length === 0) return true
  const signer = one && signers.of(one, entry)
  return signer !== null && keyNames(signer).some((name) => keys.includes(name))
}

function isOf(digest: string, { entry, one, record }: Candidate): boolean {
  return one?.digest === digest || record?.sha256.includes(digest) === true || entryDigest(entry) === digest
}

function isWithin(since: Bound | null, until: Bound | null, index: number, record: LogRecord | null): boolean {
  const at = (bound: Bound): number => (bound.kind === 'index' ? index : (record?.time?.getTime() ?? Number.NaN))
  const limit = (bound: Bound): number => (bound.kind === 'index' ? bound.index : bound.time.getTime())
  // Without a time it is in no span of time: a comparison with NaN is false.
  return (since === null || at(since) >= limit(since)) && (until === null || at(until) <= limit(until))
}

/** As people name a key: as reports do, and by the digest of its SubjectPublicKeyInfo. */
export function keyNames(spki: Uint8Array): readonly string[] {
  return [keyFingerprint(spki), createHash('sha256').update(spki).digest('hex')]
}

function entryOf(
  index: number,
  entry: Uint8Array,
  signers: Signers,
  records: ReadonlyMap<SignatureId, FoundRecord>,
): SearchEntry {
  const one = glanceAt(entry)
  const signer = one && signers.of(one, entry)
  const record = one && signer ? verifiedRecord(records.get(one.id), signer) : null
  return {
    index,
    entry: entryDigest(entry),
    digest: one?.digest ?? null,
    key: signer && keyFingerprint(signer),
    record: record && {
      path: record.path,
      subjects: (record.statement?.subjects ?? []).map(({ name, digest }) => ({ name, sha256: digest.sha256 ?? null })),
      predicateType: record.statement?.predicateType ?? null,
      ...(record.event !== null && { event: record.event }),
      repository: record.repository,
      time: record.time?.toISOString() ?? null,
    },
  }
}

/** What a bare key signed is told only where that key signed it; whom a certificate names, and whether it counts, `verify` says. */
function verifiedRecord(record: FoundRecord | undefined, signer: Uint8Array): FoundRecord | null {
  if (record?.bundle.kind !== 'key') return record ?? null
  try {
    verifyKeyBundle(record.bundle, [signer], record.statement?.subjects[0]?.digest ?? {})
    return record
  } catch (error) {
    if (error instanceof ChanceryError) return null
    throw error
  }
}
