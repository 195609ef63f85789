import { join, resolve } from 'node:path'
import { equalBytes, utf8 } from '@chancery/core'
import { parseCheckpoint, parseNote, TlogError } from '@chancery/tlog'
import { folderStore, type LogStore } from '@chancery/tlog-storage'
import { type CommonOptions, openContext, withModule } from '../context.ts'
import { EngineError } from '../errors.ts'
import { assertContinues } from './continuity.ts'
import { type LogTrust, type LogTrustOptions, readLogTrust } from './log-keys.ts'
import { type LogSource, openLogSource } from './log-source.ts'
import { damaged, MirrorCopy } from './mirror-copy.ts'
import { type MirrorCosignature, type MirrorSigning, openMirrorSigning } from './mirror-cosigning.ts'
import { keepEvidence, type View, viewOfLog } from './monitor-views.ts'
import { headOf, type LogHead, type LogProgress } from './verify-whole-log.ts'

export interface MirrorOptions extends CommonOptions, LogTrustOptions {
  /** Folder or URL; by default where the configuration's log is kept. */
  readonly log?: string | undefined
  /** Paths of authorities for HTTPS, PEM. */
  readonly logCa?: readonly string[] | undefined
  /** Folder of the copy. */
  readonly dir: string
  /** Cosigns what the mirror has: a key of the configuration, or a pkcs11: URI, Ed25519. With `name`, or neither. */
  readonly key?: string | undefined
  readonly module?: string | undefined
  /** What policies call the mirror, like `mirror.example.com/m1`. */
  readonly name?: string | undefined
  readonly onProgress?: ((progress: LogProgress) => void) | undefined
}

export interface MirrorReport extends LogHead {
  readonly version: 1
  readonly origin: string
  /** Path or URL. */
  readonly log: string
  readonly dir: string
  /** What it showed before; null: nothing. */
  readonly since: LogHead | null
  /** Entries that are new in it. */
  readonly copied: number
  /** The mirror's own; null where it does not cosign. */
  readonly cosignature: MirrorCosignature | null
  readonly seconds: number
}

/**
 * Brings a copy of a log up to date. Nothing becomes visible that is not proved by a checkpoint of the log, and no checkpoint whose entries are not there durably.
 * Several at one folder take turns.
 * @throws EngineError OPTION_INVALID, TRUST_NOT_GIVEN, TRUST_INVALID, LOG_UNAVAILABLE, LOG_FORKED, LOG_REWOUND (with evidence kept), MIRROR_FOLDER_FOREIGN,
 * MIRROR_DAMAGED; TlogError; TlogStorageError LOG_NOT_FOUND, LOG_BUSY; FilesError; HsmError; CoreError ABORTED
 */
export async function mirrorLog(options: MirrorOptions): Promise<MirrorReport> {
  const began = performance.now()
  const context = withModule(await openContext(options), options.module)
  const { signal } = context
  const dir = resolve(context.cwd, options.dir)
  const trust = await readLogTrust(context, options)
  await using signing = await openMirrorSigning(context, options)
  await using source = await openLogSource(context, options.log, options.logCa)
  // Before a folder is made for a log that is none.
  await viewOfLog(source, trust, signal)
  await using store = folderStore(dir)
  const { onProgress } = options
  const mirrored = await mirrorInto(store, source, trust, signing, {
    evidence: join(dir, OWN_EVIDENCE),
    signal,
    onProgress,
  })
  return { version: 1, log: source.name, dir, ...mirrored, seconds: Math.round(performance.now() - began) / 1000 }
}

const OWN_EVIDENCE = '.chancery/evidence'

export interface MirroringOptions {
  /** Folder for checkpoints that contradict each other. */
  readonly evidence: string
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: LogProgress) => void) | undefined
}

/** As {@link mirrorLog}, wherever the copy is kept. */
export async function mirrorInto(
  store: LogStore,
  source: LogSource,
  trust: LogTrust,
  signing: MirrorSigning,
  { evidence, signal, onProgress }: MirroringOptions,
): Promise<Omit<MirrorReport, 'version' | 'log' | 'dir' | 'seconds'>> {
  await using _ = await store.lock()
  // What it shows now: the other mirror that had its turn may have seen more than we did.
  const shown = await viewOfLog(source, trust, signal)
  const { checkpoint } = shown
  const copy = await MirrorCopy.open(store, checkpoint.origin, shown.note)
  await assertSameHistory(source, pendingView(copy, store.name, shown), shown, evidence, signal)
  const held = await readHeld(store, copy)
  const before = copy.size
  await copy.copy(source, checkpoint, shown.note, signal, onProgress)
  const { note, cosignature } = await signing.cosign(shown.note, held?.note ?? null)
  if (held === null || !equalBytes(held.note, note)) await store.publishCheckpoint(note, () => true)
  return {
    origin: checkpoint.origin,
    ...headOf(checkpoint),
    since: held && headOf(held.checkpoint),
    copied: copy.size - before,
    cosignature,
  }
}

/** What the mirror has set out for: that counts as seen, also where it was killed on the way. */
function pendingView({ pending }: MirrorCopy, name: string, { checkpoint }: View): View {
  return {
    by: `the mirror in ${name}`,
    checkpoint: { ...checkpoint, ...pending.checkpoint },
    note: utf8(pending.note),
    reader: null,
  }
}

/** @throws EngineError LOG_FORKED, LOG_REWOUND, with both checkpoints kept */
async function assertSameHistory(
  source: LogSource,
  seen: View,
  shown: View,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await assertContinues(source, seen, shown, signal)
  } catch (error) {
    if (!(error instanceof EngineError) || error.family !== 'untrusted') throw error
    const evidence = await keepEvidence(folder, [seen, shown])
    const { code, message, details } = error
    throw new EngineError(code, `${message}; both checkpoints are kept in ${folder}`, {
      cause: error,
      details: { ...details, evidence },
    })
  }
}

/** What the mirror shows. @throws EngineError MIRROR_DAMAGED where that is more than it knows of: its memory is gone */
async function readHeld(
  store: LogStore,
  copy: MirrorCopy,
): Promise<{ readonly note: Uint8Array; readonly checkpoint: ReturnType<typeof parseCheckpoint> } | null> {
  const note = await store.read('checkpoint')
  if (note === null) return null
  try {
    const checkpoint = parseCheckpoint(parseNote(note).text)
    if (checkpoint.size <= copy.size) return { note, checkpoint }
  } catch (cause) {
    if (cause instanceof TlogError) throw damaged(store, cause)
    throw cause
  }
  throw damaged(store, new Error('its checkpoint has more entries than its state'))
}
