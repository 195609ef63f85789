import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { RecordIdentity, StatementKey } from '@chancery/attest'
import type { DigestName, SignerInfo, SigningKey } from '@chancery/core'
import {
  openToken,
  type PinSource,
  parsePkcs11Uri,
  type SigningKeyOptions,
  type Token,
  type VersatileKey,
} from '@chancery/hsm'
import { readCertificates } from './certificate-files.ts'
import type { Config, KeyConfig } from './config.ts'
import { type Context, variable } from './context.ts'
import { EngineError } from './errors.ts'
import type { LogConfig, OwnLogConfig, RekorLogConfig } from './log/log-reader.ts'
import type { OwnLog } from './log/own-log.ts'
import type { RekorLog } from './log/rekor-log.ts'
import type { ConfiguredLog } from './log/signature-log.ts'
import { suggestion } from './nearest.ts'

/** What the command line says of the key that `--key` names; it goes before environment and configuration. */
export interface KeyOverrides {
  readonly module?: string | undefined
  readonly certificate?: string | undefined
}

/** How a key is reached, after flags, environment and configuration have been laid over each other. */
export interface ResolvedKey extends KeyConfig {
  readonly name: string
}

/** Opens keys, each token once: one login serves every key and every file. */
export class KeyRing implements AsyncDisposable {
  readonly #context: Context
  readonly #tokens = new Map<string, Promise<Token>>()
  #log: Promise<ConfiguredLog> | null = null
  #stated: Promise<unknown> | null = null

  constructor(context: Context) {
    this.#context = context
  }

  /**
   * @param nameOrUri a key of the configuration, or a pkcs11: URI
   * @param digest overrides the key's own
   * @throws EngineError KEY_UNKNOWN; HsmError
   */
  async open(nameOrUri: string, overrides: KeyOverrides | null, digest?: DigestName): Promise<SigningKey> {
    const { token, query } = await this.#find(nameOrUri, overrides)
    return token.signingKey({ ...query, digest }, this.#context.signal)
  }

  /** A key that signs statements, which go to the log of the configuration, where there is one. @throws as {@link open} */
  async openStatements(nameOrUri: string, overrides: KeyOverrides | null): Promise<StatementKey> {
    const [key, log] = await Promise.all([this.open(nameOrUri, overrides), this.openLog()])
    return { info: key.info, sign: (message, signal) => key.sign(message, signal), log }
  }

  /**
   * Before anything is signed: what says how, the configuration, is in the log, where it is another than before. Nothing is done without a log, nor where no
   * events are kept: a runner that begins empty and is thrown away would leave an entry a job that nobody can explain.
   * @param attestation what signs events, where it is open already
   * @param identity who asks; by default what the environment says
   * @throws as {@link openStatements}; FilesError
   */
  async statePolicy(attestation?: SignerInfo, identity?: RecordIdentity): Promise<void> {
    const { log, keys } = this.#context.config
    if (log === null || !keys.attestation || !(log.namesEvents || existsSync(log.events))) return
    const { statePolicy } = await import('./log/events/policy-change.ts')
    const info = attestation ?? (await this.open('attestation', null)).info
    this.#stated ??= statePolicy(this.#context, this, info, identity)
    await this.#stated
  }

  /** The log, as it can be written to; null: none is configured. @throws as {@link log}; whatever would keep every signature from being logged */
  async openLog(): Promise<ConfiguredLog | null> {
    const log = await this.log()
    await log?.assertReady()
    return log
  }

  /** null: none is configured. @throws EngineError KEY_UNKNOWN; HsmError; TlogError NOTE_KEY_UNSUITABLE */
  async log(): Promise<ConfiguredLog | null> {
    const { log } = this.#context.config
    if (log === null) return null
    this.#log ??= this.#openLog(log)
    return this.#log
  }

  async #openLog(config: LogConfig): Promise<ConfiguredLog> {
    const { ConfiguredLog } = await import('./log/signature-log.ts')
    return new ConfiguredLog(config, config.kind === 'rekor' ? await openRekor(config) : await this.ownLog(config))
  }

  /** @throws EngineError KEY_UNKNOWN; HsmError; TlogError NOTE_KEY_UNSUITABLE */
  async ownLog(config: OwnLogConfig): Promise<OwnLog> {
    const open = (name: string): Promise<SigningKey> => this.open(name, null)
    const [{ OwnLog }, key, others] = await Promise.all([
      import('./log/own-log.ts'),
      open(config.key),
      Promise.all(config.otherKeys.map(open)),
    ])
    return new OwnLog(config, key, others)
  }

