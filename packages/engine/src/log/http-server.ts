import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { concat } from '@chancery/core'
import { EngineError } from '../errors.ts'

export interface ListenOptions {
  /** Name or address; the loopback interface by default. */
  readonly host?: string | undefined
  /** 0: any that is free. */
  readonly port?: number | undefined
  readonly onRequest?: ((entry: LogRequest) => void) | undefined
}

/** One request, for a log of them: nothing in it is secret. */
export interface LogRequest {
  /** Address, without the port. */
  readonly client: string
  readonly method: string
  readonly path: string
  /** HTTP; 499 where the client went away. */
  readonly status: number
  readonly milliseconds: number
  /** Why it was refused, or what was done. */
  readonly note: string | null
}

export interface ServerAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  readonly note?: string
}

/** @param path of the URL, as it was sent */
export type Answer = (request: IncomingMessage, path: string) => Promise<ServerAnswer>

export interface LogServer extends AsyncDisposable {
  readonly url: string
}

/** Milliseconds in which a request must have come whole, in which those that have begun are answered when the server stops. */
const REQUEST_MS = 10_000
const GRACE_MS = 5000
const MAX_CONNECTIONS = 512

/**
 * Serves until it is disposed of; what has begun is answered then.
 * @param answer what it throws is the server's fault: status 500
 * @throws EngineError SERVER_LISTEN_FAILED
 */
export async function listen(
  answer: Answer,
  { host = '127.0.0.1', port = 0, onRequest }: ListenOptions,
): Promise<LogServer> {
  const { createServer } = process.getBuiltinModule('node:http')
  const server = createServer({
    requestTimeout: REQUEST_MS,
    headersTimeout: REQUEST_MS,
    keepAliveTimeout: 5000,
    connectionsCheckingInterval: 1000,
  })
  server.maxConnections = MAX_CONNECTIONS
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const began = performance.now()
    const client = request.socket.remoteAddress ?? ''
    const method = request.method ?? ''
    const path = (request.url ?? '').split('?', 1)[0] as string
    let note: string | null = null
    response.once('close', () => {
      const milliseconds = Math.round(performance.now() - began)
      const status = response.writableFinished ? response.statusCode : 499
      onRequest?.({ client, method, path, status, milliseconds, note })
    })
    answer(request, path)
      .catch((error: unknown) => failed(error))
      .then((given) => {
        note = given.note ?? null
        send(request, response, given)
      })
      // The client went away.
      .catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const message = `cannot listen on ${host}, port ${port}: ${cause.code ?? cause.message}`
      reject(new EngineError('SERVER_LISTEN_FAILED', message, { cause }))
    })
    server.listen(port, host, resolve)
  })
  server.removeAllListeners('error')
  const { port: bound, address, family } = server.address() as AddressInfo
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}/`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS)
      await closed
      clearTimeout(timer)
    },
  }
}

function failed(error: unknown): ServerAnswer {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'INTERNAL'
  return { status: 500, note: `${code}: ${error instanceof Error ? error.message : String(error)}` }
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: ServerAnswer): void {
  // What was not read is not waited for.
  const unread = request.complete ? {} : { connection: 'close' }
  const length = status === 304 ? {} : { 'content-length': String(body?.length ?? 0) }
  response.writeHead(status, { 'x-content-type-options': 'nosniff', ...length, ...headers, ...unread })
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** @returns null where it is longer than `limit` bytes */
export async function bodyOf(request: IncomingMessage, limit: number): Promise<Uint8Array | null> {
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
