import '@chancery/testkit/matchers'
import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { utf8 } from '@chancery/core'
import { type Ca, createCa, softwareKey } from '@chancery/testkit'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  encodeTimestampQuery,
  parseTimestampAnswer,
  type RequestEntry,
  type ServeOptions,
  serveTimestamps,
  type TimestampAnswer,
  type TimestampResponderOptions,
  type TimestampServer,
  timestampResponder,
} from '../src/index.ts'
import { steadyClock } from '../src/steady-clock.ts'

const value = Uint8Array.from(createHash('sha256').update(utf8('a signature value')).digest())
const QUERY = encodeTimestampQuery({ imprint: { digest: 'sha256', value }, policy: null, nonce: null, certReq: true })
const HEADERS = { 'content-type': 'application/timestamp-query' }
let ca: Ca
let key: ReturnType<typeof softwareKey>
beforeAll(async () => {
  ca = await createCa()
  key = softwareKey(await ca.certify({ purpose: 'timestamping', key: 'p256' }), { name: 'tsa' })
})

function serve(
  options: ServeOptions = {},
  responder: Partial<TimestampResponderOptions> = {},
): Promise<TimestampServer> {
  return serveTimestamps(timestampResponder({ key, ...responder }), options)
}

function post({ url }: TimestampServer, body: Uint8Array = QUERY): Promise<Response> {
  return fetch(url, { method: 'POST', body: Uint8Array.from(body), headers: HEADERS })
}

async function answerOf(response: Response): Promise<TimestampAnswer> {
  expect(response.status).toBe(200)
  return parseTimestampAnswer(new Uint8Array(await response.arrayBuffer()))
}

