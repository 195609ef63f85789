import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { utf8 } from '@chancery/core'
import { type S3Server, s3Missing, softwareKey, startS3, testKey } from '@chancery/testkit'
import { type NoteSigner, noteSigner, openCheckpoint, verifyLog } from '@chancery/tlog'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { StoredLog } from '../../src/index.ts'
import { openObjects, s3Store } from '../../src/s3/index.ts'
import { Dice } from '../folder/disk.ts'
import { useCredentials } from './between.ts'

const ORIGIN = 'log.example.com'

/** The network before a server: what is asked arrives, and some answers do not. */
class Network implements AsyncDisposable {
  lost = 0
  /** Whether the answer to a request breaks off. */
  loses: (method: string, path: string) => boolean = () => false
  readonly #server: Server
  readonly #port: number

  constructor(port: number) {
    this.#port = port
    this.#server = createServer((asked, answer) => this.#forward(asked, answer))
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  #forward(asked: IncomingMessage, answer: ServerResponse): void {
    const { method = '', url: path = '', headers } = asked
    const onward = request({ host: '127.0.0.1', port: this.#port, method, path, headers }, (response) => {
      const isLost = this.loses(method, path)
      if (!isLost) answer.writeHead(response.statusCode ?? 502, response.headers)
      response.on('data', (chunk) => isLost || answer.write(chunk))
      response.on('end', () => {
        if (!isLost) return answer.end()
        this.lost++
        return answer.destroy()
      })
    })
    onward.on('error', () => answer.destroy())
    asked.pipe(onward)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

describe.skipIf(s3Missing())('a log in a bucket whose answers break off', () => {
  let server: S3Server
  let signer: NoteSigner
  beforeAll(async () => {
    server = await startS3()
    signer = noteSigner(ORIGIN, softwareKey({ key: await testKey('ed25519') }))
    useCredentials(server.env)
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await server[Symbol.asyncDispose]()
  })

  async function entriesOf(log: StoredLog): Promise<readonly string[]> {
    const entries: string[] = []
    const head = openCheckpoint(log.checkpoint, { origin: ORIGIN, keys: [signer.key] })
    await verifyLog(log, head, { visit: (_, entry) => entries.push(Buffer.from(entry).toString()) })
    return entries
  }

  it('has everything once: the SDK asks again, meets what it wrote itself, and the log finds out', async () => {
    await using network = new Network(server.port)
    const endpoint = await network.listen()
    const bucket = await server.createBucket()
    const dice = new Dice(7)
    await using log = await StoredLog.create(s3Store(openObjects({ bucket, endpoint })), {
      origin: ORIGIN,
      signers: [signer],
      window: 0,
    })
    // Not the same twice: the SDK's patience is another matter.
    let last = ''
    network.loses = (method, path) => {
      const isLost = method !== 'GET' && path !== last && dice.below(6) === 0
      last = isLost ? path : ''
      return isLost
    }
    for (let at = 0; at < 24; at++) expect((await log.add(utf8(`entry ${at}`))).index).toBe(at)
    expect(network.lost).toBeGreaterThan(10)
    expect(await entriesOf(log)).toEqual(Array.from({ length: 24 }, (_, at) => `entry ${at}`))
  }, 120_000)

  it('is not gone on with twice where no answer to a swap comes at all', async () => {
    await using network = new Network(server.port)
    const endpoint = await network.listen()
    const bucket = await server.createBucket()
    await using log = await StoredLog.create(s3Store(openObjects({ bucket, endpoint })), {
      origin: ORIGIN,
      signers: [signer],
      window: 0,
    })
    for (const key of ['.chancery/state', 'checkpoint']) {
      network.loses = (method, path) => method === 'PUT' && path.includes(key)
      await log.add(utf8(key))
    }
    network.loses = () => false
    expect(network.lost).toBe(8)
    expect(await entriesOf(log)).toEqual(['.chancery/state', 'checkpoint'])
  }, 120_000)
})
