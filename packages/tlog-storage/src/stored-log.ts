import { ChanceryError, equalBytes } from '@chancery/core'
import {
  Appender,
  encodeCheckpoint,
  type NoteKey,
  type NoteSigner,
  type OpenedCheckpoint,
  openCheckpoint,
  signNote,
  type TileReader,
  type TreeHead,
} from '@chancery/tlog'
import { type Batch, Batches } from './batches.ts'
import { TlogStorageError } from './errors.ts'
import type { LogStore } from './log-store.ts'
import { findLog } from './recover.ts'
import { encodeState } from './state.ts'

export interface StoredLogOptions {
  readonly origin: string
  /** Each signs every checkpoint. */
  readonly signers: readonly NoteSigner[]
  /** Keys that the log had before: its checkpoint may still be theirs. */
  readonly formerKeys?: readonly NoteKey[]
  /**
   * Puts the lines of witnesses under a checkpoint, before it is published. What it throws, `add` rejects with: whether a checkpoint without them
   * is better than none is for it to say.
   */
  readonly cosign?: (checkpoint: Uint8Array, log: TileReader) => Promise<Uint8Array>
  /** How long the first entry of a batch waits for others, in milliseconds: 50 by default, at most 250. */
  readonly window?: number
}

/** An entry that is in the log, durably, and under a signed checkpoint. */
export interface Added {
  readonly index: number
  /** The tree of the checkpoint. */
  readonly head: TreeHead
  /** The signed note. */
  readonly checkpoint: Uint8Array
}

/** How often a batch is put in front of a store where others were faster each time. */
const MAX_ATTEMPTS = 100

/** A log to be written to. Several at one store, also of several processes, take turns. */
export class StoredLog implements TileReader, AsyncDisposable {
  readonly origin: string
  readonly #store: LogStore
  readonly #signers: readonly NoteSigner[]
  readonly #keys: readonly NoteKey[]
  readonly #cosign: StoredLogOptions['cosign']
  readonly #batches: Batches<Added>
  /** null where the store has to be looked at first. */
  #appender: Appender | null = null
  #checkpoint: Uint8Array = new Uint8Array()

  private constructor(store: LogStore, options: StoredLogOptions) {
    const { origin, signers, formerKeys = [], window = 50, cosign } = options
    if (signers.length === 0) throw new TypeError('a log has a signer')
    this.origin = origin
    this.#store = store
    this.#signers = signers
    this.#keys = [...signers.map(({ key }) => key), ...formerKeys]
    this.#cosign = cosign
    this.#batches = new Batches(window, (batch) => this.#sequence(batch))
  }

