import type { LogReceipt } from '@chancery/attest'
import type { SigningKey } from '@chancery/core'
import { encodeLogEntry, logId, type NoteKey, type NoteSigner, noteSigner, proveInclusion } from '@chancery/tlog'
import { StoredLog, type StoredLogOptions } from '@chancery/tlog-storage'
import { EngineError } from '../errors.ts'
import type { Cosigning } from './cosigning.ts'
import type { OwnLogConfig } from './log-reader.ts'
import { openLogStore } from './log-stores.ts'
import type { LogWriter } from './log-writer.ts'

/** How long an entry waits for others, in milliseconds: those of files that are signed side by side share a checkpoint. */
const WINDOW = 10

/** A log of our own, opened when it is first asked for. */
export class OwnLog implements LogWriter {
  readonly #config: OwnLogConfig
  readonly #signers: readonly NoteSigner[]
  #log: Promise<StoredLog> | null = null
  #witnesses: Cosigning | null = null

  readonly key: NoteKey

  /**
   * @param key signs checkpoints
   * @param others sign them as well
   * @throws TlogError NOTE_KEY_UNSUITABLE
   */
  constructor(config: OwnLogConfig, key: SigningKey, others: readonly SigningKey[] = []) {
    const signer = noteSigner(config.origin, key)
    this.key = signer.key
    this.#config = config
    this.#signers = [signer, ...others.map((other) => noteSigner(config.origin, other))]
  }

  /** @returns where it is kept, for people @throws TlogStorageError LOG_EXISTS; FilesError */
  async create(): Promise<string> {
    const options = await this.#options()
    const store = await openLogStore(this.#config.store)
    const log = await StoredLog.create(store, options)
    await log.close()
    return store.name
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

  #open(): Promise<StoredLog> {
    if (this.#log) return this.#log
    const opening = this.#opened()
    this.#log = opening
    // A log that was away may be back when the next entry comes.
    opening.catch(() => {
      if (this.#log === opening) this.#log = null
    })
    return opening
  }

  async #opened(): Promise<StoredLog> {
    const options = await this.#options()
    return StoredLog.open(await openLogStore(this.#config.store), options)
  }

  async #options(): Promise<StoredLogOptions> {
    const { origin, policy, formerKeys, ca } = this.#config
    const options = { origin, signers: this.#signers, formerKeys: await readFormer(formerKeys), window: WINDOW }
    if (policy === null) return options
    const { cosigning } = await import('./cosigning.ts')
    this.#witnesses ??= await cosigning(
      policy,
      this.#signers.map(({ key }) => key),
      ca,
    )
    return { ...options, cosign: this.#witnesses.cosign }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const log = await this.#log?.catch(() => null)
    await log?.close()
    this.#witnesses?.[Symbol.dispose]()
  }
}

/** Few logs have some: what reads them is loaded then. @throws EngineError LOG_KEY_INVALID */
async function readFormer(paths: readonly string[]): Promise<readonly NoteKey[]> {
  if (paths.length === 0) return []
  const { readLogKeys } = await import('./log-keys.ts')
  const keys = await Promise.all(paths.map(readLogKeys))
  const without = keys.findIndex((found) => found.length === 0)
  if (without < 0) return keys.flat()
  const path = paths[without] as string
  throw new EngineError('LOG_KEY_INVALID', `${path} holds no verifier key of a log`, { details: { path } })
}
