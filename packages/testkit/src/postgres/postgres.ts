import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { chownSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { createCa } from '../ca/ca.ts'
import { answersAt, freePort } from '../free-port.ts'
import { serverCertificate } from '../oidc/server-certificate.ts'

const run = promisify(execFile)

/** A PostgreSQL server of its own, on loopback and with its socket in a folder of its own. */
export interface Postgres extends AsyncDisposable {
  readonly host: string
  readonly port: number
  /** The folder of the socket. */
  readonly socket: string
  readonly database: string
  readonly user: string
  readonly password: string
  /** PEM, of the authority that its certificate for `localhost` is by. */
  readonly ca: string
  /** An empty one, of its own. @returns its name */
  createDatabase(): Promise<string>
  /** As the owner of everything. @returns what psql prints */
  sql(database: string, text: string): Promise<string>
  /** Ends it as a power failure would, without a last word to its clients. */
  kill(): Promise<void>
  start(): Promise<void>
}

export interface PostgresOptions {
  /** Settings of the server: `{ fsync: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>
}

/** Debian keeps the server's programs off PATH, one folder a version. */
function programs(): string | null {
  const installed = [
    '/usr/lib/postgresql/*/bin/initdb',
    '/usr/local/pgsql/bin/initdb',
    '/opt/homebrew/opt/postgresql@*/bin/initdb',
  ]
  const [found] = globSync(installed).sort().reverse()
  return found === undefined ? null : join(found, '..')
}

/** For `describe.skipIf`: false in CI, so that the tests run and fail. */
export function postgresMissing(): boolean {
  return !process.env.CI && programs() === null
}

/** @throws Error where it is not installed, or does not start */
export async function startPostgres({ settings = {} }: PostgresOptions = {}): Promise<Postgres> {
  const bin = programs()
  if (bin === null) throw new Error('PostgreSQL is not installed: run `npm run setup`')
  const home = mkdtempSync(join(tmpdir(), 'chancery-pg-'))
  const data = join(home, 'data')
  const who = unprivileged()
  const password = 'correct horse battery staple'
  mkdirSync(data)
  writeFileSync(join(home, 'password'), `${password}\n`, { mode: 0o600 })
  const authority = await createCa()
  const { cert, key } = await serverCertificate(authority)
  writeFileSync(join(home, 'server.crt'), cert)
  writeFileSync(join(home, 'server.key'), key, { mode: 0o600 })
  if (who)
    for (const name of ['', 'data', 'password', 'server.crt', 'server.key'])
      chownSync(join(home, name), who.uid, who.gid)
  const init = [
    '-D',
    data,
    '-U',
    'chancery',
    '-A',
    'scram-sha-256',
    `--pwfile=${join(home, 'password')}`,
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
  ]
  const made = spawnSync(join(bin, 'initdb'), init, { cwd: home, encoding: 'utf8', ...who })
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`)
  const port = await freePort()
  const given = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: home,
    ssl: 'on',
    ssl_cert_file: join(home, 'server.crt'),
    ssl_key_file: join(home, 'server.key'),
    ...settings,
  }
  const args = ['-D', data, ...Object.entries(given).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  let child: ChildProcess | null = null
  let said = ''
  /** After a kill its children may still hold its memory for a moment. */
  async function start(): Promise<void> {
    for (let attempt = 0; attempt < 20; attempt++) {
      said = ''
      const server = spawn(join(bin as string, 'postgres'), args, {
        cwd: home,
        stdio: ['ignore', 'ignore', 'pipe'],
        ...who,
      })
      server.stderr?.on('data', (chunk: Buffer) => {
        said = (said + chunk.toString()).slice(-4000)
      })
      child = server
      while (server.exitCode === null) {
        if (said.includes('ready to accept connections') && (await answersAt(port))) return
        await sleep(50)
      }
      await sleep(200)
    }
    throw new Error(`postgres does not start: ${said}`)
  }
  async function end(signal: NodeJS.Signals): Promise<void> {
    const running = child
    child = null
    if (running === null || running.exitCode !== null || running.signalCode !== null) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    running.kill(signal)
    await ended
  }
  let databases = 0
  async function psql(database: string, text: string): Promise<string> {
    const env = { ...process.env, PGPASSWORD: password }
    const asked = [
      '-X',
      '-q',
      '-A',
      '-t',
      '-v',
      'ON_ERROR_STOP=1',
      '-h',
      home,
      '-p',
      String(port),
      '-U',
      'chancery',
      '-d',
      database,
    ]
    const { stdout } = await run(join(bin as string, 'psql'), [...asked, '-c', text], { env })
    return stdout.trim()
  }
  await start()
  return {
    host: 'localhost',
    port,
    socket: home,
    database: 'postgres',
    user: 'chancery',
    password,
    ca: authority.root.certificate.pem,
    async createDatabase() {
      const name = `log_${++databases}`
      await psql('postgres', `CREATE DATABASE ${name}`)
      return name
    },
    sql: psql,
    start,
    kill: () => end('SIGKILL'),
    async [Symbol.asyncDispose]() {
      await end('SIGINT')
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL does not run as root: whoever the package made for it, or nobody. */
function unprivileged(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }))
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  }
  throw new Error('there is no user that PostgreSQL could run as')
}
