import { Agent, createServer, type RequestListener, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { exchange, failureReason, isSafeUrl, readWithin } from '../src/index.ts'

interface Client {
  /** How many bodies came, and how long the last one was. */
  get(limit: number, stop?: AbortSignal): Promise<number | null>
}

async function clientOf(answer: RequestListener): Promise<Client> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => {
    agent.destroy()
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    get(limit, signal) {
      const send = (): ReturnType<typeof request> => request({ port, agent, ...(signal && { signal }) })
      return exchange(send, null, async (answered) => (await readWithin(answered, limit))?.length ?? null)
    },
  }
}

it.each([
  [1000, 1000],
  [1001, null],
  [5_000_000, null],
])(
  'an answer of %i bytes is read within 1000, or not at all, and an abort afterwards harms nobody',
  async (length, read) => {
    const client = await clientOf((_, response) => response.end(new Uint8Array(length)))
    const stop = new AbortController()
    expect(await client.get(1000, stop.signal)).toBe(read)
    stop.abort()
    await sleep(20)
    expect(await client.get(1000)).toBe(read)
  },
)

it('a kept connection that was closed meanwhile is asked once more, and one that breaks anew is a failure', async () => {
  let asked = 0
  const client = await clientOf((asking, response) => {
    asked++
    if (asked === 2 || asked > 3) asking.socket.destroy()
    else response.end('x')
  })
  expect(await client.get(10)).toBe(1)
  expect(await client.get(10)).toBe(1)
  expect(asked).toBe(3)
  await expect(client.get(10)).rejects.toThrow()
  expect(asked).toBe(5)
})

it('what breaks in the middle of an answer is a failure, and not asked again', async () => {
  let asked = 0
  const client = await clientOf((_, response) => {
    asked++
    response.writeHead(200, { 'content-length': 100 }).write('half', () => response.destroy())
  })
  const error = await client.get(1000).catch((failed: unknown) => failed)
  expect([failureReason(error), asked]).toEqual(['cannot be reached or broke off: ECONNRESET', 1])
})

it('only HTTPS, and this machine, are safe', () => {
  const safe = ['https://example.com', 'http://localhost:1', 'http://127.0.0.9', 'http://[::1]:80']
  const unsafe = [
    'http://example.com',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'ftp://localhost',
  ]
  expect([...safe, ...unsafe].map((url) => isSafeUrl(new URL(url)))).toEqual([
    ...safe.map(() => true),
    ...unsafe.map(() => false),
  ])
})
