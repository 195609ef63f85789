import type { LogReceipt } from '@chancery/attest'
import type { SigningKey } from '@chancery/core'
import { encodeLogEntry, logId, type NoteKey, type NoteSigner, noteSigner, proveInclusion } from '@chancery/tlog'
import { FileLog, type FileLogOptions } from '@chancery/tlog-storage'
import type { Cosigning } from './cosigning.ts'
import type { FolderLogConfig } from './log-reader.ts'
import type { LogWriter } from './log-writer.ts'

/** How long an entry waits for others, in milliseconds: those of files that are signed side by side share a checkpoint. */
const WINDOW = 10

/** A log in a folder, opened when it is first asked for. */
export class FolderLog implements LogWriter {
  readonly #config: FolderLogConfig
  readonly #signer: NoteSigner
  #log: Promise<FileLog> | null = null
  #witnesses: Cosigning | null = null

  /** @param key signs checkpoints @throws TlogError NOTE_KEY_UNSUITABLE */
  constructor(config: FolderLogConfig, key: SigningKey) {
    this.#config = config
    this.#signer = noteSigner(config.origin, key)
  }

  get key(): NoteKey {
    return this.#signer.key
  }

  /** @throws TlogStorageError LOG_EXISTS; FilesError */
  async create(): Promise<void> {
    const log = await FileLog.create(await this.#options())
    await log.close()
  }

  async assertReady(): Promise<void> {
    await this.#open()
  }

  async add(entry: Uint8Array, signal?: AbortSignal): Promise<LogReceipt> {
    const log = await this.#open()
    const { index, head, checkpoint } = await log.add(entry, signal)
    const { proof } = await proveInclusion(log, head, index, signal)
    return { index, entry: encodeLogEntry({ logId: logId(this.key), proof, root: head.root, checkpoint, entry }) }
  }

  #open(): Promise<FileLog> {
    if (this.#log) return this.#log
    const opening = this.#options().then((options) => FileLog.open(options))
    this.#log = opening
    // A log that was away may be back when the next entry comes.
    opening.catch(() => {
      if (this.#log === opening) this.#log = null
    })
    return opening
  }

  async #options(): Promise<FileLogOptions> {
    const { dir, origin, policy } = this.#config
    const options = { dir, origin, signers: [this.#signer], window: WINDOW }
    if (policy === null) return options
    const { cosigning } = await import('./cosigning.ts')
    this.#witnesses ??= await cosigning(policy, this.key)
    return { ...options, cosign: this.#witnesses.cosign }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const log = await this.#log?.catch(() => null)
    await log?.close()
    this.#witnesses?.[Symbol.dispose]()
  }
}
