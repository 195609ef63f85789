import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { concat } from '@chancery/core'
import { QUERY_TYPE, REPLY_TYPE } from './post.ts'
import type { TimestampResponder } from './responder.ts'

/** Bytes: a query is a digest, an identifier and a nonce. */
const MAX_QUERY = 64 * 1024

export interface TimestampServer extends AsyncDisposable {
  readonly url: string
  close(): Promise<void>
}

/** A responder over HTTP on the loopback interface (RFC 3161 section 3.4), for tests and native tools on the same machine. */
export async function serveTimestamps(responder: TimestampResponder, port = 0): Promise<TimestampServer> {
  const { createServer } = await import('node:http')
  const server = createServer((request, response) => {
    answer(responder, request, response).catch(() => {
      // The key failed, or the client went away: neither is for the client to read about.
      if (response.headersSent) response.destroy()
      else response.writeHead(500).end()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  const { port: bound } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${bound}/`, close, [Symbol.asyncDispose]: close }
}

async function answer(
  responder: TimestampResponder,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') {
    response.writeHead(405, { allow: 'POST' }).end()
    return
  }
  if (request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() !== QUERY_TYPE) {
    response.writeHead(415).end()
    return
  }
  const query = await bodyWithin(request, MAX_QUERY)
  if (!query) {
    response.writeHead(413, { connection: 'close' }).end()
    return
  }
  const reply = await responder.respond(query)
  response.writeHead(200, { 'content-type': REPLY_TYPE, 'content-length': reply.length }).end(reply)
}

/** null where it is longer. */
async function bodyWithin(request: IncomingMessage, limit: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > limit) return null
    chunks.push(chunk)
  }
  return concat(...chunks)
}
