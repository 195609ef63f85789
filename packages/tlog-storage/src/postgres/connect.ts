import { loadClient } from '../client-package.ts'
import type { SqlPool } from './sql-pool.ts'

export interface PostgresServer {
  /** Name, address, or the absolute path of the folder of its socket. */
  readonly host: string
  /** 5432 by default. */
  readonly port?: number | undefined
  readonly database: string
  /** By default who runs this, as with psql. */
  readonly user?: string | undefined
  readonly password?: string | undefined
  /** Authorities in PEM that its certificate is by; without them those that Node trusts. */
  readonly ca?: readonly string[] | undefined
}

/** Milliseconds. */
const CONNECT = 10_000
const STATEMENT = 60_000

/**
 * Connections, made when they are needed: encrypted and to a server that proves its name, but for one on this machine without authorities.
 * @throws TlogStorageError LOG_STORE_CLIENT_MISSING
 */
export function openPool(server: PostgresServer): SqlPool {
  const { Pool } = loadClient<typeof import('pg')>('pg', 'a log in PostgreSQL')
  const { host, port = 5432, database, user, password, ca } = server
  const pool = new Pool({
    host,
    port,
    database,
    user,
    password,
    ssl: isHere(host) && ca === undefined ? false : { rejectUnauthorized: true, ...(ca && { ca: [...ca] }) },
    application_name: 'chancery',
    max: 4,
    connectionTimeoutMillis: CONNECT,
    idleTimeoutMillis: CONNECT,
    query_timeout: STATEMENT,
    keepAlive: true,
    // Nobody waits for idle connections when all work is done.
    allowExitOnIdle: true,
  })
  // A connection that the server closes while nothing is asked on it is noticed with the next question; without listeners it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (connection) => connection.on('error', () => {}))
  return pool as unknown as SqlPool
}

/** For people: without a user and a password. */
export function nameOf({ host, port = 5432, database }: PostgresServer): string {
  return `postgresql://${host.includes(':') ? `[${host}]` : encodeURIComponent(host)}:${port}/${encodeURIComponent(database)}`
}

function isHere(host: string): boolean {
  return host.startsWith('/') || /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host)
}
