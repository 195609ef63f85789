import { type CommonOptions, type Context, openContext } from '../context.ts'
import { EngineError } from '../errors.ts'
import { KeyRing } from '../key-ring.ts'
import type { LogConfig } from './log-reader.ts'
import type { ConfiguredLog } from './signature-log.ts'

/** A command about the log of the configuration. */
export interface LogRun extends AsyncDisposable {
  readonly context: Context
  readonly config: LogConfig
  readonly log: ConfiguredLog
}

/** @throws EngineError LOG_NOT_CONFIGURED, KEY_UNKNOWN; HsmError; TlogError NOTE_KEY_UNSUITABLE */
export async function openLogRun(options: CommonOptions): Promise<LogRun> {
  const context = await openContext(options)
  const config = configuredLog(context)
  const keys = new KeyRing(context)
  const dispose = (): Promise<void> => keys[Symbol.asyncDispose]()
  try {
    const log = (await keys.log()) as ConfiguredLog
    return { context, config, log, [Symbol.asyncDispose]: dispose }
  } catch (error) {
    await dispose()
    throw error
  }
}

export function configuredLog({ config }: Context): LogConfig {
  if (config.log) return config.log
  const where = config.path === null ? 'there is no chancery.yaml' : `${config.path} has no log`
  throw new EngineError('LOG_NOT_CONFIGURED', where)
}
