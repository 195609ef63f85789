import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { readWithin } from '../ask.ts'

/** What a client asks. */
export interface ServerRequest {
  /** Its address, without the port. */
  readonly client: string
  readonly method: string
  /** Of the URL, as it was sent, without the query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** Read when it is asked for: who is refused need not send it. @throws RequestTooLong; what node:http says where the client goes away */
  body(): Promise<Uint8Array>
}

/** Is answered with status 413 where nobody catches it. Never leaves this package. */
export class RequestTooLong extends Error {}

/** @param maxBody bytes */
export function requestOf(message: IncomingMessage, maxBody: number): ServerRequest {
  return {
    client: message.socket.remoteAddress ?? '',
    method: message.method ?? '',
    path: (message.url ?? '').split('?', 1)[0] as string,
    headers: message.headers,
    async body() {
      // Left open where it is too long: the answer still goes out on this connection.
      const bytes = await readWithin(message, maxBody)
      if (bytes === null) throw new RequestTooLong(`more than ${maxBody} bytes`)
      return bytes
    },
  }
}
