import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createCa } from '../ca/ca.ts'
import { answersAt, freePort } from '../free-port.ts'
import { serverCertificate } from '../oidc/server-certificate.ts'
import { tempDir } from '../temp-dir.ts'
import { findTool, toolsMissing } from '../tool.ts'

const PROGRAM = 'versitygw'

/** An S3 server of its own, on loopback and in a folder of its own, with conditional writes. */
export interface S3Server extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, or with `https:`. */
  readonly url: string
  readonly port: number
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** For programs, and for this process: what the SDKs take credentials and region from. */
  readonly env: Readonly<Record<string, string>>
  /** PEM, of the authority that its certificate is by; null where it speaks plain HTTP. */
  readonly ca: string | null
  /** An empty one, of its own. @returns its name */
  createBucket(): Promise<string>
  /** Where a bucket's objects lie as files. */
  folderOf(bucket: string): string
  /** Ends it without a last word to its clients. */
  kill(): Promise<void>
  start(): Promise<void>
}

export interface S3ServerOptions {
  /** Speaks TLS, under a certificate for `127.0.0.1` and `localhost`. */
  readonly tls?: boolean
  /** Takes a folder whose names are those of buckets: by default one that goes with the server. */
  readonly root?: string
}

/** For `describe.skipIf`: false in CI, so that the tests run and fail. */
export function s3Missing(): boolean {
  return toolsMissing(PROGRAM)
}

/** @throws Error where the program is not there, or does not start */
export async function startS3({ tls = false, root }: S3ServerOptions = {}): Promise<S3Server> {
  const program = findTool(PROGRAM)
  if (program === null) throw new Error(`${PROGRAM} is not among the oracles: run \`npm run setup\``)
  const dir = tempDir()
  const objects = root ?? dir.at('objects')
  mkdirSync(objects, { recursive: true })
  const authority = tls ? await createCa() : null
  const credentials = authority && (await serverCertificate(authority))
  const port = await freePort()
  const region = 'us-east-1'
  const accessKeyId = `AK${randomBytes(9).toString('hex')}`
  const secretAccessKey = randomBytes(20).toString('hex')
  const args = ['--port', `127.0.0.1:${port}`, '--region', region, '--quiet', '--keep-alive']
  if (credentials) {
    args.push('--cert', dir.write('tls.crt', credentials.cert), '--key', dir.write('tls.key', credentials.key))
  }
  const env = { PATH: process.env.PATH ?? '', ROOT_ACCESS_KEY_ID: accessKeyId, ROOT_SECRET_ACCESS_KEY: secretAccessKey }
  let child: ChildProcess | null = null
  async function start(): Promise<void> {
    const server = spawn(program?.path ?? PROGRAM, [...args, 'posix', objects], {
      cwd: dir.path,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    server.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000)
    })
    child = server
    for (let attempt = 0; attempt < 400 && server.exitCode === null; attempt++) {
      if (await answersAt(port)) return
      await sleep(50)
    }
    throw new Error(`${PROGRAM} does not answer: ${said}`)
  }
  async function kill(): Promise<void> {
    const running = child
    child = null
    if (running === null || running.exitCode !== null || running.signalCode !== null) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    running.kill('SIGKILL')
    await ended
  }
  await start()
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    region,
    accessKeyId,
    secretAccessKey,
    env: {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION: region,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    ca: authority?.root.certificate.pem ?? null,
    async createBucket() {
      const name = `log-${readdirSync(objects).length}-${randomBytes(3).toString('hex')}`
      mkdirSync(join(objects, name))
      return name
    },
    folderOf: (bucket) => join(objects, bucket),
    kill,
    start,
    async [Symbol.asyncDispose]() {
      await kill()
      dir[Symbol.dispose]()
    },
  }
}
