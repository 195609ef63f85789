import { resolve } from 'node:path'
import { isObject, MemberReader } from './member-reader.ts'

/** How registries are reached: the `registry` of a chancery.yaml. docs/configuration.md */
export interface RegistryConfig {
  /** Paths of authorities, trusted beside those of the system. */
  readonly ca: readonly string[]
  /** By a registry's host, where else its images are read. */
  readonly mirrors: Readonly<Record<string, readonly string[]>>
  /** Tags and referrers are asked of mirrors, too. */
  readonly mirrorTags: boolean
  /** Hosts that may be asked over plain HTTP. */
  readonly insecure: readonly string[]
}

const MIRROR = /^https:\/\/[^/@?#\s]+(\/[^?#\s]*)?$/

export const NO_REGISTRY: RegistryConfig = { ca: [], mirrors: {}, mirrorTags: false, insecure: [] }

/** Reads the section's shape. */
export class RegistryReader extends MemberReader {
  registry(data: unknown): RegistryConfig {
    if (data === undefined || data === null) return NO_REGISTRY
    const members = this.members(data, 'registry', ['ca', 'mirrors', 'mirrorTags', 'insecure'])
    return {
      ca: this.#oneOrMore(members.ca, 'registry.ca').map((file) => resolve(this.folder, file)),
      mirrors: this.#mirrors(members.mirrors),
      mirrorTags: this.#boolean(members.mirrorTags, 'registry.mirrorTags'),
      insecure: this.#hosts(members.insecure, 'registry.insecure'),
    }
  }

  #oneOrMore(value: unknown, at: string): readonly string[] {
    return typeof value === 'string' ? [value] : this.strings(value, at)
  }

  #boolean(value: unknown, at: string): boolean {
    if (value !== undefined && value !== null && typeof value !== 'boolean')
      this.problems.push(`${at}: is not true or false`)
    return value === true
  }

  #hosts(value: unknown, at: string): readonly string[] {
    const hosts = this.strings(value, at)
    for (const host of hosts) this.#checkHost(host, at)
    return hosts
  }

  #mirrors(data: unknown): Readonly<Record<string, readonly string[]>> {
    if (data === undefined || data === null) return {}
    if (!isObject(data)) {
      this.problems.push('registry.mirrors: is no mapping of hosts to URLs')
      return {}
    }
    const mirrors = Object.entries(data).map(([host, value]) => {
      const at = `registry.mirrors.${host}`
      this.#checkHost(host, at)
      const urls = this.#oneOrMore(value, at)
      // Not repeated: it may have a password in it.
      if (!urls.every((url) => MIRROR.test(url))) this.problems.push(`${at}: is no https://HOST[:PORT][/PREFIX]`)
      return [host, urls] as const
    })
    return Object.fromEntries(mirrors)
  }

  #checkHost(host: string, at: string): void {
    if (!/^[^/@?#\s]+$/.test(host)) this.problems.push(`${at}: is no HOST[:PORT]`)
  }
}
