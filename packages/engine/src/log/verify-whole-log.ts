import { resolve } from 'node:path'
import { toBase64 } from '@chancery/core'
import { readBytes, writeFileDurable } from '@chancery/files'
import { type OpenedCheckpoint, TILE_WIDTH, type TileReader, verifyLog } from '@chancery/tlog'
import { type CommonOptions, openContext } from '../context.ts'
import { assertContinues } from './continuity.ts'
import { type LogTrustOptions, readLogTrust } from './log-keys.ts'
import { openLogSource, readCheckpoint } from './log-source.ts'

export interface VerifyLogOptions extends CommonOptions, LogTrustOptions {
  /** Folder or URL; by default the folder of the configuration's log. */
  readonly log?: string | undefined
  /** Paths of authorities for HTTPS, PEM. */
  readonly logCa?: readonly string[] | undefined
  /** Path of a checkpoint that the log must continue. */
  readonly since?: string | undefined
  /** Path for the verified checkpoint. */
  readonly out?: string | undefined
  readonly onProgress?: ((progress: LogProgress) => void) | undefined
}

/** Entries. */
export interface LogProgress {
  readonly finished: number
  readonly total: number
}

export interface LogHead {
  readonly size: number
  /** Base64, as checkpoints have it. */
  readonly root: string
}

export interface VerifyLogReport extends LogHead {
  readonly version: 1
  readonly origin: string
  /** Path or URL. */
  readonly log: string
  /** By witnesses of the policy. */
  readonly cosignatures: readonly Cosignature[]
  /** What it was shown to continue. */
  readonly since: LogHead | null
  readonly seconds: number
}

export interface Cosignature {
  readonly name: string
  /** RFC 3339; null where the line does not say. */
  readonly time: string | null
}

/**
 * A whole log: every entry, every tile, the checkpoint, and that it continues an earlier one.
 * @throws EngineError LOG_UNAVAILABLE, LOG_FORKED, LOG_REWOUND, TRUST_NOT_GIVEN, TRUST_INVALID; TlogStorageError LOG_NOT_FOUND; TlogError; FilesError
 */
export async function verifyWholeLog(options: VerifyLogOptions): Promise<VerifyLogReport> {
  const began = performance.now()
  const context = await openContext(options)
  const { cwd, signal } = context
  const trust = await readLogTrust(context, options)
  await using source = await openLogSource(context, options.log, options.logCa)
  const bytes = await readCheckpoint(source, signal)
  const checkpoint = trust.open(bytes)
  const since = options.since === undefined ? null : trust.open(await readBytes(resolve(cwd, options.since)))
  if (since) {
    const seen = { by: options.since as string, checkpoint: since }
    await assertContinues(source, seen, { by: source.name, checkpoint }, signal)
  }
  await verifyLog(withProgress(source, checkpoint.size, options.onProgress), checkpoint, { signal })
  if (options.out !== undefined) await writeFileDurable(resolve(cwd, options.out), bytes)
  return {
    version: 1,
    origin: checkpoint.origin,
    log: source.name,
    ...headOf(checkpoint),
    cosignatures: cosignaturesOf(checkpoint),
    since: since && headOf(since),
    seconds: Math.round(performance.now() - began) / 1000,
  }
}

export function headOf({ size, root }: Pick<OpenedCheckpoint, 'size' | 'root'>): LogHead {
  return { size, root: toBase64(root) }
}

function cosignaturesOf({ cosignatures }: OpenedCheckpoint): readonly Cosignature[] {
  return cosignatures.map(({ name, time }) => ({
    name,
    time: time === null ? null : new Date(time * 1000).toISOString(),
  }))
}

/** Tells by the bundles that were asked for: a call for each entry would be felt. */
export function withProgress(
  reader: TileReader,
  total: number,
  onProgress: ((progress: LogProgress) => void) | undefined,
): TileReader {
  if (!onProgress) return reader
  let bundles = 0
  return {
    read(path, signal) {
      if (path.startsWith('tile/entries/')) onProgress({ finished: Math.min(total, ++bundles * TILE_WIDTH), total })
      return reader.read(path, signal)
    },
  }
}
