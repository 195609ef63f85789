import { isAbsolute, relative, resolve, sep } from 'node:path'
import { isSafeUrl } from '@chancery/http'
import { isObject } from '../member-reader.ts'
import { type LogStoreConfig, STORES, StoreReader } from './store-reader.ts'

/** The transparency log that signatures go to: the `log` of a chancery.yaml. docs/configuration.md */
export type LogConfig = OwnLogConfig | RekorLogConfig

interface AnyLogConfig {
  /** Its name in checkpoints, a bare host name: what cosign takes for it. */
  readonly origin: string
  readonly onFailure: 'error' | 'queue'
  /** Folder of what is still to be logged; absolute. */
  readonly queue: string
  /** Folder of the events that we record: what their entries are about; absolute. */
  readonly events: string
  /** Whether chancery.yaml names that folder, so that signings keep events there even where none is yet. */
  readonly namesEvents: boolean
  /** Path of the policy whose quorum of witnesses each checkpoint must have; null: none is asked. */
  readonly policy: string | null
  /** Path of the authority of the server's certificate, and of its witnesses', PEM; null: those that Node trusts. */
  readonly ca: string | null
}

/** Our own: we write it. */
export interface OwnLogConfig extends AnyLogConfig {
  readonly kind: 'own'
  readonly store: LogStoreConfig
  /** Signs checkpoints, and gives entries their log's id: a key of the configuration. */
  readonly key: string
  /** Sign them as well: the one that is to come, or that is going. */
  readonly otherKeys: readonly string[]
  /** Paths of verifier keys that the log had before. */
  readonly formerKeys: readonly string[]
}

/** A Rekor v2 server, which is asked to log. */
export interface RekorLogConfig extends AnyLogConfig {
  readonly kind: 'rekor'
  readonly url: string
  /** Path of the log's verifier key, or of its public key in PEM. */
  readonly publicKey: string
}

const HOST = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/
const QUEUE = '.chancery/log-queue'
const EVENTS = '.chancery/events'

export function isLogOrigin(name: string): boolean {
  return HOST.test(name)
}

/** Reads the section's shape. */
export class LogReader extends StoreReader {
  /** One, or a list of them. */
  #names(data: unknown, at: string): readonly string[] | undefined {
    if (!Array.isArray(data)) {
      const name = this.string(data, at)
      return name === undefined ? undefined : [name]
    }
    const names = this.strings(data, at)
    if (names.length === 0 || new Set(names).size < data.length)
      this.problems.push(`${at}: is no list of different keys`)
    return names
  }

  log(data: unknown): LogConfig | null {
    if (data === undefined || data === null) return null
    const isRekor = isObject(data) && data.url !== undefined
    const known = isRekor ? ['url', 'publicKey'] : [...STORES, 'key', 'formerKeys']
    const members = this.members(data, 'log', [...known, 'origin', 'onFailure', 'queue', 'events', 'policy', 'ca'])
    const given = isRekor
      ? { url: this.string(members.url, 'log.url'), publicKey: this.path(members.publicKey, 'log.publicKey') }
      : { key: this.#names(members.key, 'log.key') }
    const store = isRekor ? null : this.store(members)
    const origin = this.string(members.origin, 'log.origin')
    for (const [name, value] of Object.entries({ ...given, origin })) {
      if (value === undefined && members[name] === undefined) this.problems.push(`log.${name}: is missing`)
    }
    if (given.url !== undefined && !isLogUrl(given.url))
      this.problems.push('log.url: is no https: URL without query; plain HTTP is for this machine')
    if (origin !== undefined && !isLogOrigin(origin))
      this.problems.push('log.origin: is no host name such as log.example.com')
    const onFailure = members.onFailure ?? 'error'
    if (onFailure !== 'error' && onFailure !== 'queue') this.problems.push('log.onFailure: is error or queue')
    const queue = this.path(members.queue ?? QUEUE, 'log.queue')
    const events = this.path(members.events ?? EVENTS, 'log.events')
    if (origin === undefined || queue === undefined || events === undefined) return null
    const policy = this.path(members.policy, 'log.policy') ?? null
    const whenAway = onFailure === 'queue' ? ('queue' as const) : ('error' as const)
    const namesEvents = members.events !== undefined
    const common = {
      origin,
      onFailure: whenAway,
      queue,
      events,
      namesEvents,
      policy,
      ca: this.path(members.ca, 'log.ca') ?? null,
    }
    const { url, publicKey, key } = given
    if (url !== undefined && publicKey !== undefined) {
      return { kind: 'rekor', url, publicKey, ...common }
    }
    const [first, ...otherKeys] = key ?? []
    if (store === null || first === undefined) return null
    if (store.kind === 'folder' && isServed(events, store.dir))
      this.problems.push('log.events: lies in log.dir, and whoever serves the log would serve it')
    const formerKeys = this.strings(members.formerKeys, 'log.formerKeys').map((path) => resolve(this.folder, path))
    return { kind: 'own', store, key: first, otherKeys, formerKeys, ...common }
  }
}

/** All of the log's folder is, but for what nobody is to serve. */
function isServed(path: string, dir: string): boolean {
  const below = relative(dir, path).split(sep)
  return below[0] !== '..' && below[0] !== '.chancery' && !isAbsolute(below[0] ?? '')
}

/** HTTPS, or a server on this machine. */
export function isLogUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null
  return url?.search === '' && url.hash === '' && isSafeUrl(url)
}
