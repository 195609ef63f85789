/** The log in a database: made, written to, read by every command, away, and back. */
import { writeFileSync } from 'node:fs'
import { canary, type Postgres, postgresMissing, softHsmMissing, startPostgres } from '@chancery/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { itIsALog, RemoteLog, type RemotePlace } from './remote-log.ts'
import { chancery } from './workbench.ts'

describe.skipIf(postgresMissing() || softHsmMissing())('a log in PostgreSQL', () => {
  let postgres: Postgres
  let database: string
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres[Symbol.asyncDispose]())

  const place = (): RemotePlace => ({
    env: { LOG_PASSWORD: postgres.password },
    async make(at) {
      const { port, user, ca } = postgres
      writeFileSync(at('db.pem'), ca)
      database = await postgres.createDatabase()
      const server = `host: localhost, port: ${port}, database: ${database}, user: ${user}`
      const yaml = `postgres: { ${server}, password: { env: LOG_PASSWORD }, ca: db.pem }`
      return { yaml, log: `postgresql://localhost:${port}/${database}` }
    },
    kill: () => postgres.kill(),
    start: () => postgres.start(),
  })
  const remote = new RemoteLog(place)
  itIsALog(remote, place)

  it('is refused where an entry was changed', async () => {
    await remote.begin()
    const changed = "UPDATE chancery_log_file SET content = content || 'x' WHERE path LIKE 'tile/entries/%'"
    await postgres.sql(database, changed)
    expect(await remote.report('log', 'verify')).toMatchObject({ code: 1 })
    const signed = await remote.sign('run.sh')
    expect([signed.code, signed.json.failed[0]?.code]).toEqual([1, 'LOG_DAMAGED'])
  })

  it('lets nothing be signed without a password, or with another, and tells none', async () => {
    await remote.begin()
    const sign = ['sign', 'run.sh', '--key', 'release', '--out', 'out', '--json']
    const without = await chancery(sign, { cwd: remote.path })
    expect([without.code, without.json.failed[0]?.code]).toEqual([2, 'LOG_PASSWORD_MISSING'])
    const other = canary('password')
    const wrong = await chancery(sign, { cwd: remote.path, env: { LOG_PASSWORD: other.secret } })
    expect([wrong.code, wrong.json.failed[0]?.code]).toEqual([2, 'LOG_STORE_REFUSED'])
    other.assertAbsent(wrong.stdout, wrong.stderr)
  })
})
