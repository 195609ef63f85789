import type { KeyBundle, LoggableSignature, LogPlace, LogReceipt, SignatureLog } from '@chancery/attest'
import { parsePublicKey } from '@chancery/codec'
import { ChanceryError } from '@chancery/core'
import { encodeHashedRekord, encodeNoteKey, keyDetailsOf } from '@chancery/tlog'
import { EngineError } from '../errors.ts'
import { enqueue, isQueued } from './log-queue.ts'
import type { LogConfig } from './log-reader.ts'
import type { LogWriter } from './log-writer.ts'

/** The log of a configuration, to be written to: signatures become entries, and wait in the queue where that is allowed. */
export class ConfiguredLog implements SignatureLog, AsyncDisposable {
  readonly origin: string
  readonly onFailure: LogConfig['onFailure']
  readonly writer: LogWriter
  readonly #config: LogConfig

  constructor(config: LogConfig, writer: LogWriter) {
    this.origin = config.origin
    this.onFailure = config.onFailure
    this.writer = writer
    this.#config = config
  }

  /** Before anything is signed. @throws whatever would keep every signature from being logged, or queued */
  async assertReady(): Promise<void> {
    try {
      await this.writer.assertReady()
    } catch (error) {
      if (!this.#mayQueue(error)) throw error
    }
  }

  async add(signature: LoggableSignature, bundle: string | null, signal?: AbortSignal): Promise<LogReceipt | null> {
    const entry = entryOf(signature)
    try {
      return await this.writer.add(entry, signal)
    } catch (error) {
      if (!this.#mayQueue(error)) throw error
      await enqueue(this.#config, { entry, bundle })
      return null
    }
  }

  /** Whether it is promised, and waits in the queue. */
  async awaits(signature: LoggableSignature): Promise<boolean> {
    return this.onFailure === 'queue' && (await isQueued(this.#config, entryOf(signature)))
  }

  async find(bundle: KeyBundle, publicKey: Uint8Array): Promise<LogPlace | null> {
    const { loggedStatement, logOfKey } = await import('@chancery/attest/trust')
    const [place] = loggedStatement(bundle, publicKey, [logOfKey(encodeNoteKey(this.writer.key))])
    return place ?? null
  }

  /** A log that is away, and not one that is wrong. */
  #mayQueue(error: unknown): boolean {
    if (this.onFailure !== 'queue' || !(error instanceof ChanceryError)) return false
    // A network folder that is not mounted is an empty one.
    return error.family === 'environment' || error.code === 'LOG_NOT_FOUND'
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.writer[Symbol.asyncDispose]()
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
