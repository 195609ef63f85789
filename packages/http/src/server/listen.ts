import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { HttpError } from '../errors.ts'
import { type Credentials, readCredentials, type TlsFiles, watchCredentials } from './credentials.ts'
import { type Answer, Desk, type DeskOptions } from './desk.ts'

export interface ListenOptions<Note = string> extends DeskOptions<Note> {
  /** Name or address; the loopback interface by default. */
  readonly host?: string | undefined
  /** 0, the default: any that is free. */
  readonly port?: number | undefined
  /** HTTPS. The files are looked at again each minute, so that a renewed certificate is taken up. */
  readonly tls?: TlsFiles | undefined
  /** At once; further ones are closed as they come. 512 by default. */
  readonly maxConnections?: number | undefined
  /** Milliseconds in which a TLS handshake, the headers and the whole request must have come; 10 s by default. */
  readonly requestTimeoutMs?: number | undefined
  /** Milliseconds after which a connection is cut on which nothing comes and nothing is taken; a minute by default. */
  readonly idleMs?: number | undefined
  /** Milliseconds that requests which have begun are given when the server is closed; 5 s by default. */
  readonly graceMs?: number | undefined
  /** Milliseconds between two looks at the files of `tls`. */
  readonly renewalMs?: number | undefined
  /** The certificate was renewed (null), or what is there now cannot be used: the former one stays. */
  readonly onRenewal?: ((fault: HttpError | null) => void) | undefined
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
