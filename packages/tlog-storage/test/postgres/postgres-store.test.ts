import {
  canary,
  createCa,
  type Postgres,
  postgresMissing,
  softwareKey,
  startPostgres,
  testKey,
} from '@chancery/testkit'
import '@chancery/testkit/matchers'
import { utf8 } from '@chancery/core'
import { type NoteSigner, noteSigner, openCheckpoint, verifyLog } from '@chancery/tlog'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StoredLog } from '../../src/index.ts'
import type { PostgresServer } from '../../src/postgres/index.ts'
import { openStore } from '../opened-store.ts'
import { describeComparing, describeStore, ORIGIN } from '../store-contract.ts'

describe.skipIf(postgresMissing())('in PostgreSQL', () => {
  let postgres: Postgres
  let signer: NoteSigner
  beforeAll(async () => {
    postgres = await startPostgres()
    signer = noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519') }))
  })
  afterAll(() => postgres[Symbol.asyncDispose]())

  async function serverOf(given: Postgres = postgres): Promise<PostgresServer> {
    const { socket, port, user, password } = given
    return { host: socket, port, user, password, database: await given.createDatabase() }
  }
  const specOf = (server: PostgresServer, patience?: number) =>
    ({ kind: 'postgres', server, origin: ORIGIN, ...(patience !== undefined && { patience }) }) as const
  const options = () => ({ origin: ORIGIN, signers: [signer], window: 0 })
  const opened = async (server: PostgresServer): Promise<StoredLog> =>
    StoredLog.open(await openStore(specOf(server)), options())
  const made = async (server: PostgresServer): Promise<StoredLog> =>
    StoredLog.create(await openStore(specOf(server)), options())

  async function entriesOf(log: StoredLog): Promise<readonly string[]> {
    const entries: string[] = []
    const head = openCheckpoint(log.checkpoint, { origin: ORIGIN, keys: [signer.key] })
    await verifyLog(log, head, { visit: (_, entry) => entries.push(Buffer.from(entry).toString()) })
    return entries
  }

  const fresh = async () => specOf(await serverOf())
  describeStore(fresh)
  describeComparing(fresh)

  it('keeps several logs in one database', async () => {
    const server = await serverOf()
    await using first = await made(server)
    const other = { ...specOf(server), origin: 'other.example.com' } as const
    const key = softwareKey({ key: await testKey('ed25519') })
    const signers = [noteSigner(other.origin, key)]
    await using second = await StoredLog.create(await openStore(other), { origin: other.origin, signers, window: 0 })
    await Promise.all([first.add(utf8('a')), second.add(utf8('b')), first.add(utf8('c'))])
    expect(await entriesOf(first)).toHaveLength(2)
  })

  it('has what it acknowledged when the server dies under it, and goes on when it is back', async () => {
    await using server = await startPostgres()
    const place = await serverOf(server)
    await using log = await made(place)
    const acknowledged: string[] = []
    let next = 0
    let isDead = false
    const writing = Promise.allSettled(
      Array.from({ length: 5 }, async () => {
        while (!isDead) {
          const entry = `entry ${next++}`
          const { index } = await log.add(utf8(entry))
          acknowledged[index] = entry
        }
      }),
    )
    while (acknowledged.length < 60) await new Promise((resolve) => setTimeout(resolve, 5))
    isDead = true
    await server.kill()
    for (const one of await writing) {
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({ code: 'LOG_STORE_UNAVAILABLE', family: 'environment' })
    }
    await expect(() => log.add(utf8('while it is away'))).toThrowCode('LOG_STORE_UNAVAILABLE')
    await server.start()
    const { index } = await log.add(utf8('afterwards'))
    const entries = await entriesOf(log)
    expect(entries[index]).toBe('afterwards')
    for (const [at, entry] of acknowledged.entries()) if (entry !== undefined) expect(entries[at]).toBe(entry)
  }, 120_000)

  it('goes on where its connection with the lock is closed', async () => {
    const server = await serverOf()
    await using log = await made(server)
    await log.add(utf8('one'))
    const store = await openStore(specOf(server))
    const lock = await store.lock()
    await postgres.sql(server.database, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
    // Another takes over from one that does not know it yet.
    expect((await log.add(utf8('two'))).index).toBe(1)
    await lock[Symbol.asyncDispose]()
    await store[Symbol.asyncDispose]()
  })

  it('is not waited for without end', async () => {
    const server = await serverOf()
    await using log = await made(server)
    await using holder = await openStore(specOf(server))
    const lock = await holder.lock()
    const store = await openStore(specOf(server, 50))
    await expect(() => StoredLog.open(store, options())).toThrowCode('LOG_BUSY')
    await lock[Symbol.asyncDispose]()
    expect((await log.add(utf8('one'))).index).toBe(0)
  })

  const refused: readonly (readonly [string, Partial<PostgresServer>, string])[] = [
    ['another password', { password: 'wrong' }, 'LOG_STORE_REFUSED'],
    ['another user', { user: 'nobody' }, 'LOG_STORE_REFUSED'],
    ['no such database', { database: 'absent' }, 'LOG_STORE_REFUSED'],
    ['nobody at that port', { port: 1 }, 'LOG_STORE_UNAVAILABLE'],
    ['no such host', { host: 'host.invalid' }, 'LOG_STORE_UNAVAILABLE'],
  ]
  it.each(refused)('says what is wrong: %s', async (_, change, code) => {
    const store = await openStore(specOf({ ...(await serverOf()), ...change }))
    await expect(() => StoredLog.open(store, options())).toThrowCode(code)
  })

  it('tells no password, whatever fails', async () => {
    const secret = canary()
    for (const change of [{}, { database: 'absent' }, { host: 'localhost', ca: ['no certificate'] }, { port: 1 }]) {
      const store = await openStore(specOf({ ...(await serverOf()), password: secret.secret, ...change }))
      const error = await StoredLog.open(store, options()).catch((cause: unknown) => cause)
      secret.assertAbsent(error)
    }
  })

  it('is encrypted, and asks the server for its certificate', async () => {
    const { user, password, port, ca } = postgres
    const server = { host: 'localhost', port, user, password, ca: [ca], database: await postgres.createDatabase() }
    await using log = await made(server)
    await log.add(utf8('one'))
    expect(
      await postgres.sql(
        server.database,
        "SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'chancery'",
      ),
    ).toBe('t')
    const other = { ...server, ca: [(await createCa({ key: 'p256', name: 'Other' })).root.certificate.pem] }
    await expect(() => opened(other)).toThrowCode('LOG_STORE_REFUSED')
    await using plain = await startPostgres({ settings: { ssl: 'off' } })
    await expect(() => opened({ ...server, port: plain.port, password: plain.password })).toThrowCode(
      'LOG_STORE_REFUSED',
    )
  })

  it.each(['fsync', 'full_page_writes'])('is not kept where %s is off', async (setting) => {
    await using unsafe = await startPostgres({ settings: { [setting]: 'off' } })
    await expect(async () => made(await serverOf(unsafe))).toThrowCode('LOG_STORE_UNSAFE')
  })

  it('is written by a role that can do no more than that', async () => {
    const server = await serverOf()
    await (await made(server)).close()
    await postgres.sql(
      server.database,
      `CREATE ROLE reader LOGIN PASSWORD 'reader'; GRANT SELECT ON chancery_log, chancery_log_file TO reader;
       CREATE ROLE writer LOGIN PASSWORD 'writer'; GRANT SELECT, INSERT, UPDATE ON chancery_log TO writer;
       GRANT SELECT, INSERT, DELETE ON chancery_log_file TO writer`,
    )
    await using writer = await opened({ ...server, user: 'writer', password: 'writer' })
    await Promise.all(Array.from({ length: 300 }, (_, at) => writer.add(utf8(`${at}`))))
    await using reader = await opened({ ...server, user: 'reader', password: 'reader' })
    expect(await entriesOf(reader)).toHaveLength(300)
    await expect(() => reader.add(utf8('no'))).toThrowCode('LOG_STORE_REFUSED')
    expect((await writer.add(utf8('yes'))).index).toBe(300)
  })

  describe('that somebody has written to by hand', () => {
    async function grown(): Promise<PostgresServer> {
      const server = await serverOf()
      await using log = await made(server)
      for (const text of ['one', 'two', 'three']) await log.add(utf8(text))
      return server
    }
    const SOME: readonly (readonly [string, string, string])[] = [
      [
        'with an older state',
        "UPDATE chancery_log SET state = convert_to(replace(convert_from(state, 'UTF8'), '\"size\":3', '\"size\":2'), 'UTF8')",
        'LOG_DAMAGED',
      ],
      ['without a state that can be read', "UPDATE chancery_log SET state = 'x'", 'LOG_STATE_MALFORMED'],
      [
        'with a tile that is another',
        "UPDATE chancery_log_file SET content = decode(repeat('00', 96), 'hex') WHERE path = 'tile/0/000.p/3'",
        'LOG_DAMAGED',
      ],
      [
        'with an entry that is another',
        "UPDATE chancery_log_file SET content = content || 'x' WHERE path = 'tile/entries/000.p/3'",
        'LOG_DAMAGED',
      ],
      ['without a tile', "DELETE FROM chancery_log_file WHERE path = 'tile/0/000.p/3'", 'LOG_DAMAGED'],
      ['without the log', 'DELETE FROM chancery_log_file; DELETE FROM chancery_log', 'LOG_NOT_FOUND'],
      ['without its tables', 'DROP TABLE chancery_log_file; DROP TABLE chancery_log', 'LOG_NOT_FOUND'],
    ]
    it.each(SOME)('%s is not opened', async (_, change, code) => {
      const server = await grown()
      await postgres.sql(server.database, change)
      await expect(() => opened(server)).toThrowCode(code)
    })

    it('where the next tile goes is not written over', async () => {
      const server = await grown()
      await using log = await opened(server)
      await postgres.sql(server.database, `INSERT INTO chancery_log_file VALUES ('${ORIGIN}', 'tile/0/000.p/4', 'x')`)
      await expect(() => log.add(utf8('four'))).toThrowCode('LOG_DAMAGED')
      await using again = await opened(server)
      expect(await entriesOf(again)).toHaveLength(3)
    })

    it('brought back to before its checkpoint is not gone on with', async () => {
      const server = await grown()
      const old = await stateOf(server)
      {
        await using log = await opened(server)
        await log.add(utf8('four'))
      }
      await postgres.sql(server.database, `UPDATE chancery_log SET state = decode('${old}', 'hex')`)
      await expect(() => opened(server)).toThrowCode('LOG_ROLLED_BACK')
    })

    it('whose disk is full says so, and has nothing of the batch', async () => {
      const server = await grown()
      await using log = await opened(server)
      const full = "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'"
      await postgres.sql(
        server.database,
        `CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${full}; END $$;
         CREATE TRIGGER full_disk BEFORE INSERT ON chancery_log_file EXECUTE FUNCTION full_disk()`,
      )
      await expect(() => log.add(utf8('four'))).toThrowCode('LOG_STORE_UNAVAILABLE')
      await postgres.sql(server.database, 'DROP TRIGGER full_disk ON chancery_log_file')
      expect((await log.add(utf8('four again'))).index).toBe(3)
      expect(await entriesOf(log)).toEqual(['one', 'two', 'three', 'four again'])
    })

    async function stateOf({ database }: PostgresServer): Promise<string> {
      return postgres.sql(database, "SELECT encode(state, 'hex') FROM chancery_log")
    }
  })
})
