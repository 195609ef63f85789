import { type Config, loadConfig } from './config.ts'
import { EngineError } from './errors.ts'

/** What every operation takes beside its own options. */
export interface CommonOptions {
  /** Where relative paths begin; the process' folder by default. */
  readonly cwd?: string
  /**
   * CHANCERY_CONFIG, CHANCERY_KEY ... (docs/configuration.md lists them); none by default. The command line gives its own environment.
   * Of the variables that hold a PIN only the names are taken from here: their values are read from the process' environment when the token asks.
   */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Path of a chancery.yaml. */
  readonly config?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** Where an operation runs: folder, environment and configuration, resolved once. */
export interface Context {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly config: Config
  readonly signal: AbortSignal | undefined
}

export async function openContext(options: CommonOptions): Promise<Context> {
  const cwd = options.cwd ?? process.cwd()
  const env = options.env ?? {}
  if (variable(env, 'CHANCERY_SERVICE_URL') !== undefined) {
    // To sign with a local key whoever asked for the service would be signing past its policy.
    throw new EngineError(
      'CONFIG_INVALID',
      'CHANCERY_SERVICE_URL: the signing service is not available in this version',
    )
  }
  const config = await loadConfig(cwd, options.config ?? variable(env, 'CHANCERY_CONFIG'))
  return { cwd, env, config, signal: options.signal }
}

/** Keys that name no module have that of the flag, as they have that of the variable. */
export function withModule(context: Context, module: string | undefined): Context {
  return module === undefined ? context : { ...context, env: { ...context.env, CHANCERY_MODULE: module } }
}

/** A variable that is set and not empty. */
export function variable(env: Context['env'], name: string): string | undefined {
  return env[name] || undefined
}

/** A comma-separated variable. */
export function listVariable(env: Context['env'], name: string): readonly string[] | undefined {
  const value = variable(env, name)
  return value
    ?.split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}
