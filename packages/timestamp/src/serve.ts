import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { concat } from '@chancery/core'
import { TimestampError } from './errors.ts'
import { QUERY_TYPE, REPLY_TYPE } from './post.ts'
import { type RateLimit, rateLimit } from './rate-limit.ts'
import type { TimestampAnswerNote, TimestampResponder } from './responder.ts'

export interface ServeOptions {
  /** Name or address to listen on; the loopback interface by default. */
  readonly host?: string
  /** 0, the default: any that is free. */
  readonly port?: number
  /** Requests a minute that one client may make; null, the default: as many as it likes. */
  readonly perMinute?: number | null
  /** Requests that are answered at the same time; others are sent away for a second. 64 by default. */
  readonly concurrency?: number
  /** Milliseconds in which a request must have come whole; 10 s by default. */
  readonly requestTimeoutMs?: number
  /** Milliseconds that requests which have begun are given when the server is closed; 5 s by default. */
  readonly graceMs?: number
  readonly onRequest?: (entry: RequestEntry) => void
  /** Milliseconds, of a clock that nobody sets. */
  readonly ticks?: () => number
}

/** One request, for a log: nothing in it is secret. */
export interface RequestEntry {
  /** Address, without the port. */
  readonly client: string
  /** HTTP. */
  readonly status: number
  readonly milliseconds: number
  /** What was answered, where it was answered in the protocol's own words. */
  readonly note: TimestampAnswerNote | null
}

export interface TimestampServer extends AsyncDisposable {
  readonly url: string
  /** Takes no more requests, and ends when those that have begun are answered, or their time is up. */
  close(): Promise<void>
}

/** Bytes: a query is a digest, an identifier and a nonce. */
const MAX_QUERY = 64 * 1024
const MAX_CONNECTIONS = 512

/**
 * A responder over HTTP (RFC 3161 section 3.4).
 * @throws TimestampError TIMESTAMP_LISTEN_FAILED
 */
export async function serveTimestamps(
  responder: TimestampResponder,
  options: ServeOptions = {},
): Promise<TimestampServer> {
  const { host = '127.0.0.1', port = 0, perMinute = null, requestTimeoutMs = 10_000, graceMs = 5000 } = options
  const { createServer } = process.getBuiltinModule('node:http')
  const ticks = options.ticks ?? (() => performance.now())
  const desk = new Desk(responder, options, perMinute === null ? null : rateLimit(perMinute, ticks))
  const server = createServer({
    requestTimeout: requestTimeoutMs,
    headersTimeout: requestTimeoutMs,
    connectionsCheckingInterval: 1000,
  })
  server.keepAliveTimeout = 5000
  server.maxConnections = MAX_CONNECTIONS
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const began = ticks()
    const client = request.socket.remoteAddress ?? ''
    let note: TimestampAnswerNote | null = null
    response.once('close', () => {
      const milliseconds = Math.round(ticks() - began)
      options.onRequest?.({ client, status: response.writableFinished ? response.statusCode : 499, milliseconds, note })
    })
    desk.answer(request, response, client).then(
      (given) => {
        note = given
      },
      // The client went away, or said too slowly what it wants.
      () => response.destroy(),
    )
  })
  await listen(server, port, host)
  const { port: bound, address, family } = server.address() as AddressInfo
  const close = (): Promise<void> => closeServer(server, graceMs)
  const shown = family === 'IPv6' ? `[${address}]` : address
  return { url: `http://${shown}:${bound}/`, close, [Symbol.asyncDispose]: close }
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const message = `cannot listen on ${host}, port ${port}: ${cause.code ?? cause.message}`
      reject(new TimestampError('TIMESTAMP_LISTEN_FAILED', message, [], cause))
    })
    server.listen(port, host, resolve)
  })
  server.removeAllListeners('error')
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearTimeout(timer)
}

class Desk {
  readonly #responder: TimestampResponder
  readonly #limit: RateLimit | null
  readonly #concurrency: number
  #busy = 0

  constructor(responder: TimestampResponder, { concurrency = 64 }: ServeOptions, limit: RateLimit | null) {
    this.#responder = responder
    this.#limit = limit
    this.#concurrency = concurrency
  }

  /** @returns what was answered; null where it was HTTP's business */
  async answer(
    request: IncomingMessage,
    response: ServerResponse,
    client: string,
  ): Promise<TimestampAnswerNote | null> {
    const refuse = (status: number, headers: Record<string, string> = {}): null => {
      // What was not read is not waited for.
      response.writeHead(status, { ...headers, ...(request.complete ? {} : { connection: 'close' }) }).end()
      return null
    }
    if (request.method !== 'POST') return refuse(405, { allow: 'POST' })
    if (request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() !== QUERY_TYPE) return refuse(415)
    const wait = this.#limit?.wait(client) ?? 0
    if (wait > 0) return refuse(429, { 'retry-after': String(wait) })
    if (this.#busy >= this.#concurrency) return refuse(503, { 'retry-after': '1' })
    this.#busy++
    try {
      const query = await bodyWithin(request, MAX_QUERY)
      if (!query) return refuse(413)
      const { bytes, note } = await this.#responder.answer(query)
      response.writeHead(200, { 'content-type': REPLY_TYPE, 'content-length': bytes.length }).end(bytes)
      return note
    } finally {
      this.#busy--
    }
  }
}

/** null where it is longer. */
async function bodyWithin(request: IncomingMessage, limit: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  // Left open where it is too long: the answer still goes out on this connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > limit) return null
    chunks.push(chunk)
  }
  return concat(...chunks)
}
