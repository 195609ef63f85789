import { createHash } from 'node:crypto'
import { access } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fromUtf8 } from '@chancery/core'
import { readBytes } from '@chancery/files'
import type { PinSource } from '@chancery/hsm'
import { readConfig } from './config-reader.ts'
import { EngineError } from './errors.ts'
import type { IdentityConfig } from './identity-reader.ts'
import type { LogConfig } from './log/log-reader.ts'
import { NO_REGISTRY, type RegistryConfig } from './registry-reader.ts'

export interface KeyConfig {
  /** RFC 7512. */
  readonly uri: string
  /** Path of the PKCS#11 module. */
  readonly module?: string
  /** softhsm2.conf of a token that `chancery init` made. */
  readonly softhsm?: string
  readonly pin?: PinSource
  /** Path of a PEM file: leaf first. */
  readonly certificate?: string
}

export type TimestampConfig =
  | {
      readonly kind: 'urls'
      readonly urls: readonly string[]
      /** How many independent authorities must stamp. */
      readonly quorum: number
    }
  /** Our own responder, in this process, with this key. */
  | { readonly kind: 'key'; readonly key: string }

/** A chancery.yaml; paths in it are absolute here. */
export interface Config {
  /** null where there is no file. */
  readonly path: string | null
  /** SHA-256 of the file as it was read, hex; null where there is none. */
  readonly sha256: string | null
  readonly keys: Readonly<Record<string, KeyConfig>>
  /** null: none configured. */
  readonly timestamp: TimestampConfig | null
  readonly trust: readonly string[]
  /** Anchors of timestamp authorities; empty: `trust` has them. */
  readonly timestampTrust: readonly string[]
  /** null: nobody's identity tokens are believed. */
  readonly identity: IdentityConfig | null
  readonly registry: RegistryConfig
  /** null: signatures are not logged. */
  readonly log: LogConfig | null
}

export const CONFIG_NAME = 'chancery.yaml'
const MAX_CONFIG_BYTES = 1024 * 1024

export const NO_CONFIG: Config = {
  path: null,
  sha256: null,
  keys: {},
  timestamp: null,
  trust: [],
  timestampTrust: [],
  identity: null,
  registry: NO_REGISTRY,
  log: null,
}

/**
 * The configuration that holds: the one named, or the nearest chancery.yaml from `cwd` upwards, or none.
 * @throws EngineError CONFIG_NOT_FOUND, CONFIG_INVALID (with every problem in it)
 */
export async function loadConfig(cwd: string, named: string | undefined): Promise<Config> {
  const path = named === undefined ? await findConfig(cwd) : resolve(cwd, named)
  if (path === null) return NO_CONFIG
  let bytes: Uint8Array
  let text: string
  try {
    bytes = await readBytes(path, MAX_CONFIG_BYTES)
    text = fromUtf8(bytes).replace(/^\uFEFF/, '')
  } catch (cause) {
    throw new EngineError('CONFIG_NOT_FOUND', `the configuration ${path} cannot be read`, { cause, details: { path } })
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { path, sha256, ...(await readConfig(text, path)) }
}

async function findConfig(cwd: string): Promise<string | null> {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const path = join(folder, CONFIG_NAME)
    if (await exists(path)) return path
    if (dirname(folder) === folder) return null
  }
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
