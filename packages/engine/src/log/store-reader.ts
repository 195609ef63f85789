import { MemberReader, type SecretSource } from '../member-reader.ts'
import { isBucket, isEndpoint, isPrefix } from './s3-address.ts'

/** Where a log of our own is kept. */
export type LogStoreConfig = FolderStoreConfig | PostgresStoreConfig | S3StoreConfig

export interface FolderStoreConfig {
  readonly kind: 'folder'
  /** Absolute. */
  readonly dir: string
}

export interface PostgresStoreConfig {
  readonly kind: 'postgres'
  /** Of the log: several share a database. */
  readonly origin: string
  /** Name, address, or the absolute path of the folder of its socket. */
  readonly host: string
  readonly port: number | null
  readonly database: string
  /** null: who runs this. */
  readonly user: string | null
  /** null: none is asked for, or ~/.pgpass has it. */
  readonly password: SecretSource | null
  /** Path of the authority of its certificate, PEM; null: those that Node trusts. */
  readonly ca: string | null
}

export interface S3StoreConfig {
  readonly kind: 's3'
  readonly bucket: string
  /** `some/prefix`; null: the whole bucket. */
  readonly prefix: string | null
  /** null: what the environment or the profile says. */
  readonly region: string | null
  /** URL of a server that is not Amazon's; null: what the environment or the profile says. */
  readonly endpoint: string | null
  /** Whether the bucket stands in the path; null: as the endpoint is. */
  readonly pathStyle: boolean | null
  /** Path of the authority of its certificate, PEM; null: those that Node trusts. */
  readonly ca: string | null
}

/** The member that says where; a log has one of them. */
export const STORES = ['dir', 'postgres', 's3'] as const

type Members = Readonly<Record<string, unknown>>

export class StoreReader extends MemberReader {
  protected store(members: Members): LogStoreConfig | null {
    const [kind = 'dir', ...others] = STORES.filter((name) => members[name] !== undefined)
    if (others.length > 0) this.problems.push(`log: is kept in one place, and has ${[kind, ...others].join(' and ')}`)
    switch (kind) {
      case 'dir':
        return this.#folder(members.dir)
      case 'postgres':
        return this.#postgres(members.postgres, members.origin)
      case 's3':
        return this.#s3(members.s3)
    }
  }

  #folder(data: unknown): FolderStoreConfig | null {
    if (data === undefined) this.problems.push('log.dir: is missing')
    const dir = this.path(data, 'log.dir')
    return dir === undefined ? null : { kind: 'folder', dir }
  }

  #postgres(data: unknown, origin: unknown): PostgresStoreConfig | null {
    const at = 'log.postgres'
    const members = this.members(data, at, ['host', 'port', 'database', 'user', 'password', 'ca'], 'secret')
    const host = this.string(members.host, `${at}.host`)
    const database = this.string(members.database, `${at}.database`)
    for (const name of ['host', 'database']) {
      if (members[name] === undefined) this.problems.push(`${at}.${name}: is missing`)
    }
    if (host !== undefined && /[/@?]/.test(host) && !host.startsWith('/')) {
      this.problems.push(`${at}.host: is no name, no address and no absolute path of a folder`)
    }
    const { port = null } = members
    if (port !== null && !(Number.isInteger(port) && Number(port) > 0 && Number(port) < 65_536)) {
      this.problems.push(`${at}.port: is no port`)
    }
    const user = this.string(members.user, `${at}.user`) ?? null
    const password = this.secret(members.password, `${at}.password`)
    const ca = this.path(members.ca, `${at}.ca`) ?? null
    if (host === undefined || database === undefined || typeof origin !== 'string') return null
    return { kind: 'postgres', origin, host, port: port as number | null, database, user, password, ca }
  }

  /** Of credentials nothing: they are where the SDK looks for them. */
  #s3(data: unknown): S3StoreConfig | null {
    const at = 'log.s3'
    const known = ['bucket', 'prefix', 'region', 'endpoint', 'pathStyle', 'ca']
    const members = this.members(data, at, known, 'secret')
    const bucket = this.string(members.bucket, `${at}.bucket`)
    if (members.bucket === undefined) this.problems.push(`${at}.bucket: is missing`)
    else if (bucket !== undefined && !isBucket(bucket)) this.problems.push(`${at}.bucket: is no name of a bucket`)
    const prefix = this.string(members.prefix, `${at}.prefix`) ?? null
    if (prefix !== null && !isPrefix(prefix)) this.problems.push(`${at}.prefix: is no prefix such as logs/one`)
    const region = this.string(members.region, `${at}.region`) ?? null
    if (region !== null && !/^[A-Za-z0-9-]{1,63}$/.test(region)) this.problems.push(`${at}.region: is no region`)
    const endpoint = this.string(members.endpoint, `${at}.endpoint`) ?? null
    if (endpoint !== null && !isEndpoint(endpoint))
      this.problems.push(`${at}.endpoint: is no https: URL without user and query; plain HTTP is for this machine`)
    const { pathStyle = null } = members
    if (pathStyle !== null && typeof pathStyle !== 'boolean') this.problems.push(`${at}.pathStyle: is true or false`)
    const ca = this.path(members.ca, `${at}.ca`) ?? null
    if (bucket === undefined) return null
    return {
      kind: 's3',
      bucket,
      prefix,
      region,
      endpoint,
      pathStyle: pathStyle === null ? null : pathStyle === true,
      ca,
    }
  }
}