  /**
   * A new log, with a checkpoint of no entries.
   * @param store is disposed of with the log, and at once where there will be none
   * @throws TlogStorageError LOG_EXISTS, and as {@link StoredLog.open}
   */
  static create(store: LogStore, options: StoredLogOptions): Promise<StoredLog> {
    return orDispose(store, async () => {
      const log = new StoredLog(store, options)
      await using _ = await store.lock()
      const isFirst = (await store.prepare()) && (await log.#commit(Appender.empty(), null, [])) !== null
      if (isFirst) return log
      throw new TlogStorageError('LOG_EXISTS', `there is a log in ${store.name}, or what is left of one`)
    })
  }

  /**
   * A log that is there: what a killed process left behind is finished or taken away.
   * @param store as {@link StoredLog.create} has it
   * @throws TlogStorageError LOG_NOT_FOUND, LOG_DAMAGED, LOG_ROLLED_BACK, LOG_ORIGIN_MISMATCH, LOG_KEY_MISMATCH, LOG_STATE_MALFORMED, LOG_BUSY,
   * LOG_SIGNING_FAILED; FilesError; what the store throws
   */
  static open(store: LogStore, options: StoredLogOptions): Promise<StoredLog> {
    return orDispose(store, async () => {
      const log = new StoredLog(store, options)
      // Looked at before a lock is put where there may be no log.
      if ((await store.readState()) === null) await findLog(store, log.origin, log.#keys)
      await using _ = await store.lock()
      await store.recover()
      await log.#find()
      return log
    })
  }

  /** The newest checkpoint that this writer knows; others may have written since. */
  get checkpoint(): Uint8Array {
    return this.#checkpoint
  }

  read(path: string): Promise<Uint8Array | null> {
    return this.#store.read(path)
  }

  /**
   * Resolves once the entry is durable and a checkpoint over it is signed and durable. Where it rejects, the entry may be in the log all the same.
   * @param signal takes back an entry that no batch has taken up yet
   * @throws TlogError ENTRY_TOO_LARGE; TlogStorageError as {@link StoredLog.open}, LOG_CLOSED; FilesError DISK_FULL and its like; CoreError ABORTED;
   * whatever the signer throws
   */
  add(entry: Uint8Array, signal?: AbortSignal): Promise<Added> {
    return this.#batches.add(entry, signal)
  }

  /** Waits for what was added. */
  async close(): Promise<void> {
    await this.#batches.close()
    await this.#store[Symbol.asyncDispose]()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #sequence(batch: Batch<Added>): Promise<void> {
    try {
      await using _ = await this.#store.lock()
      const entries = batch.take()
      if (entries.length === 0) return
      const { first, head, checkpoint } = await this.#append(entries)
      batch.resolve(entries.map((_, at) => ({ index: first + at, head, checkpoint })))
    } catch (error) {
      // Whatever stands in the store now, memory may not.
      this.#appender = null
      throw error
    }
  }

  async #append(entries: readonly Uint8Array[]): Promise<Committed & { readonly first: number }> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const appender = await this.#current()
      const first = appender.head.size
      const committed = await this.#commit(appender, this.#stateAt(appender.head), entries)
      if (committed) return { first, ...committed }
      this.#appender = null
    }
    throw new TlogStorageError('LOG_BUSY', `others were faster ${MAX_ATTEMPTS} times`, {
      details: { log: this.#store.name },
    })
  }

  /** What the state says decides: another process may have written since. */
  async #current(): Promise<Appender> {
    const own = this.#appender
    if (own) {
      const state = await this.#store.readState()
      if (state && equalBytes(state, this.#stateAt(own.head))) return own
    }
    return this.#find()
  }

  async #find(): Promise<Appender> {
    const { appender, checkpoint } = await findLog(this.#store, this.origin, this.#keys)
    this.#appender = appender
    if (checkpoint === null) await this.#sign(appender.head)
    else this.#checkpoint = checkpoint
    return appender
  }

  #stateAt(head: TreeHead): Uint8Array {
    return encodeState({ origin: this.origin, ...head })
  }

  /**
   * In this order, each durable before the next: entries and state, the checkpoint.
   * @param previous the state that this goes on from; null: there is none
   * @returns null where another writer was faster
   */
  async #commit(
    appender: Appender,
    previous: Uint8Array | null,
    entries: readonly Uint8Array[],
  ): Promise<Committed | null> {
    const { head, files, filled } = appender.append(entries)
    // What was appended to in memory alone is no log.
    this.#appender = null
    if (!(await this.#store.advance(previous, this.#stateAt(head), files))) return null
    this.#appender = appender
    const checkpoint = await this.#sign(head).catch((error) => this.#newer(head, error))
    await this.#store.dropPartials(filled).catch(() => {})
    return checkpoint
  }

  async #sign(head: TreeHead): Promise<Committed> {
    const text = encodeCheckpoint({ origin: this.origin, ...head })
    const signed = await signNote(text, this.#signers).catch((cause) => {
      if (cause instanceof ChanceryError) throw cause
      throw new TlogStorageError('LOG_SIGNING_FAILED', `no signature over ${head.size} entries`, { cause })
    })
    const checkpoint = this.#cosign ? await this.#cosign(signed, this) : signed
    if (this.#opened(checkpoint).note.text !== text) throw new TypeError('cosign gave back another checkpoint')
    await this.#store.publishCheckpoint(checkpoint, (shown) => this.#opened(shown).size < head.size)
    this.#checkpoint = checkpoint
    return { head, checkpoint }
  }

  /** Where another writer has gone on meanwhile, witnesses may have seen more than they are shown here: its checkpoint has these entries as well. */
  async #newer({ size }: TreeHead, error: unknown): Promise<Committed> {
    const { appender, checkpoint } = await findLog(this.#store, this.origin, this.#keys)
    const { head } = appender
    if (checkpoint === null || head.size <= size) throw error
    this.#appender = appender
    this.#checkpoint = checkpoint
    return { head, checkpoint }
  }

  #opened(checkpoint: Uint8Array): OpenedCheckpoint {
    return openCheckpoint(checkpoint, { origin: this.origin, keys: this.#keys })
  }
}

type Committed = Omit<Added, 'index'>

async function orDispose(store: LogStore, work: () => Promise<StoredLog>): Promise<StoredLog> {
  try {
    return await work()
  } catch (error) {
    await store[Symbol.asyncDispose]()
    throw error
  }
}