describe('the server', () => {
  test.each<[string, Uint8Array, string]>([
    ['text', utf8('hello'), 'badDataFormat'],
    ['nothing', new Uint8Array(), 'badDataFormat'],
    ['half a query', QUERY.subarray(0, 20), 'badDataFormat'],
    [
      'a query under a policy that it does not have',
      encodeTimestampQuery({ imprint: { digest: 'sha256', value }, policy: '1.2.3', nonce: null, certReq: true }),
      'unacceptedPolicy',
    ],
  ])('answers %s with PKIFailureInfo', async (_, query, failure) => {
    await using server = await serve()
    expect(await answerOf(await post(server, query))).toMatchObject({ token: null, status: 2, failures: [failure] })
  })

  test('says systemFailure where the key fails, and why only to its own log', async () => {
    const entries: RequestEntry[] = []
    const sign = async (): Promise<Uint8Array> => {
      throw new Error('CKR_PIN_EXPIRED canary')
    }
    await using server = await serve({ onRequest: (entry) => entries.push(entry) }, { key: { ...key, sign } })
    const answer = await answerOf(await post(server))
    expect(answer).toMatchObject({ token: null, failures: ['systemFailure'] })
    expect(answer.text).not.toContain('canary')
    await sleep(20)
    expect(entries).toMatchObject([
      {
        client: '127.0.0.1',
        status: 200,
        note: { granted: false, failure: 'systemFailure', cause: expect.any(Error) },
      },
    ])
  })

  test('tells of each request whom it served, what it answered and how long it took', async () => {
    const entries: RequestEntry[] = []
    await using server = await serve({ onRequest: (entry) => entries.push(entry) })
    await (await post(server)).arrayBuffer()
    await (await fetch(server.url)).arrayBuffer()
    await sleep(20)
    expect(entries).toEqual([
      {
        client: '127.0.0.1',
        status: 200,
        milliseconds: expect.any(Number),
        note: { granted: true, serial: expect.stringMatching(/^[4-7][0-9a-f]{31}$/), time: expect.any(Date) },
      },
      { client: '127.0.0.1', status: 405, milliseconds: expect.any(Number), note: null },
    ])
  })

  test('sends a client away that asks too often, and tells it when to come back', async () => {
    let now = 0
    await using server = await serve({ perMinute: 20, ticks: () => now })
    expect([(await post(server)).status, (await post(server)).status]).toEqual([200, 200])
    const third = await post(server)
    expect([third.status, third.headers.get('retry-after')]).toEqual([429, '3'])
    now = 3000
    expect((await post(server)).status).toBe(200)
  })

  test('sends away what is more than it can do at once', async () => {
    let release = (): void => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const sign: typeof key.sign = async (message) => {
      await held
      return key.sign(message)
    }
    await using server = await serve({ concurrency: 1 }, { key: { ...key, sign } })
    const first = post(server)
    await sleep(50)
    const second = await post(server)
    expect([second.status, second.headers.get('retry-after')]).toEqual([503, '1'])
    release()
    await answerOf(await first)
  })

  test('does not wait for a request that does not come', async () => {
    await using server = await serve({ requestTimeoutMs: 300 })
    const { port } = new URL(server.url)
    const text = await new Promise<string>((resolve) => {
      let heard = ''
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write(
          `POST / HTTP/1.1\r\nhost: x\r\ncontent-type: ${HEADERS['content-type']}\r\ncontent-length: 99\r\n\r\n`,
        ),
      )
      socket.on('data', (chunk) => {
        heard += chunk
      })
      socket.on('error', () => {})
      socket.on('close', () => resolve(heard))
    })
    expect(text).toMatch(/^(HTTP\/1\.1 408 |$)/)
  })

  test('lets those end whom it has begun to answer, and takes nobody else, when it is closed', async () => {
    const sign: typeof key.sign = async (message) => {
      await sleep(200)
      return key.sign(message)
    }
    const server = await serve({}, { key: { ...key, sign } })
    const begun = post(server)
    await sleep(50)
    const closed = server.close()
    await expect(post(server)).rejects.toThrow()
    expect((await answerOf(await begun)).token).not.toBeNull()
    await closed
  })

  test('gives up on them when their time is up', async () => {
    const server = await serve({ graceMs: 50 }, { key: { ...key, sign: () => new Promise(() => {}) } })
    const hanging = post(server).catch(() => 'cut')
    await sleep(50)
    await server.close()
    expect(await hanging).toBe('cut')
  })

  test('listens on loopback, and refuses a port that is taken', async () => {
    await using server = await serve()
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:/)
    const port = Number(new URL(server.url).port)
    await expect(() => serve({ port })).toThrowCode('SERVER_LISTEN_FAILED')
    await using six = await serve({ host: '::1' })
    expect((await post(six)).status).toBe(200)
  })
})

describe('the clock', () => {
  test('that was set back stops the stamping, until it has caught up', async () => {
    let now = Date.now()
    await using server = await serve({}, { clock: () => new Date(now) })
    await answerOf(await post(server))
    now -= 60_000
    expect(await answerOf(await post(server))).toMatchObject({ token: null, failures: ['timeNotAvailable'] })
    now += 60_000
    expect((await answerOf(await post(server))).token).not.toBeNull()
  })

  test('that stands before what an earlier process told stops it from the beginning', async () => {
    await using server = await serve({}, { notBefore: new Date(Date.now() + 60_000) })
    expect(await answerOf(await post(server))).toMatchObject({ token: null, failures: ['timeNotAvailable'] })
  })

  test('never goes back in tokens while it is only corrected', () => {
    const times = [1000, 2000, 1500, 1000, 2500, 1499, 2600]
    const clock = steadyClock(() => new Date(times.shift() as number))
    const told = Array.from({ length: 7 }, () => clock.now()?.getTime() ?? null)
    expect(told).toEqual([1000, 2000, 2000, 2000, 2500, null, 2600])
  })

  test('does not stamp under a certificate that has run out meanwhile', async () => {
    let now = new Date()
    await using server = await serve({}, { clock: () => now })
    now = new Date(now.getTime() + 10 * 365 * 86_400_000)
    expect(await answerOf(await post(server))).toMatchObject({ token: null, failures: ['systemFailure'] })
  })
})
