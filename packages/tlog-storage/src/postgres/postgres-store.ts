import { createHash } from 'node:crypto'
import type { LogFile } from '@chancery/tlog'
import { TlogStorageError } from '../errors.ts'
import { CHECKPOINT_PATH, type LogStore } from '../log-store.ts'
import { asStorageError } from './sql-errors.ts'
import type { SqlConnection, SqlPool, SqlResult, SqlSession } from './sql-pool.ts'
import {
  DELETE_PARTIALS,
  HAS_TABLES,
  INSERT_FILES,
  INSERT_LOG,
  LOCK_CHECKPOINT,
  READ_CHECKPOINT,
  READ_FILE,
  READ_STATE,
  SETTINGS,
  TABLES,
  UPDATE_CHECKPOINT,
  UPDATE_STATE,
} from './tables.ts'

export interface PostgresStoreOptions {
  /** Of the log: several share the tables. */
  readonly origin: string
  /** The database, for people: without a password. */
  readonly name: string
  /** How long another process may hold the log, in milliseconds: 30 seconds by default. */
  readonly patience?: number
}

/**
 * A log in a PostgreSQL database. Entries and state are one transaction, whose update says who goes on from where; an advisory lock only gives turns.
 * @param pool is ended with the store
 */
export function postgresStore(pool: SqlPool, options: PostgresStoreOptions): LogStore {
  return new PostgresStore(pool, options)
}

class PostgresStore implements LogStore {
  readonly name: string
  readonly #pool: SqlPool
  readonly #origin: string
  readonly #patience: number

  constructor(pool: SqlPool, { origin, name, patience = 30_000 }: PostgresStoreOptions) {
    this.name = name
    this.#pool = pool
    this.#origin = origin
    this.#patience = patience
  }

  async prepare(): Promise<boolean> {
    await this.#assertSafe()
    // A role that may only write finds the tables made for it.
    if (!(await this.#hasTables())) {
      await this.#transaction(async (session) => {
        // Two at once would both find no table, and one of them fail.
        await session.query('SELECT pg_advisory_xact_lock($1)', [lockKey('tables')])
        await session.query(TABLES)
      })
    }
    return (await this.readState()) === null
  }

  async lock(): Promise<AsyncDisposable> {
    const connection = await this.#work(() => this.#pool.connect())
    try {
      await this.#work(() => acquire(connection, lockKey(`log ${this.#origin}`), this.#patience))
    } catch (error) {
      connection.release(true)
      throw error
    }
    return {
      async [Symbol.asyncDispose]() {
        // Where the connection is gone so is the lock.
        const unlocked = await connection.query('SELECT pg_advisory_unlock_all()').then(
          () => true,
          () => false,
        )
        connection.release(!unlocked)
      },
    }
  }

  /** A transaction leaves nothing half done. */
  async recover(): Promise<void> {
    await this.#assertSafe()
  }

  readState(): Promise<Uint8Array | null> {
    return this.#read(READ_STATE, [this.#origin])
  }

  read(path: string): Promise<Uint8Array | null> {
    return path === CHECKPOINT_PATH
      ? this.#read(READ_CHECKPOINT, [this.#origin])
      : this.#read(READ_FILE, [this.#origin, path])
  }

  advance(previous: Uint8Array | null, next: Uint8Array, files: readonly LogFile[]): Promise<boolean> {
    return this.#transaction(async (session) => {
      const { rowCount } =
        previous === null
          ? await session.query(INSERT_LOG, [this.#origin, bytea(next)])
          : await session.query(UPDATE_STATE, [this.#origin, bytea(previous), bytea(next)])
      if (rowCount !== 1) return false
      const paths = files.map(({ path }) => path)
      if (paths.length > 0) {
        await session.query(INSERT_FILES, [this.#origin, paths, files.map(({ bytes }) => bytea(bytes))])
      }
      return true
    })
  }

  async publishCheckpoint(checkpoint: Uint8Array, replaces: (shown: Uint8Array) => boolean): Promise<void> {
    await this.#transaction(async (session) => {
      const shown = contentOf(await session.query(LOCK_CHECKPOINT, [this.#origin]))
      if (shown === null || replaces(shown)) await session.query(UPDATE_CHECKPOINT, [this.#origin, bytea(checkpoint)])
    })
  }

  async dropPartials(paths: readonly string[]): Promise<void> {
    if (paths.length > 0) await this.#work(() => this.#pool.query(DELETE_PARTIALS, [this.#origin, paths]))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.end().catch(() => {})
  }

  /** @throws TlogStorageError LOG_STORE_UNSAFE */
  async #assertSafe(): Promise<void> {
    const { rows } = await this.#work(() => this.#pool.query(SETTINGS))
    if (rows.length === 0) return
    const settings = rows.map(({ name }) => `${String(name)} = off`).join(', ')
    throw new TlogStorageError('LOG_STORE_UNSAFE', `${this.name} has ${settings}: a crash could take entries back`)
  }

  async #hasTables(): Promise<boolean> {
    const { rows } = await this.#work(() => this.#pool.query(HAS_TABLES))
    return rows[0]?.log === true && rows[0].file === true
  }

  async #read(text: string, values: readonly unknown[]): Promise<Uint8Array | null> {
    try {
      return contentOf(await this.#pool.query(text, values))
    } catch (error) {
      // No table: no log.
      if (error instanceof Error && 'code' in error && error.code === '42P01') return null
      throw asStorageError(error, this.name)
    }
  }

  /** Committed, or without effect; where the connection breaks off at the very end, one of both. */
  #transaction<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    return this.#work(async () => {
      const connection = await this.#pool.connect()
      let isWhole = false
      try {
        // Whatever the server or the role has: what is acknowledged is on the disk.
        await connection.query('BEGIN; SET LOCAL synchronous_commit TO on')
        const result = await work(connection)
        await connection.query('COMMIT')
        isWhole = true
        return result
      } finally {
        // Closed, the server rolls it back.
        connection.release(!isWhole)
      }
    })
  }

  async #work<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw asStorageError(error, this.name)
    }
  }
}

async function acquire(connection: SqlConnection, key: string, patience: number): Promise<void> {
  await connection.query("SELECT set_config('lock_timeout', $1, false)", [`${patience}ms`])
  await connection.query('SELECT pg_advisory_lock($1)', [key])
}

/** A number of 64 bits for a name: locks are numbers. */
function lockKey(name: string): string {
  return createHash('sha256').update(`chancery ${name}`).digest().readBigInt64BE().toString()
}

/** The driver takes a Buffer for bytes, and another array of bytes for a list of numbers. */
function bytea({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}

function contentOf({ rows }: SqlResult): Uint8Array | null {
  const content = rows[0]?.content
  return content instanceof Uint8Array ? new Uint8Array(content.buffer, content.byteOffset, content.byteLength) : null
}
