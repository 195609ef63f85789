import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { HttpError } from '../errors.ts'
import { type ServerAnswer, send } from './answer.ts'
import { type Credentials, readCredentials, type TlsFiles, watchCredentials } from './credentials.ts'
import { type RateLimit, rateLimit } from './rate-limit.ts'
import { RequestTooLong, requestOf, type ServerRequest } from './request.ts'

/** What it throws is the server's fault: status 500. */
export type Answer<Note = string> = (request: ServerRequest) => Promise<ServerAnswer<Note>>

export interface ListenOptions<Note = string> {
  /** Name or address; the loopback interface by default. */
  readonly host?: string | undefined
  /** 0, the default: any that is free. */
  readonly port?: number | undefined
  /** HTTPS. The files are looked at again each minute, so that a renewed certificate is taken up. */
  readonly tls?: TlsFiles | undefined
  /** At once; further ones are closed as they come. 512 by default. */
  readonly maxConnections?: number | undefined
  /** Requests a minute that one client may make; null, the default: as many as it likes. */
  readonly perMinute?: number | null | undefined
  /** Requests that are answered at the same time; others are sent away for a second. 256 by default. */
  readonly concurrency?: number | undefined
  /** Bytes of a request's body; 64 KiB by default. */
  readonly maxBody?: number | undefined
  /** Milliseconds in which a TLS handshake, the headers and the whole request must have come; 10 s by default. */
  readonly requestTimeoutMs?: number | undefined
  /** Milliseconds after which a connection is cut on which nothing comes and nothing is taken; a minute by default. */
  readonly idleMs?: number | undefined
  /** Milliseconds that requests which have begun are given when the server is closed; 5 s by default. */
  readonly graceMs?: number | undefined
  /** Milliseconds between two looks at the files of `tls`. */
  readonly renewalMs?: number | undefined
  readonly onRequest?: ((entry: RequestEntry<Note>) => void) | undefined
  /** The certificate was renewed (null), or what is there now cannot be used: the former one stays. */
  readonly onRenewal?: ((fault: HttpError | null) => void) | undefined
  /** Milliseconds, of a clock that nobody sets. */
  readonly ticks?: (() => number) | undefined
}

/** One request, for a log of them: nothing in it is secret. */
export interface RequestEntry<Note = string> {
  /** Address, without the port. */
  readonly client: string
  readonly method: string
  readonly path: string
  /** HTTP; 499 where the client went away. */
  readonly status: number
  readonly milliseconds: number
  /** What was done, in the words of whoever answered. */
  readonly note: Note | null
  /** `CODE: message` of what was thrown, which the client is not told. */
  readonly fault: string | null
}

export interface HttpServer extends AsyncDisposable {
  /** Ends with a slash. */
  readonly url: string
  /** Takes no more requests, and ends when those that have begun are answered, or their time is up. */
  close(): Promise<void>
}

const MAX_HEADERS = 16 * 1024

/**
 * Serves until it is closed. Bounded in connections, requests at once, requests of one client, sizes and times.
 * @throws HttpError SERVER_LISTEN_FAILED, SERVER_CERTIFICATE_INVALID, SERVER_KEY_EXPOSED
 */
export async function listen<Note>(answer: Answer<Note>, options: ListenOptions<Note>): Promise<HttpServer> {
  const { host = '127.0.0.1', port = 0, tls, requestTimeoutMs = 10_000, idleMs = 60_000, graceMs = 5000 } = options
  const credentials = tls ? await readCredentials(tls) : null
  const { server, renew } = createServer(credentials, requestTimeoutMs)
  server.maxConnections = options.maxConnections ?? 512
  server.setTimeout(idleMs)
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const desk = new Desk(answer, options)
  server.on('request', (request: IncomingMessage, response: ServerResponse) => desk.receive(request, response))
  await bind(server, port, host)
  const { onRenewal, renewalMs = 60_000 } = options
  const renewed = (found: Credentials): void => {
    renew(found)
    onRenewal?.(null)
  }
  const unwatch =
    tls && credentials && watchCredentials(tls, credentials, renewalMs, renewed, (fault) => onRenewal?.(fault))
  const close = async (): Promise<void> => {
    unwatch?.()
    desk.isClosing = true
    await closeServer(server, sockets, graceMs)
  }
  const { port: bound, address, family } = server.address() as AddressInfo
  const shown = family === 'IPv6' ? `[${address}]` : address
  return { url: `${tls ? 'https' : 'http'}://${shown}:${bound}/`, close, [Symbol.asyncDispose]: close }
}

