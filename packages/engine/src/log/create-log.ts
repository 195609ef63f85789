import { resolve } from 'node:path'
import { encodePem } from '@chancery/codec'
import { utf8 } from '@chancery/core'
import { writeFileDurable } from '@chancery/files'
import { encodeNoteKey } from '@chancery/tlog'
import { type CommonOptions, openContext } from '../context.ts'
import { EngineError } from '../errors.ts'
import { KeyRing } from '../key-ring.ts'
import { recordDone } from './events/acts.ts'
import type { RecordedEvent } from './events/event-log.ts'
import { logCreated } from './events/log-created.ts'
import { configuredLog } from './log-run.ts'

export interface LogReport {
  readonly version: 1
  readonly origin: string
  /** Where it is kept, for people. */
  readonly log: string
  /** What verifies its checkpoints, as C2SP's tools take it: NAME+ID+KEY. */
  readonly verifierKey: string
  /** The same key, PEM. */
  readonly publicKey: string
  /** Its first entry: that it was made. null where no attestation key is there to say so. */
  readonly event: RecordedEvent | null
}

export interface CreateLogOptions extends CommonOptions {
  /** Path for the verifier key. */
  readonly out?: string | null
}

/**
 * Makes the log that the configuration names, with its first checkpoint, and as its first entry that it was made.
 * @throws TlogStorageError LOG_EXISTS; EngineError LOG_NOT_CONFIGURED, KEY_UNKNOWN, EVENT_NOT_RECORDED where it is made, and empty; HsmError
 */
export async function createLog(options: CreateLogOptions): Promise<LogReport> {
  const context = await openContext(options)
  const config = configuredLog(context)
  if (config.kind !== 'own') {
    throw new EngineError('LOG_NOT_CONFIGURED', `${context.config.path} names the log of a server, which makes it`)
  }
  await using keys = new KeyRing(context)
  await using log = await keys.ownLog(config)
  const place = await log.create()
  const { key } = log
  const verifierKey = encodeNoteKey(key)
  if (options.out != null) await writeFileDurable(resolve(context.cwd, options.out), utf8(`${verifierKey}\n`))
  const made = { name: config.key, publicKey: key.publicKey }
  const event = await recordDone(context, keys, await logCreated(context.config, verifierKey, made))
  return {
    version: 1,
    origin: config.origin,
    log: place,
    verifierKey,
    publicKey: encodePem('PUBLIC KEY', key.publicKey),
    event,
  }
}
