import { MemberReader } from '../member-reader.ts'

/** The transparency log that signatures go to: the `log` of a chancery.yaml. docs/configuration.md */
export interface LogConfig {
  /** Folder of the log; absolute. */
  readonly dir: string
  /** Its name in checkpoints, a bare host name: what cosign takes for it. */
  readonly origin: string
  /** Signs checkpoints: a key of the configuration. */
  readonly key: string
  readonly onFailure: 'error' | 'queue'
  /** Folder of what is still to be logged; absolute. */
  readonly queue: string
  /** Path of the policy whose quorum of witnesses each checkpoint must have; null: none is asked. */
  readonly policy: string | null
}

const HOST = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/
const QUEUE = '.chancery/log-queue'

export function isLogOrigin(name: string): boolean {
  return HOST.test(name)
}

/** Reads the section's shape. */
export class LogReader extends MemberReader {
  log(data: unknown): LogConfig | null {
    if (data === undefined || data === null) return null
    const members = this.members(data, 'log', ['dir', 'url', 'origin', 'key', 'onFailure', 'queue', 'policy'])
    if (members.url !== undefined) this.problems.push('log.url: is not available in this version; use log.dir')
    const dir = this.path(members.dir, 'log.dir')
    const origin = this.string(members.origin, 'log.origin')
    const key = this.string(members.key, 'log.key')
    for (const [name, value] of Object.entries({ dir, origin, key })) {
      if (value === undefined && members[name] === undefined) this.problems.push(`log.${name}: is missing`)
    }
    if (origin !== undefined && !isLogOrigin(origin))
      this.problems.push('log.origin: is no host name such as log.example.com')
    const onFailure = members.onFailure ?? 'error'
    if (onFailure !== 'error' && onFailure !== 'queue') this.problems.push('log.onFailure: is error or queue')
    if (dir === undefined || origin === undefined || key === undefined) return null
    const queue = this.path(members.queue ?? QUEUE, 'log.queue') ?? ''
    const policy = this.path(members.policy, 'log.policy') ?? null
    return { dir, origin, key, onFailure: onFailure === 'queue' ? 'queue' : 'error', queue, policy }
  }
}
