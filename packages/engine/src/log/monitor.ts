import { resolve } from 'node:path'
import { keyFingerprint } from '@chancery/attest'
import { parsePem, parsePublicKey } from '@chancery/codec'
import { ChanceryError, utf8 } from '@chancery/core'
import { readText } from '@chancery/files'
import { verifyLog } from '@chancery/tlog'
import { type CommonOptions, type Context, openContext } from '../context.ts'
import { EngineError } from '../errors.ts'
import { type Failure, failureOf, type Outcome } from '../report.ts'
import { assertContinues } from './continuity.ts'
import { erasureOf } from './events/erasures.ts'
import { ownEvents } from './events/own-events.ts'
import { entryDigest } from './find-entries.ts'
import { logHttp } from './http-client.ts'
import { brokenPromises, readKnown } from './known-records.ts'
import { type LogTrust, type LogTrustOptions, readLogTrust } from './log-keys.ts'
import { openLogSource, readAuthorities } from './log-source.ts'
import { glanceAt, Signers } from './logged-signature.ts'
import { type MonitorState, readMonitorState, type UnknownEntry, writeMonitorState } from './monitor-state.ts'
import { assertSameLog, keepEvidence, readSeen, readWitness, type View, viewOf, viewOfLog } from './monitor-views.ts'
import { keyNames } from './search-log.ts'
import { headOf, type LogHead, type LogProgress, withProgress } from './verify-whole-log.ts'

export interface MonitorOptions extends CommonOptions, LogTrustOptions {
  /** Folder or URL; by default the folder of the configuration's log. */
  readonly log?: string | undefined
  readonly logCa?: readonly string[] | undefined
  /** Path of what is kept between two looks. */
  readonly state: string
  /** Whose signatures are watched: fingerprints, SHA-256 of public keys in hex, paths of PEM. Empty, with `known`: everybody's. */
  readonly keys: readonly string[]
  /** Bundles, and folders of bundles: signatures that were made by intent. */
  readonly known: readonly string[]
  /** Folders and URLs of copies of the log. */
  readonly mirrors: readonly string[]
  /** Prefixes of witnesses. */
  readonly witnesses: readonly string[]
  /** Checkpoints that others were shown: paths and URLs. */
  readonly seen: readonly string[]
  /** Indexes of unknown entries that are explained. */
  readonly accept: readonly number[]
  /** All entries, also those that were looked at before. */
  readonly full: boolean
  readonly onProgress?: ((progress: LogProgress) => void) | undefined
}

export interface MonitorReport extends LogHead {
  readonly version: 1
  readonly origin: string
  readonly log: string
  /** What was seen last; null the first time. */
  readonly since: LogHead | null
  readonly unknown: readonly UnknownEntry[]
  /** New entries of which nobody can say any more what they were about, as others say: by which entry. */
  readonly erased: readonly { readonly index: number; readonly by: number }[]
  readonly alarms: readonly Failure[]
  /** Paths of signed checkpoints that contradict each other. */
  readonly evidence: readonly string[]
}

/**
 * Looks at a log: that it continues what was seen before and is what others see, that it is whole, that it keeps what it has promised, and whose
 * signatures are new. What is wrong is in the report; the state goes on only where the log is right.
 * @throws EngineError OPTION_INVALID, LOG_MONITOR_STATE_INVALID, LOG_UNAVAILABLE; TlogError, TlogStorageError, FilesError where the log shows nothing
 */
export async function monitorLog(options: MonitorOptions): Promise<Outcome<MonitorReport>> {
  const context = await openContext(options)
  const { signal } = context
  if (options.keys.length > 0 && options.known.length === 0) {
    throw new EngineError('OPTION_INVALID', '--known is missing: nothing says which signatures of the key are known')
  }
  const trust = await readLogTrust(context, options)
  const path = resolve(context.cwd, options.state)
  const state = await readMonitorState(path)
  const known = await readKnown(context, [...options.known, ...(await ownEvents(context))], trust)
  const isWatched = await watch(context, options)
  await using source = await openLogSource(context, options.log, options.logCa)
  using http = logHttp(await readAuthorities(context, options.logCa))
  const log = await viewOfLog(source, trust, signal)
  const { checkpoint } = log
  const before = state && stateView(state, path, trust, checkpoint.origin)
  const look = new Look(log)
  if (before) await look.compare(before, () => assertContinues(source, before, log, signal))
  const others = await otherViews(context, options, trust, checkpoint.origin, http, look)
  try {
    for (const other of others.views) {
      await look.compare(other, () => assertSameLog(log, other, () => viewOfLog(source, trust, signal), signal))
    }
  } finally {
    await others.close()
  }
  const fresh: UnknownEntry[] = []
  const signers = new Signers()
  const visit = (index: number, entry: Uint8Array): void => {
    const one = glanceAt(entry)
    if (!one || known.ids.has(one.id)) return
    const signer = signers.of(one, entry)
    if (!isWatched(signer)) return
    fresh.push({
      index,
      entry: entryDigest(entry),
      digest: one.digest,
      signature: one.signature,
      key: signer && keyFingerprint(signer),
    })
  }
  const from = options.full ? 0 : (before?.checkpoint.size ?? 0)
  await look.examine(async () => {
    await verifyLog(withProgress(source, checkpoint.size, options.onProgress), checkpoint, { from, visit, signal })
    for (const { error, view } of await brokenPromises(source, checkpoint, known.promises, signal))
      look.raise(error, view)
  })
  const accepted = [...new Set([...(state?.accepted ?? []), ...options.accept])]
  const unexplained = [
    ...(state?.unknown ?? []).filter(({ digest, signature }) => !known.ids.has(`${digest} ${signature}`)),
    ...fresh,
  ]
    .filter(({ index }, at, all) => !accepted.includes(index) && all.findIndex((one) => one.index === index) === at)
    .sort((a, b) => a.index - b.index)
  const erased = unexplained.flatMap((one) => {
    const erasure = erasureOf(known.erasures, one)
    return erasure ? [{ index: one.index, by: erasure.by }] : []
  })
  const unknown = unexplained.filter(({ index }) => !erased.some((one) => one.index === index))
  if (look.isRight) {
    await writeMonitorState(path, { checkpoint: new TextDecoder().decode(log.note), unknown, accepted })
  }
  for (const one of unknown.slice(0, MAX_TOLD)) look.raise(unknownEntry(one), null)
  const evidence = look.evidence.length === 0 ? [] : await keepEvidence(`${path}.evidence`, [log, ...look.evidence])
  const report: MonitorReport = {
    version: 1,
    origin: checkpoint.origin,
    log: source.name,
    ...headOf(checkpoint),
    since: before && headOf(before.checkpoint),
    unknown,
    erased,
    alarms: look.alarms,
    evidence,
  }
  return { report, exitCode: look.exitCode }
}

