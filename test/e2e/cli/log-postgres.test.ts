/** The log in a database: made, written to, read by every command, away, and back. */
import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { buildPe, canary, type Postgres, postgresMissing, script, startPostgres } from '@chancery/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { ORIGIN } from './with-log.ts'
import { chancery, type Ran, start, workbench } from './workbench.ts'

describe.skipIf(postgresMissing())('a log in PostgreSQL', () => {
  let postgres: Postgres
  let path: string
  let database: string
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres[Symbol.asyncDispose]())

  const at = (name: string): string => `${path}/${name}`
  const run = (...args: string[]): Promise<Ran> =>
    chancery(args, { cwd: path, env: { LOG_PASSWORD: postgres.password } })
  const configure = (change: (text: string) => string): void =>
    writeFileSync(at('chancery.yaml'), change(readFileSync(at('chancery.yaml'), 'utf8')))

  beforeEach(async () => {
    const bench = await workbench('--log', ORIGIN)
    path = bench.path
    onTestFinished(() => bench[Symbol.dispose]())
    // The log of `init` is another one, of the same name and key: what is known of it would speak against this one.
    for (const folder of ['log', 'events']) rmSync(at(`.chancery/${folder}`), { recursive: true, force: true })
    const { port, user, ca } = postgres
    writeFileSync(at('db.pem'), ca)
    database = await postgres.createDatabase()
    const server = `{ host: localhost, port: ${port}, database: ${database}, user: ${user}, password: { env: LOG_PASSWORD }, ca: db.pem }`
    configure((text) => text.replace('dir: .chancery/log', `postgres: ${server}`))
    writeFileSync(at('app.exe'), buildPe())
    writeFileSync(at('run.sh'), script('bash'))
  })

  async function report(...args: string[]): Promise<{ readonly code: number | null; readonly report: unknown }> {
    const { code, stdout } = await run(...args)
    return { code, report: JSON.parse(stdout) }
  }
  const sign = (...files: string[]): Promise<Ran> => run('sign', ...files, '--key', 'release', '--out', 'out', '--json')

  it('has what is signed, and is read by every command', async () => {
    const before = await sign('app.exe')
    expect([before.code, before.json.failed[0]?.code]).toEqual([2, 'LOG_NOT_FOUND'])
    const name = expect.stringMatching(/^postgresql:\/\/localhost:\d+\/log_\d+$/)
    expect(await report('log', 'init', '--json')).toMatchObject({ code: 0, report: { origin: ORIGIN, log: name } })
    expect(await report('log', 'init', '--json')).toMatchObject({
      code: 2,
      report: { failed: [{ code: 'LOG_EXISTS' }] },
    })
    const signed = await sign('app.exe', 'run.sh')
    expect(signed.code, signed.stderr).toBe(0)
    expect(signed.json.files.every(({ log }) => log?.origin === ORIGIN)).toBe(true)
    expect(await report('verify', 'out/app.exe', 'out/run.sh', '--require', 'log', '--json')).toMatchObject({ code: 0 })
    expect(await report('log', 'verify', '--json')).toMatchObject({ code: 0, report: { log: name } })
    expect(await report('log', 'search', 'out/app.exe', '--json')).toMatchObject({ code: 0, report: { log: name } })
    expect(await report('log', 'prove', '--bundle', 'out/app.exe.sigstore.json', '--json')).toMatchObject({ code: 0 })
    const watch = [
      'log',
      'monitor',
      '--state',
      'log.state',
      '--signer-key',
      '.chancery/attestation.pub',
      '--known',
      'out',
      '--known',
      '.chancery/events',
    ]
    expect(await report(...watch, '--json')).toMatchObject({ code: 0, report: { alarms: [] } })
    await postgres.sql(
      database,
      "UPDATE chancery_log_file SET content = content || 'x' WHERE path LIKE 'tile/entries/%'",
    )
    expect(await report('log', 'verify', '--json')).toMatchObject({ code: 1 })
  })

  it('is served over HTTP, and verified there', async () => {
    expect((await run('log', 'init')).code).toBe(0)
    expect((await sign('app.exe')).code).toBe(0)
    const env = { LOG_PASSWORD: postgres.password }
    const running = start(['log', 'serve', '--listen', '127.0.0.1:0', '--json'], { cwd: path, env })
    const [line] = await once(running.child.stdout, 'data')
    const { url } = JSON.parse(String(line)) as { url: string }
    const verified = await report('log', 'verify', url, '--json')
    expect(verified).toMatchObject({ code: 0, report: { origin: ORIGIN, log: url } })
    running.child.kill('SIGTERM')
    expect((await running.ended).code).toBe(0)
  })

  it('is waited for in the queue while its server is away', async () => {
    expect((await run('log', 'init')).code).toBe(0)
    configure((text) => text.replace('key: log }', 'key: log, onFailure: queue }'))
    await postgres.kill()
    const signed = await sign('app.exe')
    expect(signed.code, signed.stderr).toBe(0)
    expect(signed.json.files[0]?.log).toMatchObject({ origin: ORIGIN, index: null })
    expect(await report('log', 'flush', '--json')).toMatchObject({
      code: 3,
      report: { failed: [{ code: 'LOG_STORE_UNAVAILABLE' }] },
    })
    await postgres.start()
    expect((await run('log', 'flush', '--json')).code).toBe(0)
    expect((await run('verify', 'out/app.exe', '--require', 'log')).code).toBe(0)
  })

  it('lets nothing be signed without a password, or with another, and tells none', async () => {
    expect((await run('log', 'init')).code).toBe(0)
    const without = await chancery(['sign', 'app.exe', '--key', 'release', '--out', 'out', '--json'], { cwd: path })
    expect([without.code, without.json.failed[0]?.code]).toEqual([2, 'LOG_PASSWORD_MISSING'])
    const other = canary('password')
    const env = { LOG_PASSWORD: other.secret }
    const wrong = await chancery(['sign', 'app.exe', '--key', 'release', '--out', 'out', '--json'], { cwd: path, env })
    expect([wrong.code, wrong.json.failed[0]?.code]).toEqual([2, 'LOG_STORE_REFUSED'])
    other.assertAbsent(wrong.stdout, wrong.stderr)
  })
})
