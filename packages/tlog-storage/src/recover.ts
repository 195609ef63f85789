import { equalBytes } from '@chancery/core'
import {
  Appender,
  type NoteKey,
  type OpenedCheckpoint,
  openCheckpoint,
  proveConsistency,
  TlogError,
  type TreeHead,
} from '@chancery/tlog'
import { TlogStorageError, type TlogStorageErrorCode } from './errors.ts'
import { CHECKPOINT_PATH, type LogStore } from './log-store.ts'
import { parseState } from './state.ts'

/** A log as it was found: what is written next goes on from here. */
export interface Found {
  readonly appender: Appender
  /** The note, where it is of the state; null where the state is ahead of it and has to be signed. */
  readonly checkpoint: Uint8Array | null
}

/**
 * Compares the state, the tiles and the checkpoint.
 * @param keys of the log: one of them has signed the checkpoint
 * @throws TlogStorageError LOG_NOT_FOUND, LOG_STATE_MALFORMED, LOG_ORIGIN_MISMATCH, LOG_KEY_MISMATCH, LOG_ROLLED_BACK, LOG_DAMAGED
 */
export async function findLog(store: LogStore, origin: string, keys: readonly NoteKey[]): Promise<Found> {
  // In this order: where others write meanwhile the state is never behind the checkpoint.
  const checkpoint = await store.read(CHECKPOINT_PATH)
  const state = await store.readState()
  if (state === null) {
    if (checkpoint === null) throw new TlogStorageError('LOG_NOT_FOUND', `there is no log in ${store.name}`)
    throw new TlogStorageError('LOG_ROLLED_BACK', `there is a checkpoint in ${store.name}, and no state`)
  }
  const head = parseState(state)
  if (head.origin !== origin) {
    throw new TlogStorageError('LOG_ORIGIN_MISMATCH', `the log is ${head.origin}, not ${origin}`)
  }
  const appender = await understood(() => Appender.open(store, head))
  if (checkpoint === null) return { appender, checkpoint }
  const signed = await understood(async () => openCheckpoint(checkpoint, { origin, keys }))
  await compare(store, signed, head)
  return { appender, checkpoint: signed.size === head.size ? checkpoint : null }
}

async function compare(store: LogStore, signed: OpenedCheckpoint, head: TreeHead): Promise<void> {
  if (signed.size > head.size) {
    throw new TlogStorageError('LOG_ROLLED_BACK', `a checkpoint of ${signed.size} entries, and a state of ${head.size}`)
  }
  if (signed.size === head.size && !equalBytes(signed.root, head.root)) {
    throw new TlogStorageError('LOG_DAMAGED', `the checkpoint of ${head.size} entries is of other ones`)
  }
  await understood(() => proveConsistency(store, signed, head))
}

const MEANING: Readonly<Record<string, TlogStorageErrorCode>> = {
  CHECKPOINT_ORIGIN_MISMATCH: 'LOG_ORIGIN_MISMATCH',
  NOTE_KEY_UNTRUSTED: 'LOG_KEY_MISMATCH',
}

/** What is wrong with a part, said of the log. */
async function understood<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof TlogError)) throw error
    throw new TlogStorageError(MEANING[error.code] ?? 'LOG_DAMAGED', error.message, { cause: error })
  }
}
