import type { KeyBundle, LoggableSignature, LogPlace, LogReceipt, SignatureLog } from '@chancery/attest'
import { parsePublicKey } from '@chancery/codec'
import { ChanceryError, type SigningKey } from '@chancery/core'
import {
  encodeHashedRekord,
  encodeLogEntry,
  encodeNoteKey,
  keyDetailsOf,
  logId,
  type NoteSigner,
  noteSigner,
  proveInclusion,
} from '@chancery/tlog'
import { FileLog, type FileLogOptions } from '@chancery/tlog-files'
import { EngineError } from '../errors.ts'
import type { Cosigning } from './cosigning.ts'
import { enqueue } from './log-queue.ts'
import type { LogConfig } from './log-reader.ts'

/** How long an entry waits for others, in milliseconds: those of files that are signed side by side share a checkpoint. */
const WINDOW = 10

/** The log of a configuration, to be written to. Opened when the first signature comes, and once. */
export class ConfiguredLog implements SignatureLog, AsyncDisposable {
  readonly origin: string
  readonly onFailure: LogConfig['onFailure']
  readonly #config: LogConfig
  readonly #signer: NoteSigner
  #log: Promise<FileLog> | null = null
  #witnesses: Cosigning | null = null

  /** @param key signs checkpoints @throws TlogError NOTE_KEY_UNSUITABLE */
  constructor(config: LogConfig, key: SigningKey) {
    this.origin = config.origin
    this.onFailure = config.onFailure
    this.#config = config
    this.#signer = noteSigner(config.origin, key)
  }

  /** @returns whose signature is under the first checkpoint @throws TlogFilesError LOG_EXISTS; FilesError */
  async create(): Promise<NoteSigner> {
    const log = await FileLog.create(await this.#options())
    await log.close()
    return this.#signer
  }

  /** Before anything is signed. @throws whatever would keep every signature from being logged, or queued */
  async assertReady(): Promise<void> {
    try {
      await this.#open()
    } catch (error) {
      if (!this.#mayQueue(error)) throw error
    }
  }

  async add(signature: LoggableSignature, bundle: string | null, signal?: AbortSignal): Promise<LogReceipt | null> {
    const entry = entryOf(signature)
    try {
      return await this.addEntry(entry, signal)
    } catch (error) {
      if (!this.#mayQueue(error)) throw error
      await enqueue(this.#config, { entry, bundle })
      return null
    }
  }

  async find(bundle: KeyBundle, publicKey: Uint8Array): Promise<LogPlace | null> {
    const { loggedStatement, logOfKey } = await import('@chancery/attest/trust')
    const [place] = loggedStatement(bundle, publicKey, [logOfKey(encodeNoteKey(this.#signer.key))])
    return place ?? null
  }

  /** An entry and the proof that it is in the log. @throws TlogFilesError, TlogError, FilesError; CoreError ABORTED */
  async addEntry(entry: Uint8Array, signal?: AbortSignal): Promise<LogReceipt> {
    const log = await this.#open()
    const { index, head, checkpoint } = await log.add(entry, signal)
    const { proof } = await proveInclusion(log, head, index, signal)
    const id = logId(this.#signer.key)
    return { index, entry: encodeLogEntry({ logId: id, proof, root: head.root, checkpoint, entry }) }
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

  /** A log that is away, and not one that is wrong. */
  #mayQueue(error: unknown): boolean {
    if (this.onFailure !== 'queue' || !(error instanceof ChanceryError)) return false
    // A network folder that is not mounted is an empty one.
    return error.family === 'environment' || error.code === 'LOG_NOT_FOUND'
  }

  async #options(): Promise<FileLogOptions> {
    const { dir, origin, policy } = this.#config
    const options = { dir, origin, signers: [this.#signer], window: WINDOW }
    if (policy === null) return options
    const { cosigning } = await import('./cosigning.ts')
    this.#witnesses ??= await cosigning(policy, this.#signer.key)
    return { ...options, cosign: this.#witnesses.cosign }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const log = await this.#log?.catch(() => null)
    await log?.close()
    this.#witnesses?.[Symbol.dispose]()
  }
}

/** @throws EngineError LOG_SIGNER_UNSUITABLE for signatures that other verifiers find in no log */
function entryOf({ digest, signature, publicKey, algorithm, certificate }: LoggableSignature): Uint8Array {
  const { kind, bits } = parsePublicKey(publicKey)
  const keyDetails = algorithm && keyDetailsOf(algorithm, bits)
  if (keyDetails === null) {
    throw new EngineError(
      'LOG_SIGNER_UNSUITABLE',
      `logs have no name for such signatures: ${algorithm ?? `by ${kind}`}`,
      {
        details: { algorithm },
      },
    )
  }
  const verifier = certificate
    ? ({ keyDetails, kind: 'x509Certificate', rawBytes: certificate } as const)
    : ({ keyDetails, kind: 'publicKey', rawBytes: publicKey } as const)
  return encodeHashedRekord({ digest, signature, verifier })
}
