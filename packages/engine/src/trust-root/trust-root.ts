import { basename, resolve } from 'node:path'
import { AttestError } from '@chancery/attest'
import {
  encodeSigningConfig,
  encodeTrustedRoot,
  entriesOf,
  entryId,
  parseTrustedRoot,
  rootOf,
  type TrustedEntry,
  type TrustedRoot,
  validityOf,
  withValidity,
} from '@chancery/attest/trust'
import { readBytes, writeFileDurable } from '@chancery/files'
import { exists } from '../config.ts'
import { type Context, openContext } from '../context.ts'
import { EngineError } from '../errors.ts'
import { KeyRing } from '../key-ring.ts'
import { openActs } from '../log/events/acts.ts'
import { sha256Hex, subjectOf } from '../log/events/subjects.ts'
import type { TrustInitOptions, TrustRotateOptions, TrustShowOptions } from './options.ts'
import { readEntries } from './read-entries.ts'
import { type TrustReport, trustReport } from './report.ts'

const MAX_BYTES = 16 * 1024 * 1024
const DAY = 86_400_000
/** Of an id, so many digits at least. */
const MIN_PREFIX = 8

/** Makes a trusted root, and records it first where there is a log. @throws EngineError, AttestError TRUSTED_ROOT_EXISTS and TRUSTED_ROOT_INVALID; then nothing is written */
export async function initTrust(options: TrustInitOptions): Promise<TrustReport> {
  const context = await openContext(options)
  const { cwd } = context
  const path = resolve(cwd, options.out)
  if (await exists(path)) throw new AttestError('TRUSTED_ROOT_EXISTS', `${path} exists`, { details: { path } })
  const now = thisSecond()
  const entries = await readEntries(cwd, options, { ...options, now })
  if (entries.length === 0) throw nothingNamed()
  assertDistinct(entries)
  return await write(context, options.out, rootOf(entries), { ...options, now, before: null })
}

/** Adds entries, and lets others end. @throws EngineError, AttestError; then nothing is written */
export async function rotateTrust(options: TrustRotateOptions): Promise<TrustReport> {
  const { retire, overlapDays } = options
  const context = await openContext(options)
  const { cwd } = context
  const now = thisSecond()
  const from = options.from ?? now
  const before = await readBytes(resolve(cwd, options.path), MAX_BYTES)
  const there = entriesOf(parseTrustedRoot(before))
  const added = await readEntries(cwd, options, { ...options, from, now })
  if (added.length === 0 && retire.length === 0) throw nothingNamed()
  const retired = new Set([...retire.map((id) => named(there, id)), ...successors(there, added, retire)])
  const end = new Date(from.getTime() + overlapDays * DAY)
  const entries = [...there.map((entry) => (retired.has(entry) ? ended(entry, end) : entry)), ...added]
  assertDistinct(entries)
  return await write(context, options.path, rootOf(entries), { ...options, now, before })
}

export async function showTrust({ cwd = process.cwd(), path, at }: TrustShowOptions): Promise<TrustReport> {
  return trustReport(path, parseTrustedRoot(await readBytes(resolve(cwd, path), MAX_BYTES)), { at: at ?? new Date() })
}

interface Writing {
  readonly signingConfig: string | null
  readonly now: Date
  /** The file as it is; null where there is none. */
  readonly before: Uint8Array | null
}

async function write(
  context: Context,
  name: string,
  root: TrustedRoot,
  { signingConfig, now, before }: Writing,
): Promise<TrustReport> {
  const { cwd } = context
  const bytes = encodeTrustedRoot(root)
  // What was written is what verifiers read: it is read once more, by the rules that hold for them.
  const written = parseTrustedRoot(bytes)
  const config = signingConfig === null ? null : { name: signingConfig, bytes: encodeSigningConfig(written) }
  await using keys = new KeyRing(context)
  const event = await (await openActs(context, keys)).record({
    kind: before === null ? 'trust-root-made' : 'trust-root-rotated',
    subjects: [{ name, bytes }, ...(config ? [config] : [])].map((file) => subjectOf(basename(file.name), file.bytes)),
    details: before === null ? {} : { before: sha256Hex(before) },
  })
  await writeFileDurable(resolve(cwd, name), bytes)
  if (config) await writeFileDurable(resolve(cwd, config.name), config.bytes)
  return { ...trustReport(name, written, { at: now, signingConfig }), ...(event && { event }) }
}

/** Timestamps are of whole seconds: one of this second must not be from before. */
function thisSecond(): Date {
  return new Date(Math.floor(Date.now() / 1000) * 1000)
}

/** The entry that an id, or its beginning, means. @throws EngineError OPTION_INVALID */
function named(entries: readonly TrustedEntry[], id: string): TrustedEntry {
  const wanted = id.toLowerCase()
  const found = wanted.length < MIN_PREFIX ? [] : entries.filter((entry) => entryId(entry).startsWith(wanted))
  const [one, ...others] = found
  if (one && others.length === 0) return one
  throw new EngineError('OPTION_INVALID', `--retire ${id}: names ${found.length} entries, not one`, {
    howToFix: 'Give the id that `chancery trust show` prints, eight digits of it at least.',
  })
}

/** Whom the new ones take over from: the only one of the kind that has no end. @throws EngineError OPTION_INVALID where there are several */
function successors(
  there: readonly TrustedEntry[],
  added: readonly TrustedEntry[],
  retire: readonly string[],
): readonly TrustedEntry[] {
  if (retire.length > 0) return []
  return [...new Set(added.map(({ kind }) => kind))].flatMap((kind) => {
    const open = there.filter((entry) => entry.kind === kind && validityOf(entry).end === null)
    if (open.length < 2) return open
    const ids = open.map((entry) => entryId(entry).slice(0, 12))
    throw new EngineError('OPTION_INVALID', `there are ${open.length} of kind ${kind}: which one ends?`, {
      howToFix: `Say it with --retire: ${ids.join(' or ')}.`,
    })
  })
}

/** Never later than it would have ended. @throws AttestError TRUSTED_ROOT_INVALID */
function ended(entry: TrustedEntry, end: Date): TrustedEntry {
  const { start, end: before } = validityOf(entry)
  if (start !== null && end < start) {
    throw new AttestError(
      'TRUSTED_ROOT_INVALID',
      `${entryId(entry)} would end before it begins (${start.toISOString()})`,
    )
  }
  return withValidity(entry, { start, end: before !== null && before < end ? before : end })
}

/** Of two with one id, verifiers know the window of one. @throws AttestError TRUSTED_ROOT_INVALID */
function assertDistinct(entries: readonly TrustedEntry[]): void {
  const names = entries.map((entry) => `${entry.kind} ${entryId(entry)}`)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw new AttestError('TRUSTED_ROOT_INVALID', `${twice} stands there twice`)
}

function nothingNamed(): EngineError {
  return new EngineError(
    'OPTION_INVALID',
    'nobody is named: one of --certificate-authority, --timestamp-authority, --tlog and --ctlog',
  )
}