  /** The same key for what says itself how it wants to be signed. @throws EngineError KEY_UNKNOWN; HsmError */
  async openVersatile(nameOrUri: string, overrides: KeyOverrides | null): Promise<VersatileKey> {
    const { token, query } = await this.#find(nameOrUri, overrides)
    return token.versatileKey(query, this.#context.signal)
  }

  async #find(nameOrUri: string, overrides: KeyOverrides | null): Promise<{ token: Token; query: SigningKeyOptions }> {
    const key = resolveKey(this.#context, nameOrUri, overrides)
    const token = await this.token(key)
    const certificates = key.certificate === undefined ? undefined : await readCertificates(key.certificate)
    return { token, query: { uri: key.uri, name: key.name, certificates } }
  }

  /** The token of a key, logged in. */
  token(key: ResolvedKey): Promise<Token> {
    const uri = parsePkcs11Uri(key.uri)
    const id = JSON.stringify([
      key.module ?? uri.modulePath,
      key.softhsm,
      uri.token,
      uri.serial,
      uri.slotId,
      uri.manufacturer,
      uri.model,
    ])
    let token = this.#tokens.get(id)
    if (!token) {
      const { uri: keyUri, module, softhsm: softhsmConf, pin } = key
      token = openToken({ uri: keyUri, module, softhsmConf, pin }, this.#context.signal)
      this.#tokens.set(id, token)
    }
    return token
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      // Its last checkpoint is still to be signed.
      await (await this.#log?.catch(() => null))?.[Symbol.asyncDispose]()
    } finally {
      const tokens = await Promise.allSettled(this.#tokens.values())
      for (const token of tokens) if (token.status === 'fulfilled') token.value.close()
    }
  }
}

async function openRekor(config: RekorLogConfig): Promise<RekorLog> {
  const { RekorLog } = await import('./log/rekor-log.ts')
  return RekorLog.open(config)
}

/**
 * Flag before environment before file. The environment's PIN, module and certificate belong to the key that `--key` names;
 * other keys (attestation, tsa) take them only where the configuration is silent.
 */
export function resolveKey(context: Context, nameOrUri: string, overrides: KeyOverrides | null): ResolvedKey {
  const { env, config, cwd } = context
  const byUri = nameOrUri.startsWith('pkcs11:')
  const configured = byUri ? { uri: nameOrUri } : ownKey(config, nameOrUri)
  if (!configured) throw unknownKey(nameOrUri, config.path, Object.keys(config.keys))
  const uri = parsePkcs11Uri(configured.uri)
  const fromEnvironment = {
    module: variable(env, 'CHANCERY_MODULE'),
    pin: environmentPin(context),
    certificate: variable(env, 'CHANCERY_CERTIFICATE'),
  }
  const certificateFlag = overrides?.certificate ?? (overrides ? fromEnvironment.certificate : undefined)
  const layered = overrides
    ? {
        module: overrides.module ?? fromEnvironment.module ?? configured.module ?? uri.modulePath,
        pin: fromEnvironment.pin ?? configured.pin,
        certificate: certificateFlag === undefined ? configured.certificate : resolve(cwd, certificateFlag),
      }
    : {
        module: configured.module ?? uri.modulePath ?? fromEnvironment.module,
        pin: configured.pin ?? (uri.pinSource === undefined ? fromEnvironment.pin : undefined),
        certificate: configured.certificate,
      }
  return {
    name: keyLabel(nameOrUri),
    uri: configured.uri,
    ...(configured.softhsm !== undefined && { softhsm: configured.softhsm }),
    ...(layered.module !== undefined && { module: layered.module }),
    ...(layered.pin && { pin: layered.pin }),
    ...(layered.certificate !== undefined && { certificate: layered.certificate }),
  }
}

/** What reports and logs call a key: its own name, or the label that its URI has. */
export function keyLabel(nameOrUri: string): string {
  return nameOrUri.startsWith('pkcs11:') ? (parsePkcs11Uri(nameOrUri).object ?? 'key') : nameOrUri
}

/** Names come from outside: `constructor` is no key. */
function ownKey({ keys }: Config, name: string): KeyConfig | undefined {
  return Object.hasOwn(keys, name) ? keys[name] : undefined
}

function environmentPin({ env, cwd }: Context): PinSource | null {
  if (variable(env, 'CHANCERY_PIN') !== undefined) return { env: 'CHANCERY_PIN' }
  const file = variable(env, 'CHANCERY_PIN_FILE')
  return file === undefined ? null : { file: resolve(cwd, file) }
}

function unknownKey(name: string, path: string | null, names: readonly string[]): EngineError {
  const where = path === null ? 'there is no chancery.yaml' : `${path} has ${names.join(', ') || 'none'}`
  return new EngineError('KEY_UNKNOWN', `no key ${JSON.stringify(name)}: ${where}${suggestion(name, names)}`, {
    details: { key: name, known: names },
  })
}
