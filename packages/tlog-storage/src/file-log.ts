import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ChanceryError, CoreError } from '@chancery/core'
import { lockFolder } from '@chancery/files'
import {
  Appender,
  assertEntry,
  encodeCheckpoint,
  type NoteKey,
  type NoteSigner,
  openCheckpoint,
  signNote,
  type TileReader,
  type TreeHead,
} from '@chancery/tlog'
import { TlogStorageError } from './errors.ts'
import { type LogFileSystem, nodeFileSystem } from './file-system.ts'
import { OWN, publish, sweep } from './publish.ts'
import { CHECKPOINT_PATH, findLog } from './recover.ts'
import { encodeState, STATE_PATH } from './state.ts'

export interface FileLogOptions {
  readonly dir: string
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
  /** How long another process may hold the log, in milliseconds: 30 seconds by default. */
  readonly patience?: number
}

/** An entry that is in the log, durably, and under a signed checkpoint. */
export interface Added {
  readonly index: number
  /** The tree of the checkpoint. */
  readonly head: TreeHead
  /** The signed note. */
  readonly checkpoint: Uint8Array
}

/** Where a log lives: a folder, or a simulation of one. */
export interface LogHome {
  readonly system: LogFileSystem
  /** Disposed, others may write. */
  lock(): Promise<AsyncDisposable>
}

interface Waiting {
  readonly entry: Uint8Array
  resolve(added: Added): void
  reject(error: unknown): void
}

const MAX_WINDOW = 250
/** Entries; a batch that is full waits no longer. */
const MAX_BATCH = 4096
/** Bytes. */
const MAX_BATCH_BYTES = 16 * 1024 * 1024

/** A log in a folder, to be written to. Several at one folder, also of several processes, take turns. */
export class FileLog implements TileReader, AsyncDisposable {
  readonly origin: string
  readonly #home: LogHome
  readonly #signers: readonly NoteSigner[]
  readonly #keys: readonly NoteKey[]
  readonly #window: number
  readonly #cosign: FileLogOptions['cosign']
  #waiting: Waiting[] = []
  #bytes = 0
  /** Ends the wait for more entries. */
  #hurry: AbortController | null = null
  #running: Promise<void> | null = null
  #closed = false
  /** null where the files have to be looked at first. */
  #appender: Appender | null = null
  #checkpoint: Uint8Array = new Uint8Array()

  private constructor(home: LogHome, options: Omit<FileLogOptions, 'dir'>) {
    const { origin, signers, formerKeys = [], window = 50, cosign } = options
    if (signers.length === 0) throw new TypeError('a log has a signer')
    if (!(window >= 0 && window <= MAX_WINDOW)) throw new TypeError(`a window has 0 to ${MAX_WINDOW} milliseconds`)
    this.origin = origin
    this.#home = home
    this.#signers = signers
    this.#keys = [...signers.map(({ key }) => key), ...formerKeys]
    this.#window = window
    this.#cosign = cosign
  }

  /** A new log, with a checkpoint of no entries. @throws TlogStorageError LOG_EXISTS, and as {@link FileLog.open} */
  static create(options: FileLogOptions): Promise<FileLog> {
    return FileLog.createAt(folderHome(options), options)
  }

  /**
   * A log that is there: what a killed process left behind is finished or taken away.
   * @throws TlogStorageError LOG_NOT_FOUND, LOG_DAMAGED, LOG_ROLLED_BACK, LOG_ORIGIN_MISMATCH, LOG_KEY_MISMATCH, LOG_STATE_MALFORMED, LOG_BUSY,
   * LOG_SIGNING_FAILED; FilesError
   */
  static open(options: FileLogOptions): Promise<FileLog> {
    return FileLog.openAt(folderHome(options), options)
  }

  static async createAt(home: LogHome, options: Omit<FileLogOptions, 'dir'>): Promise<FileLog> {
    const log = new FileLog(home, options)
    await using _ = await home.lock()
    const { system } = home
    const [state, checkpoint] = await Promise.all([system.read(STATE_PATH), system.read(CHECKPOINT_PATH)])
    // Tiles alone are what is left of a log: another one of its name would be a fork.
    if (state !== null || checkpoint !== null || (await system.list('tile')).length > 0) {
      throw new TlogStorageError('LOG_EXISTS', `there is a log in ${system.name}, or what is left of one`)
    }
    if (await system.makeFolder(OWN)) await system.syncFolder('')
    await log.#commit(Appender.empty(), [])
    return log
  }

