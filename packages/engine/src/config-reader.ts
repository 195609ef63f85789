import { dirname, resolve } from 'node:path'
import type { Config, KeyConfig, TimestampConfig } from './config.ts'
import { EngineError } from './errors.ts'
import { IdentityReader } from './identity-reader.ts'
import { LogReader } from './log/log-reader.ts'
import { isObject, MemberReader } from './member-reader.ts'
import { RegistryReader } from './registry-reader.ts'
import { parseYaml } from './yaml-text.ts'

/** Reads a chancery.yaml and says everything that is wrong with it at once. @throws EngineError CONFIG_INVALID */
export async function readConfig(text: string, path: string): Promise<Omit<Config, 'path' | 'sha256'>> {
  const reader = new ConfigReader(dirname(path))
  const { data, problems } = await parseYaml(text)
  const config = reader.config(data)
  problems.push(...reader.problems)
  if (problems.length > 0) {
    throw new EngineError('CONFIG_INVALID', `${path}: ${problems.join('; ')}`, { details: { path, problems } })
  }
  return config
}

class ConfigReader extends MemberReader {
  config(data: unknown): Omit<Config, 'path' | 'sha256'> {
    const members = this.members(data ?? {}, '', [
      'keys',
      'timestamp',
      'trust',
      'timestampTrust',
      'identity',
      'registry',
      'log',
      'service',
    ])
    if (members.service !== undefined) this.problems.push('service: is not available in this version')
    const identity = new IdentityReader(this.folder)
    const registry = new RegistryReader(this.folder)
    const log = new LogReader(this.folder)
    const config = {
      keys: this.#keys(members.keys),
      timestamp: this.#timestamp(members.timestamp),
      trust: this.#files(members.trust, 'trust'),
      timestampTrust: this.#files(members.timestampTrust, 'timestampTrust'),
      identity: identity.identity(members.identity),
      registry: registry.registry(members.registry),
      log: log.log(members.log),
    }
    this.problems.push(...identity.problems, ...registry.problems, ...log.problems)
    return config
  }

  #files(data: unknown, at: string): readonly string[] {
    return this.strings(data, at).map((file) => resolve(this.folder, file))
  }

  #keys(data: unknown): Record<string, KeyConfig> {
    if (data === undefined || data === null) return {}
    if (!isObject(data)) {
      this.problems.push('keys: is no mapping of names to keys')
      return {}
    }
    return Object.fromEntries(Object.entries(data).map(([name, key]) => [name, this.#key(key, `keys.${name}`)]))
  }

  #key(data: unknown, at: string): KeyConfig {
    const members = this.members(data, at, ['uri', 'module', 'softhsm', 'pin', 'certificate'])
    const uri = this.string(members.uri, `${at}.uri`) ?? ''
    if (members.uri === undefined) this.problems.push(`${at}.uri: is missing`)
    else if (!uri.startsWith('pkcs11:')) this.problems.push(`${at}.uri: is no pkcs11: URI`)
    else if (/[?&]pin-value=/.test(uri))
      this.problems.push(`${at}.uri: carries a PIN (pin-value); use pin: { env: NAME } or { file: PATH }`)
    const module = this.string(members.module, `${at}.module`)
    const softhsm = this.path(members.softhsm, `${at}.softhsm`)
    const pin = this.secret(members.pin, `${at}.pin`)
    const certificate = this.path(members.certificate, `${at}.certificate`)
    return {
      uri,
      ...(module !== undefined && { module: module.includes('/') ? resolve(this.folder, module) : module }),
      ...(softhsm !== undefined && { softhsm }),
      ...(pin && { pin }),
      ...(certificate !== undefined && { certificate }),
    }
  }

  #timestamp(data: unknown): TimestampConfig | null {
    if (data === undefined || data === null || (Array.isArray(data) && data.length === 0)) return null
    const members = this.members(data, 'timestamp', ['urls', 'quorum', 'key'])
    const key = this.string(members.key, 'timestamp.key')
    const urls = this.strings(members.urls, 'timestamp.urls')
    const { quorum = 1 } = members
    if (key !== undefined && urls.length > 0) this.problems.push('timestamp: has urls or key, not both')
    if (typeof quorum !== 'number' || !Number.isSafeInteger(quorum) || quorum < 1) {
      this.problems.push('timestamp.quorum: is no positive whole number')
      return null
    }
    if (quorum > Math.max(urls.length, 1))
      this.problems.push(`timestamp.quorum: is ${quorum}, and so many authorities are not named`)
    if (key !== undefined) return { kind: 'key', key }
    return urls.length > 0 ? { kind: 'urls', urls, quorum } : null
  }
}
