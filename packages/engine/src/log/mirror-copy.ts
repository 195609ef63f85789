import { equalBytes, fromUtf8 } from '@chancery/core'
import {
  Appender,
  type Checkpoint,
  type OpenedCheckpoint,
  parseCheckpoint,
  parseNote,
  readProvedEntries,
  type TileReader,
  TlogError,
} from '@chancery/tlog'
import { type LogStore, TlogStorageError } from '@chancery/tlog-storage'
import { EngineError } from '../errors.ts'
import { beginning, encodeMirrorState, type MirrorState, parseMirrorState } from './mirror-state.ts'
import type { LogProgress } from './verify-whole-log.ts'

/** Entries, and bytes, that become durable at once. */
const MAX_BATCH = 4096
const MAX_BATCH_BYTES = 16 * 1024 * 1024

/** A copy of a log that is being brought up to date, by whoever has the lock of its store. */
export class MirrorCopy {
  readonly #store: LogStore
  #state: MirrorState
  #stored: Uint8Array

  private constructor(store: LogStore, state: MirrorState, stored: Uint8Array) {
    this.#store = store
    this.#state = state
    this.#stored = stored
  }

  /**
   * What an earlier run has left, or a first beginning.
   * @param origin of the log @param note that it shows, where nothing was begun yet
   * @throws EngineError MIRROR_FOLDER_FOREIGN, MIRROR_DAMAGED; FilesError
   */
  static async open(store: LogStore, origin: string, note: Uint8Array): Promise<MirrorCopy> {
    await store.recover()
    const stored = await store.readState()
    if (stored !== null) {
      const state = parseMirrorState(stored, store.name)
      if (state.origin === origin) return new MirrorCopy(store, state, stored)
      throw new EngineError('MIRROR_FOLDER_FOREIGN', `${store.name} is a mirror of ${state.origin}, not of ${origin}`)
    }
    if (!(await store.prepare())) {
      throw new EngineError('MIRROR_FOLDER_FOREIGN', `${store.name} holds files of a log that no mirror has put there`)
    }
    const state = beginning(origin, fromUtf8(note))
    const first = encodeMirrorState(state)
    await store.advance(null, first, [])
    return new MirrorCopy(store, state, first)
  }

  /** Entries that it has durably; a checkpoint over them may not be shown yet. */
  get size(): number {
    return this.#state.size
  }

  /** What it has set out for: of an earlier run, or of this one. */
  get pending(): { readonly note: string; readonly checkpoint: Checkpoint } {
    const { pending } = this.#state
    try {
      return { note: pending, checkpoint: parseCheckpoint(parseNote(Buffer.from(pending)).text) }
    } catch (cause) {
      throw damaged(this.#store, cause)
    }
  }

  /**
   * Copies what is new, proved before it is written; durable on return. Killed in between, it is gone on from there.
   * @param checkpoint continues `pending` @param note its signed note
   * @throws TlogError where the log's files are not those of the checkpoint; EngineError MIRROR_DAMAGED; FilesError DISK_FULL and its like; CoreError ABORTED
   */
  async copy(
    source: TileReader,
    checkpoint: OpenedCheckpoint,
    note: Uint8Array,
    signal: AbortSignal | undefined,
    onProgress: ((progress: LogProgress) => void) | undefined,
  ): Promise<void> {
    const { size: total, root } = checkpoint
    const appender = await this.#edge()
    await this.#advance({ ...this.#state, pending: fromUtf8(note) }, [])
    let batch: Uint8Array[] = []
    let bytes = 0
    const flush = async (): Promise<void> => {
      if (batch.length === 0) return
      const { head, files, filled } = appender.append(batch)
      await this.#advance({ ...this.#state, ...head }, files)
      await this.#store.dropPartials(filled).catch(() => {})
      onProgress?.({ finished: head.size, total })
      batch = []
      bytes = 0
    }
    const from = this.#state.size
    if (from < total) {
      for await (const { first, entries } of readProvedEntries(source, checkpoint, from, signal)) {
        const fresh = entries.slice(Math.max(0, from - first))
        batch.push(...fresh)
        bytes += fresh.reduce((sum, entry) => sum + entry.length, 0)
        if (batch.length >= MAX_BATCH || bytes >= MAX_BATCH_BYTES) await flush()
      }
      await flush()
    }
    if (!equalBytes(appender.root(), root)) {
      throw new TlogError('TILE_MISMATCH', `the ${total} entries do not lead to the root of the checkpoint`)
    }
    // As it stands there now, not as it was meant.
    await this.#edge()
  }

  async #edge(): Promise<Appender> {
    try {
      return await Appender.open(this.#store, this.#state)
    } catch (error) {
      if (error instanceof TlogError) throw damaged(this.#store, error)
      throw error
    }
  }

  async #advance(next: MirrorState, files: Parameters<LogStore['advance']>[2]): Promise<void> {
    const encoded = encodeMirrorState(next)
    if (equalBytes(encoded, this.#stored)) return
    if (!(await this.#store.advance(this.#stored, encoded, files))) {
      throw new TlogStorageError('LOG_BUSY', `another process writes to the mirror in ${this.#store.name}`)
    }
    this.#state = next
    this.#stored = encoded
  }
}

export function damaged({ name }: LogStore, cause: unknown): EngineError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new EngineError('MIRROR_DAMAGED', `the mirror in ${name}: ${why}`, { cause, details: { mirror: name } })
}