  static async openAt(home: LogHome, options: Omit<FileLogOptions, 'dir'>): Promise<FileLog> {
    const log = new FileLog(home, options)
    // Looked at before a lock is put into a folder that may be none.
    if ((await home.system.read(STATE_PATH)) === null) await findLog(home.system, log.origin, log.#keys)
    await using _ = await home.lock()
    await sweep(home.system)
    await log.#find()
    return log
  }

  /** The newest checkpoint that this writer knows; others may have written since. */
  get checkpoint(): Uint8Array {
    return this.#checkpoint
  }

  read(path: string): Promise<Uint8Array | null> {
    return this.#home.system.read(path)
  }

  /**
   * Resolves once the entry is durable and a checkpoint over it is signed and durable. Where it rejects, the entry may be in the log all the same.
   * @param signal takes back an entry that no batch has taken up yet
   * @throws TlogError ENTRY_TOO_LARGE; TlogStorageError as {@link FileLog.open}, LOG_CLOSED; FilesError DISK_FULL and its like; CoreError ABORTED;
   * whatever the signer throws
   */
  add(entry: Uint8Array, signal?: AbortSignal): Promise<Added> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw new TlogStorageError('LOG_CLOSED', 'the log is closed')
      if (signal?.aborted) throw new CoreError('ABORTED', 'aborted before the entry was added')
      assertEntry(entry)
      const takeBack = (): void => this.#takeBack(waiting)
      const settled = (): void => signal?.removeEventListener('abort', takeBack)
      const waiting: Waiting = {
        entry: Uint8Array.from(entry),
        resolve(added) {
          settled()
          resolve(added)
        },
        reject(error) {
          settled()
          reject(error)
        },
      }
      this.#waiting.push(waiting)
      this.#bytes += entry.length
      signal?.addEventListener('abort', takeBack)
      if (this.#isFull()) this.#hurry?.abort()
      this.#running ??= this.#run()
    })
  }

  /** Waits for what was added. */
  async close(): Promise<void> {
    this.#closed = true
    this.#hurry?.abort()
    await this.#running
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #takeBack(waiting: Waiting): void {
    const at = this.#waiting.indexOf(waiting)
    if (at < 0) return
    this.#waiting.splice(at, 1)
    this.#bytes -= waiting.entry.length
    waiting.reject(new CoreError('ABORTED', 'aborted before the entry was added'))
  }

  #isFull(): boolean {
    return this.#waiting.length >= MAX_BATCH || this.#bytes >= MAX_BATCH_BYTES
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      if (!this.#isFull() && !this.#closed) {
        this.#hurry = new AbortController()
        await sleep(this.#window, undefined, { signal: this.#hurry.signal }).catch(() => {})
      }
      await this.#sequence()
    }
    this.#running = null
  }

  async #sequence(): Promise<void> {
    let batch: readonly Waiting[] = []
    try {
      await using _ = await this.#home.lock()
      batch = this.#take()
      const appender = await this.#current()
      const first = appender.head.size
      const { head, checkpoint } = await this.#commit(
        appender,
        batch.map(({ entry }) => entry),
      )
      for (const [at, { resolve }] of batch.entries()) resolve({ index: first + at, head, checkpoint })
    } catch (error) {
      // Whatever stands in the files now, memory may not.
      this.#appender = null
      if (batch.length === 0) batch = this.#take()
      for (const { reject } of batch) reject(error)
    }
  }

  #take(): readonly Waiting[] {
    let bytes = 0
    const count = this.#waiting.findIndex(({ entry }, at) => {
      bytes += entry.length
      return at === MAX_BATCH || (at > 0 && bytes > MAX_BATCH_BYTES)
    })
    const batch = this.#waiting.splice(0, count < 0 ? this.#waiting.length : count)
    for (const { entry } of batch) this.#bytes -= entry.length
    return batch
  }

  /** What the state says decides: another process may have written since. */
  async #current(): Promise<Appender> {
    const state = await this.#home.system.read(STATE_PATH)
    const own = this.#appender
    if (own && state && Buffer.compare(state, encodeState({ origin: this.origin, ...own.head })) === 0) return own
    return this.#find()
  }

  async #find(): Promise<Appender> {
    const { appender, checkpoint } = await findLog(this.#home.system, this.origin, this.#keys)
    this.#appender = appender
    if (checkpoint === null) await this.#sign(appender.head)
    else this.#checkpoint = checkpoint
    return appender
  }

  /** In this order, each durable before the next: tiles and bundles, the state, the checkpoint. */
  async #commit(appender: Appender, entries: readonly Uint8Array[]): Promise<Omit<Added, 'index'>> {
    const { system } = this.#home
    const { head, files, filled } = appender.append(entries)
    await publish(system, files)
    await publish(system, [{ path: STATE_PATH, bytes: encodeState({ origin: this.origin, ...head }) }])
    const checkpoint = await this.#sign(head)
    // What stays for now is superfluous, and harms nobody.
    for (const path of filled) await system.removeFolder(`${path}.p`).catch(() => {})
    this.#appender = appender
    return { head, checkpoint }
  }

  async #sign(head: TreeHead): Promise<Uint8Array> {
    const text = encodeCheckpoint({ origin: this.origin, ...head })
    const signed = await signNote(text, this.#signers).catch((cause) => {
      if (cause instanceof ChanceryError) throw cause
      throw new TlogStorageError('LOG_SIGNING_FAILED', `no signature over ${head.size} entries`, { cause })
    })
    const bytes = this.#cosign ? await this.#cosign(signed, this) : signed
    if (openCheckpoint(bytes, { origin: this.origin, keys: this.#keys }).note.text !== text) {
      throw new TypeError('cosign gave back another checkpoint')
    }
    await publish(this.#home.system, [{ path: CHECKPOINT_PATH, bytes }])
    this.#checkpoint = bytes
    return bytes
  }
}

function folderHome({ dir, patience = 30_000 }: FileLogOptions): LogHome {
  return {
    system: nodeFileSystem(dir),
    async lock() {
      const deadline = Date.now() + patience
      for (let pause = 2; ; pause = Math.min(2 * pause, 50)) {
        const locking = await lockFolder(join(dir, OWN))
        if (locking.kind === 'locked') return locking.lock
        if (Date.now() > deadline) {
          const holder = locking.holder ? `process ${locking.holder.pid} on ${locking.holder.host}` : 'another process'
          throw new TlogStorageError('LOG_BUSY', `${holder} writes to the log`, { details: { dir } })
        }
        await sleep(pause)
      }
    },
  }
}