/** Alarms; the report lists all of the entries. */
const MAX_TOLD = 100

function unknownEntry({ index, key, digest }: UnknownEntry): EngineError {
  const message = `entry ${index} is a signature by ${key ?? 'a key that cannot be read'} over sha256:${digest}, and no record of it is known`
  return new EngineError('LOG_ENTRY_UNKNOWN', message, { details: { index, digest, key } })
}

/** What one look finds out. */
class Look {
  readonly alarms: Failure[] = []
  readonly evidence: View[] = []
  /** Nothing speaks against the log itself; who signed what is not its business. */
  isRight = true
  exitCode = 0
  readonly #log: View

  constructor(log: View) {
    this.#log = log
  }

  compare(other: View, work: () => Promise<void>): Promise<void> {
    return this.examine(work, other)
  }

  async examine(work: () => Promise<void>, other: View | null = null): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof ChanceryError) || error.code === 'ABORTED') throw error
      this.raise(error, other)
    }
  }

  raise(error: ChanceryError, view: View | null): void {
    const isAway = error.family === 'environment'
    this.alarms.push(failureOf(error, null))
    if (view !== null && view !== this.#log && !isAway) this.evidence.push(view)
    if (!isAway && error.code !== 'LOG_ENTRY_UNKNOWN') this.isRight = false
    if (this.exitCode !== 1) this.exitCode = isAway ? 3 : 1
  }
}

function stateView({ checkpoint }: MonitorState, path: string, trust: LogTrust, origin: string): View {
  let view: View
  try {
    view = viewOf(`the state in ${path}`, utf8(checkpoint), trust, null)
  } catch (cause) {
    if (!(cause instanceof ChanceryError)) throw cause
    throw new EngineError('LOG_MONITOR_STATE_INVALID', `${path}: ${cause.message}`, { cause, details: { path } })
  }
  if (view.checkpoint.origin === origin) return view
  const message = `${path} is of ${view.checkpoint.origin}, and the log is ${origin}`
  throw new EngineError('LOG_MONITOR_STATE_INVALID', message, { details: { path, origin } })
}

/** Who is away is told of, and the others are compared. */
async function otherViews(
  context: Context,
  { mirrors, witnesses, seen, logCa }: MonitorOptions,
  trust: LogTrust,
  origin: string,
  http: ReturnType<typeof logHttp>,
  look: Look,
): Promise<{ readonly views: readonly View[]; close(): Promise<void> }> {
  const views: View[] = []
  const sources: AsyncDisposable[] = []
  for (const mirror of mirrors) {
    await look.examine(async () => {
      const source = await openLogSource(context, mirror, logCa)
      sources.push(source)
      views.push(await viewOfLog(source, trust, context.signal))
    })
  }
  for (const place of seen) {
    await look.examine(async () => {
      views.push(viewOf(place, await readSeen(context, place, http), trust, null))
    })
  }
  for (const prefix of witnesses) {
    await look.examine(async () => {
      views.push(viewOf(`the witness at ${prefix}`, await readWitness(context, prefix, origin, http), trust, null))
    })
  }
  return {
    views,
    async close() {
      for (const source of sources) await source[Symbol.asyncDispose]()
    },
  }
}

/** @param options without keys and known records nobody is watched */
async function watch(
  { cwd }: Context,
  { keys, known }: MonitorOptions,
): Promise<(signer: Uint8Array | null) => boolean> {
  if (keys.length === 0) return () => known.length > 0
  const names = new Set((await Promise.all(keys.map((key) => namesOf(key, cwd)))).flat())
  // Who cannot be read may be anybody.
  return (signer) => signer === null || keyNames(signer).some((name) => names.has(name))
}

async function namesOf(key: string, cwd: string): Promise<readonly string[]> {
  if (/^SHA256:[A-Za-z0-9+/]{43}$/.test(key)) return [key]
  const hex = key.replaceAll(':', '').toLowerCase()
  if (/^[0-9a-f]{64}$/.test(hex)) return [hex]
  const blocks = parsePem(await readText(resolve(cwd, key)))
  const spkis = blocks.filter(({ label }) => label === 'PUBLIC KEY').map(({ bytes }) => parsePublicKey(bytes).spki)
  if (spkis.length > 0) return spkis.flatMap(keyNames)
  throw new EngineError('OPTION_INVALID', `--signer-key ${key}: holds no public key`)
}
