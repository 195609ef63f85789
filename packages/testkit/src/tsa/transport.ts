import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** What is wrong with the way that the answer travels. */
export type TransportFault =
  | 'http-500'
  | 'http-429'
  | 'redirect'
  | 'wrong-content-type'
  /** Takes the request and stays silent. */
  | 'hang'
  /** A byte every 50 ms. */
  | 'slow-drip'
  /** Goes on as long as anyone reads. */
  | 'huge-body'
  /** Half of what it announced, then the connection ends. */
  | 'connection-cut'
  /** No answer at all. */
  | 'connection-closed'

export type Transport = (response: ServerResponse, answer: () => Promise<Uint8Array>) => Promise<void>

function* zeros(): Generator<Uint8Array> {
  const chunk = new Uint8Array(65536)
  while (true) yield chunk
}

const TYPE = { 'content-type': 'application/timestamp-reply' }

export const honest: Transport = async (response, answer) => {
  response.writeHead(200, TYPE).end(await answer())
}

export const TRANSPORT_FAULTS: Readonly<Record<TransportFault, Transport>> = {
  'http-500': async (response) => {
    response.writeHead(500, { 'content-type': 'text/plain' }).end('database is locked')
  },
  'http-429': async (response) => {
    response.writeHead(429, { 'retry-after': '3600' }).end()
  },
  redirect: async (response) => {
    response.writeHead(302, { location: '/elsewhere' }).end()
  },
  'wrong-content-type': async (response, answer) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(await answer())
  },
  hang: async () => {},
  'slow-drip': async (response, answer) => {
    const body = await answer()
    response.writeHead(200, { ...TYPE, 'content-length': body.length })
    for (const byte of body) {
      if (response.destroyed) return
      response.write(Uint8Array.of(byte))
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    response.end()
  },
  'huge-body': async (response) => {
    response.writeHead(200, TYPE)
    // It ends when the client has had enough and hangs up.
    await pipeline(Readable.from(zeros()), response).catch(() => {})
  },
  'connection-cut': async (response, answer) => {
    const body = await answer()
    response.writeHead(200, { ...TYPE, 'content-length': body.length })
    response.write(body.subarray(0, body.length / 2), () => response.destroy())
  },
  'connection-closed': async (response) => {
    response.destroy()
  },
}
