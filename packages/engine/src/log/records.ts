import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import {
  AttestError,
  type Envelope,
  type KeyBundle,
  type MessageBundle,
  type ParsedBundle,
  parseFileBundle,
  preAuthEncoding,
  type Statement,
  statementOf,
} from '@chancery/attest'
import { type Event, parseEvent } from '@chancery/attest/events'
import { type LogEntry, parseLogEntry } from '@chancery/tlog'
import { namingFile, readBundleFile } from '../bundle-file.ts'
import type { Context } from '../context.ts'
import { membersOf } from '../members-of.ts'
import { RECORD_SUFFIX } from '../record-suffix.ts'
import { recordedJob } from '../recorded-job.ts'
import { type SignatureId, signatureId } from './logged-signature.ts'

/** A bundle at hand: what an entry of the log is about, which the entry itself does not say. */
export interface LogRecord {
  readonly path: string
  readonly id: SignatureId
  /** null where a file was signed itself. */
  readonly statement: Statement | null
  /** Of the artifacts that it is about, hex. */
  readonly sha256: readonly string[]
  /** Of the CI job, as a verified identity token said; null where none did. */
  readonly repository: string | null
  /** When, by the clock of who signed; null where the record does not say. */
  readonly time: Date | null
  /** What it brings of logs of Rekor v2. */
  readonly proofs: readonly LogEntry[]
  readonly bundle: ParsedBundle | MessageBundle
}

type Bundle = ParsedBundle | MessageBundle
type Message = MessageBundle['message']

/**
 * Bundles in files, and all `*.sigstore.json` in folders and below.
 * @throws AttestError for those that cannot be read; FilesError
 */
export async function* readRecords({ cwd }: Context, places: readonly string[]): AsyncGenerator<LogRecord> {
  for (const place of places) {
    const path = resolve(cwd, place)
    const isFolder = (await stat(path).catch(() => null))?.isDirectory() === true
    if (!isFolder) yield await readRecord(path)
    else for (const name of await bundlesIn(path)) yield await readRecord(join(path, name))
  }
}

async function bundlesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true })
  return names.filter((name) => name.endsWith(RECORD_SUFFIX)).sort()
}

/** @throws AttestError BUNDLE_MALFORMED and its like, with the path; FilesError */
export async function readRecord(path: string): Promise<LogRecord> {
  const bytes = await readBundleFile(path)
  try {
    return await recordOf(path, parseFileBundle(bytes))
  } catch (error) {
    throw namingFile(path, error)
  }
}

/** What happened, where a record tells of that. @throws AttestError EVENT_MALFORMED, EVENT_KIND_UNKNOWN, with the path */
export function eventOf({ path, statement }: LogRecord): Event | null {
  try {
    return statement && parseEvent(statement)
  } catch (error) {
    throw namingFile(path, error)
  }
}

async function recordOf(path: string, bundle: Bundle): Promise<LogRecord> {
  const { envelope, message } = contentOf(bundle)
  const { digest, signature } = envelope ? signedBy(envelope) : ofMessage(message as Message)
  const statement = envelope && statementIn(envelope)
  const { recordedAt } = membersOf(statement?.predicate)
  const time = new Date(typeof recordedAt === 'string' ? recordedAt : Number.NaN)
  return {
    path,
    id: signatureId(digest, signature),
    statement,
    sha256: statement
      ? statement.subjects.flatMap((subject) => subject.digest.sha256 ?? [])
      : message
        ? [Buffer.from(message.digest.value).toString('hex')]
        : [],
    repository: (await recordedJob(statement))?.entry.repository ?? null,
    time: Number.isNaN(time.getTime()) ? null : time,
    proofs: proofsOf(bundle),
    bundle,
  }
}

function contentOf(bundle: Bundle): { readonly envelope: Envelope | null; readonly message: Message | null } {
  switch (bundle.kind) {
    case 'key':
      return { envelope: bundle.envelope, message: null }
    case 'message':
      return { envelope: null, message: bundle.message }
    case 'certificate':
      return bundle.content.kind === 'envelope'
        ? { envelope: bundle.content.envelope, message: null }
        : { envelope: null, message: bundle.content.message }
  }
}

interface Signed {
  readonly digest: Uint8Array
  readonly signature: Uint8Array
}

function signedBy({ payloadType, payload, signature }: Envelope): Signed {
  return { digest: createHash('sha256').update(preAuthEncoding(payloadType, payload)).digest(), signature }
}

function ofMessage({ digest, signature }: Message): Signed {
  if (digest.name === 'sha256') return { digest: digest.value, signature }
  throw new AttestError('BUNDLE_UNSUPPORTED', `the bundle signs a ${digest.name} digest, and logs have SHA-256`)
}

/** Other payloads are logged as well. */
function statementIn(envelope: Envelope): Statement | null {
  try {
    return statementOf(envelope)
  } catch (error) {
    if (error instanceof AttestError && error.code === 'BUNDLE_UNSUPPORTED') return null
    throw error
  }
}

/** Of entries that are no hashedrekord of Rekor v2 nothing is said here. */
function proofsOf(bundle: Bundle): readonly LogEntry[] {
  const entries = logEntriesOf(bundle)
  return entries.flatMap((entry) => {
    try {
      return [parseLogEntry(entry.whole())]
    } catch {
      return []
    }
  })
}

function logEntriesOf(bundle: Bundle): KeyBundle['logEntries'] {
  if (bundle.kind === 'message') return []
  return bundle.kind === 'key' ? bundle.logEntries : bundle.material.logEntries
}