/** The modules load here: a program that has a server in it need not serve. */
function createServer(
  credentials: Credentials | null,
  requestTimeoutMs: number,
): { readonly server: Server; renew(credentials: Credentials): void } {
  const limits = {
    requestTimeout: requestTimeoutMs,
    headersTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(1000, requestTimeoutMs),
    keepAliveTimeout: 5000,
    maxHeaderSize: MAX_HEADERS,
  }
  if (credentials === null) return { server: process.getBuiltinModule('node:http').createServer(limits), renew() {} }
  const { createServer: createSecure } = process.getBuiltinModule('node:https')
  const strict = { minVersion: 'TLSv1.2', handshakeTimeout: requestTimeoutMs } as const
  const server = createSecure({ ...limits, ...strict, ...credentials })
  return { server, renew: (found) => server.setSecureContext({ ...strict, ...found }) }
}

async function bind(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const message = `cannot listen on ${host}, port ${port}: ${cause.code ?? cause.message}`
      reject(new HttpError('SERVER_LISTEN_FAILED', message, { cause }))
    })
    server.listen(port, host, resolve)
  })
  server.removeAllListeners('error')
  // A connection that could not be taken (no more file descriptors) is not the end of the others.
  server.on('error', () => {})
}

/** Connections in their TLS handshake are none of node:http's yet: without us it would wait for them. */
async function closeServer(server: Server, sockets: ReadonlySet<Socket>, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => {
    for (const socket of sockets) socket.destroy()
  }, graceMs)
  await closed
  clearTimeout(timer)
}

/** Takes requests in, and sees to it that each gets its answer. */
class Desk<Note> {
  /** Connections end with the answer that is given now. */
  isClosing = false
  readonly #answer: Answer<Note>
  readonly #limit: RateLimit | null
  readonly #concurrency: number
  readonly #maxBody: number
  readonly #onRequest: ListenOptions<Note>['onRequest']
  readonly #ticks: () => number
  #busy = 0

  constructor(answer: Answer<Note>, options: ListenOptions<Note>) {
    const { perMinute = null, concurrency = 256, maxBody = 64 * 1024, ticks = () => performance.now() } = options
    this.#answer = answer
    this.#limit = perMinute === null ? null : rateLimit(perMinute, ticks)
    this.#concurrency = concurrency
    this.#maxBody = maxBody
    this.#onRequest = options.onRequest
    this.#ticks = ticks
  }

  receive(message: IncomingMessage, response: ServerResponse): void {
    const began = this.#ticks()
    const request = requestOf(message, this.#maxBody)
    const { client, method, path } = request
    let note: Note | null = null
    let fault: string | null = null
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : 499
      this.#onRequest?.({
        client,
        method,
        path,
        status,
        milliseconds: Math.round(this.#ticks() - began),
        note,
        fault: status === 499 ? null : fault,
      })
    })
    this.#answered(request)
      .catch((error: unknown): ServerAnswer<Note> => {
        if (error instanceof RequestTooLong) return { status: 413 }
        fault = faultOf(error)
        return { status: 500 }
      })
      .then((given) => {
        note = given.note ?? null
        return send(message, response, given, this.isClosing)
      })
      // The client went away.
      .catch(() => response.destroy())
  }

  async #answered(request: ServerRequest): Promise<ServerAnswer<Note>> {
    const wait = this.#limit?.wait(request.client) ?? 0
    if (wait > 0) return { status: 429, headers: { 'retry-after': String(wait) } }
    if (this.#busy >= this.#concurrency) return { status: 503, headers: { 'retry-after': '1' } }
    this.#busy++
    try {
      return await this.#answer(request)
    } finally {
      this.#busy--
    }
  }
}

function faultOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'INTERNAL'
  return `${code}: ${error instanceof Error ? error.message : String(error)}`
}
