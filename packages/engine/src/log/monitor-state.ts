import { isJsonObject, utf8 } from '@chancery/core'
import { FilesError, readText, writeFileDurable } from '@chancery/files'
import { EngineError } from '../errors.ts'

/** A signature under a key that is watched, of which no record is known. */
export interface UnknownEntry {
  readonly index: number
  /** SHA-256 of the entry, hex. */
  readonly entry: string
  /** SHA-256 of what was signed, hex. */
  readonly digest: string
  /** Base64. */
  readonly signature: string
  /** Fingerprint; null where the entry names nobody who can be read. */
  readonly key: string | null
}

/** What a monitor keeps between two looks. */
export interface MonitorState {
  /** The newest checkpoint that was right: the signed note. */
  readonly checkpoint: string
  /** Raised each time until they are known, or accepted. */
  readonly unknown: readonly UnknownEntry[]
  /** Indexes of entries that somebody has explained. */
  readonly accepted: readonly number[]
}

/** @returns null where there is no file: a first look @throws EngineError LOG_MONITOR_STATE_INVALID; FilesError */
export async function readMonitorState(path: string): Promise<MonitorState | null> {
  let text: string
  try {
    text = await readText(path)
  } catch (error) {
    if (error instanceof FilesError && error.code === 'FILE_NOT_FOUND') return null
    throw error
  }
  const state = parseState(text)
  if (state) return state
  throw new EngineError('LOG_MONITOR_STATE_INVALID', `${path} is no state of a monitor`, { details: { path } })
}

function parseState(text: string): MonitorState | null {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return null
  }
  if (!isJsonObject(json) || json.version !== 1) return null
  const { checkpoint, unknown, accepted } = json
  const isWhole =
    typeof checkpoint === 'string' &&
    Array.isArray(unknown) &&
    unknown.every(isUnknownEntry) &&
    Array.isArray(accepted) &&
    accepted.every(Number.isSafeInteger)
  return isWhole ? { checkpoint, unknown, accepted: accepted as number[] } : null
}

function isUnknownEntry(value: unknown): value is UnknownEntry {
  if (!isJsonObject(value)) return false
  const { index, entry, digest, signature, key } = value
  return (
    Number.isSafeInteger(index) &&
    typeof entry === 'string' &&
    typeof digest === 'string' &&
    typeof signature === 'string' &&
    (key === null || typeof key === 'string')
  )
}

/** @throws FilesError */
export function writeMonitorState(path: string, state: MonitorState): Promise<void> {
  return writeFileDurable(path, utf8(`${JSON.stringify({ version: 1, ...state }, null, 2)}\n`))
}
