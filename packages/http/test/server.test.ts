import '@chancery/testkit/matchers'
import type { IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { utf8 } from '@chancery/core'
import { describe, expect, it, test, vi } from 'vitest'
import type { Answer, RequestEntry } from '../src/server/index.ts'
import { rateLimit } from '../src/server/rate-limit.ts'
import { promised, raw, serving } from './serving.ts'

const hello: Answer = async () => ({ status: 200, body: utf8('hello'), note: 'greeted' })
const echo: Answer = async (request) => ({ status: 200, body: await request.body() })

describe('a server', () => {
  it('answers, tells of each request, and tells clients nothing of its own faults', async () => {
    const entries: RequestEntry[] = []
    const answer: Answer = async (request) => {
      if (request.path === '/broken') throw new TypeError('canary')
      return hello(request)
    }
    const { url } = await serving(answer, { onRequest: (entry) => entries.push(entry) })
    const right = await fetch(`${url}a/b?c=d`)
    expect([right.status, await right.text(), right.headers.get('x-content-type-options')]).toEqual([
      200,
      'hello',
      'nosniff',
    ])
    const wrong = await fetch(`${url}broken`)
    expect([wrong.status, await wrong.text()]).toEqual([500, ''])
    const head = await fetch(url, { method: 'HEAD' })
    expect([head.headers.get('content-length'), await head.text()]).toEqual(['5', ''])
    await vi.waitFor(() => expect(entries).toHaveLength(3))
    const common = { client: '127.0.0.1', method: 'GET', milliseconds: expect.any(Number) }
    expect(entries.slice(0, 2)).toEqual([
      { ...common, path: '/a/b', status: 200, note: 'greeted', fault: null },
      { ...common, path: '/broken', status: 500, note: null, fault: 'INTERNAL: canary' },
    ])
  })

  it('listens on loopback, and refuses a port that is taken and an address of others', async () => {
    const { url } = await serving(hello)
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    await expect(() => serving(hello, { port: Number(new URL(url).port) })).toThrowCode('SERVER_LISTEN_FAILED')
    await expect(() => serving(hello, { host: '192.0.2.1' })).toThrowCode('SERVER_LISTEN_FAILED')
    const six = await serving(hello, { host: '::1' })
    expect((await fetch(six.url)).status).toBe(200)
  })

  it('takes bodies up to its limit, and refuses longer ones before they are whole', async () => {
    const server = await serving(echo, { maxBody: 1000 })
    const post = (body: string): Promise<Response> => fetch(server.url, { method: 'POST', body })
    expect(await (await post('x'.repeat(1000))).text()).toHaveLength(1000)
    expect((await post('x'.repeat(1001))).status).toBe(413)
    const head = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n'
    expect(await raw(server, head + 'x'.repeat(2000))).toMatch(/^HTTP\/1\.1 413 .*connection: close/is)
  })

  it('does not wait for a body that it does not want', async () => {
    const server = await serving(hello)
    expect(await raw(server, 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 99\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 200 .*connection: close/is,
    )
  })

  it.each([
    ['headers that are too long', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['a length that is none', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n', 400],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
  ])('refuses %s', async (_, text, status) => {
    expect(await raw(await serving(hello), text)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  })

  it.each([
    ['headers', 'GET / HTTP/1.1\r\nhost: x\r\n'],
    ['body', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 99\r\n\r\nx'],
  ])('cuts who sends %s too slowly', async (_, text) => {
    const server = await serving(echo, { requestTimeoutMs: 300 })
    expect(await raw(server, text)).toMatch(/^(HTTP\/1\.1 408 |$)/)
  })

  it('cuts who does not take what it asked for', async () => {
    const large: Answer = async () => ({ status: 200, body: new Uint8Array(64 * 1024 * 1024) })
    const entries: RequestEntry[] = []
    const { url } = await serving(large, { idleMs: 300, onRequest: (entry) => entries.push(entry) })
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () =>
      socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n'),
    )
    socket.on('error', () => {})
    socket.pause()
    await vi.waitFor(() => expect(entries).toMatchObject([{ status: 499 }]), 20_000)
    socket.destroy()
  })

  it('sends away who asks too often, and tells when to come back', async () => {
    let now = 0
    const { url } = await serving(hello, { perMinute: 20, ticks: () => now })
    expect([(await fetch(url)).status, (await fetch(url)).status]).toEqual([200, 200])
    const third = await fetch(url)
    expect([third.status, third.headers.get('retry-after')]).toEqual([429, '3'])
    now = 3000
    expect((await fetch(url)).status).toBe(200)
  })

  it('sends away what is more than it can do at once', async () => {
    const [begun, end] = [promised(), promised()]
    const answer: Answer = async (request) => {
      begun.keep()
      await end.kept
      return hello(request)
    }
    const { url } = await serving(answer, { concurrency: 1 })
    const first = fetch(url)
    await begun.kept
    const second = await fetch(url)
    expect([second.status, second.headers.get('retry-after')]).toEqual([503, '1'])
    end.keep()
    expect((await first).status).toBe(200)
  })

  it('takes so many connections, and a further one when one of them has ended', async () => {
    const { url } = await serving(hello, { maxConnections: 2 })
    const open = (): Promise<Socket> =>
      new Promise((resolve) => {
        const socket = connect(Number(new URL(url).port), '127.0.0.1', () => resolve(socket))
        socket.on('error', () => {})
      })
    const [first, second] = [await open(), await open()]
    await expect(fetch(url)).rejects.toThrow()
    first.destroy()
    await vi.waitFor(async () => expect((await fetch(url)).status).toBe(200))
    second.destroy()
  })

  it('lets those end whom it has begun to answer, and takes nobody else, when it is closed', async () => {
    const [begun, end] = [promised(), promised()]
    const server = await serving(async (request) => {
      begun.keep()
      await end.kept
      return hello(request)
    })
    const first = fetch(server.url)
    await begun.kept
    const closed = server.close()
    await expect(fetch(server.url)).rejects.toThrow()
    end.keep()
    expect((await first).status).toBe(200)
    await closed
  })

  it('gives up on them when their time is up', async () => {
    const begun = promised()
    const never: Answer = () => {
      begun.keep()
      return new Promise(() => {})
    }
    const server = await serving(never, { graceMs: 50 })
    const hanging = fetch(server.url).catch(() => 'cut')
    await begun.kept
    await server.close()
    expect(await hanging).toBe('cut')
  })
})

describe('an answer', () => {
  const text = 'hello '.repeat(1000)
  const packable: Answer = async () => ({ status: 200, body: utf8(text), etag: 'abc', compressible: true })

  async function asked(answer: Answer, accept: string | null, known?: string): Promise<Response> {
    const { url } = await serving(answer)
    // fetch asks for gzip by itself, and unpacks.
    const { request } = await import('node:http')
    const headers = {
      ...(accept !== null && { 'accept-encoding': accept }),
      ...(known !== undefined && { 'if-none-match': known }),
    }
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request(url, { headers }, resolve).on('error', reject).end()
    })
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk as Buffer)
    const body = response.statusCode === 304 ? null : Buffer.concat(chunks)
    const given = Object.entries(response.headers).map(([name, value]): [string, string] => [name, String(value)])
    return new Response(body, { status: response.statusCode ?? 0, headers: given })
  }

  it.each(['gzip', 'gzip, identity', 'br;q=1.0, GZIP;q=0.5', '*', 'x-gzip'])('is packed for %s', async (accept) => {
    const answer = await asked(packable, accept)
    const { headers } = answer
    expect([headers.get('content-encoding'), headers.get('vary'), headers.get('etag')]).toEqual([
      'gzip',
      'accept-encoding',
      '"abc-gzip"',
    ])
    const body = Buffer.from(await answer.arrayBuffer())
    expect(Number(headers.get('content-length'))).toBe(body.length)
    expect(gunzipSync(body).toString()).toBe(text)
  })

  it.each([null, '', 'identity', 'br', 'gzip;q=0', '*;q=0', 'gzip;q=0.0, *'])('is plain for %j', async (accept) => {
    const answer = await asked(packable, accept)
    expect([answer.headers.get('content-encoding'), answer.headers.get('vary'), await answer.text()]).toEqual([
      null,
      'accept-encoding',
      text,
    ])
  })

  it('is plain where packing saves too little, or it is small, or of a kind that is not packed', async () => {
    const noise = crypto.getRandomValues(new Uint8Array(5000))
    for (const body of [noise, utf8('small')]) {
      const answer = await asked(async () => ({ status: 200, body, compressible: true }), 'gzip')
      expect(answer.headers.get('content-encoding')).toBe(null)
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(new Uint8Array(body))
    }
    const plain = await asked(async () => ({ status: 200, body: utf8(text) }), 'gzip')
    expect([plain.headers.get('content-encoding'), plain.headers.get('vary')]).toEqual([null, null])
  })

  it.each(['"abc"', 'W/"abc"', '"x", "abc-gzip"', '*'])('is not sent again to who knows it as %s', async (known) => {
    const answer = await asked(packable, 'gzip', known)
    expect([answer.status, answer.headers.get('etag')]).toEqual([304, '"abc"'])
  })

  it.each(['"abcd"', 'abc', ''])('is sent to who knows %j', async (known) => {
    expect((await asked(packable, null, known)).status).toBe(200)
  })
})

describe('the rate limit', () => {
  test('is each client’s own; an IPv6 host is one, whatever its last half', () => {
    const limit = rateLimit(10, () => 0)
    expect([limit.wait('192.0.2.1'), limit.wait('192.0.2.1'), limit.wait('192.0.2.2')]).toEqual([0, 6, 0])
    expect(limit.wait('::ffff:192.0.2.1')).toBe(6)
    expect([limit.wait('2001:db8::1'), limit.wait('2001:db8:0:0:ffff::9'), limit.wait('2001:db8:0:1::1')]).toEqual([
      0, 6, 0,
    ])
  })

  test('forgets whom it saw longest ago rather than growing without end', () => {
    const limit = rateLimit(10, () => 0)
    limit.wait('first')
    for (let i = 0; i < 10_000; i++) limit.wait(`client-${i}`)
    expect(limit.wait('first')).toBe(0)
    expect(limit.wait('client-9999')).toBe(6)
  })
})
