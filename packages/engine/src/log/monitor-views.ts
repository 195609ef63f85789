import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { utf8 } from '@chancery/core'
import { readBytes, writeFileDurable } from '@chancery/files'
import { compareCheckpoints, type OpenedCheckpoint, type TileReader } from '@chancery/tlog'
import type { Context } from '../context.ts'
import { EngineError } from '../errors.ts'
import { assertContinues, forked, rewound, type Sighting } from './continuity.ts'
import { firstDifference } from './difference.ts'
import { type LogHttp, logUrl } from './http-client.ts'
import type { LogTrust } from './log-keys.ts'
import { isUrl, type LogSource, readCheckpoint } from './log-source.ts'
import { originDigest } from './witness-state.ts'

/** A checkpoint with what it was read from, so that it can be kept. */
export interface View extends Sighting {
  readonly checkpoint: OpenedCheckpoint
  readonly note: Uint8Array
  /** null: only the checkpoint is known. */
  readonly reader: TileReader | null
}

export function viewOf(by: string, note: Uint8Array, trust: LogTrust, reader: TileReader | null): View {
  return { by, checkpoint: trust.open(note), note, reader }
}

export async function viewOfLog(source: LogSource, trust: LogTrust, signal?: AbortSignal): Promise<View> {
  return viewOf(source.name, await readCheckpoint(source, signal), trust, source)
}

const LIMITS = { maxBytes: 1_000_000, timeoutMs: 10_000 }

/** What somebody else was shown: in a file, or at a URL. @throws FilesError; EngineError LOG_UNAVAILABLE, OPTION_INVALID */
export async function readSeen({ cwd, signal }: Context, place: string, http: LogHttp): Promise<Uint8Array> {
  if (!isUrl(place)) return readBytes(resolve(cwd, place))
  const url = logUrl(place, '--seen')
  url.pathname = url.pathname.replace(/\/$/, '')
  return getNote(http, url, signal)
}

/** What a witness cosigned last. @throws EngineError LOG_UNAVAILABLE, OPTION_INVALID */
export function readWitness({ signal }: Context, prefix: string, origin: string, http: LogHttp): Promise<Uint8Array> {
  return getNote(http, new URL(`${originDigest(origin)}/checkpoint`, logUrl(prefix, '--witness')), signal)
}

async function getNote(http: LogHttp, url: URL, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const { status, body } = await http.get(url, LIMITS, signal)
  if (status === 200) return body
  throw new EngineError('LOG_UNAVAILABLE', `${url.origin}${url.pathname}: answers ${status}`)
}

/**
 * That two parties were shown one log.
 * @param again what the log shows now, where the other has seen more: it may have grown meanwhile
 * @throws EngineError LOG_FORKED, LOG_REWOUND; TlogError
 */
export async function assertSameLog(
  log: View,
  other: View,
  again: () => Promise<View>,
  signal?: AbortSignal,
): Promise<void> {
  const shown = other.checkpoint.size > log.checkpoint.size ? await again() : log
  const { reader } = shown
  if (other.checkpoint.size <= shown.checkpoint.size) {
    try {
      return await assertContinues(reader as TileReader, other, shown, signal)
    } catch (error) {
      if (!(error instanceof EngineError) || error.code !== 'LOG_FORKED' || other.reader === null) throw error
      throw forked(other, shown, await firstDifference(other, shown))
    }
  }
  if (other.reader !== null) {
    const { kind } = await compareCheckpoints(other.reader, shown.checkpoint, other.checkpoint, signal)
    if (kind === 'fork') throw forked(other, shown, await firstDifference(other, shown))
  }
  throw rewound(other, shown)
}

/** Two signed checkpoints that cannot both be of one log, for whoever has to decide. @returns paths */
export async function keepEvidence(folder: string, views: readonly View[]): Promise<readonly string[]> {
  const paths: string[] = []
  for (const { note, checkpoint, by } of views) {
    const name = createHash('sha256').update(note).digest('hex').slice(0, 16)
    const path = `${folder}/${checkpoint.size}-${name}.checkpoint`
    if (paths.includes(path)) continue
    await writeFileDurable(path, note)
    await writeFileDurable(`${path}.from`, utf8(`${by}\n`))
    paths.push(path)
  }
  return paths
}
