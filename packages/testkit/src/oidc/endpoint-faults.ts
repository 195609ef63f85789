import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** What is wrong with discovery and keys. */
export type IssuerFault =
  | 'http-500'
  | 'redirect'
  /** Takes the request and stays silent. */
  | 'hang'
  /** Goes on as long as anyone reads. */
  | 'huge-body'
  | 'not-json'
  | 'connection-closed'
  /** A key set with ten thousand keys, the right one among them. */
  | 'many-keys'
  | 'no-keys'
  /** The discovery document speaks for another issuer. */
  | 'other-issuer'
  /** The discovery document sends readers to http://issuer.example.com for the keys. */
  | 'plain-keys'

function* spaces(): Generator<Uint8Array> {
  const chunk = new Uint8Array(65536).fill(0x20)
  while (true) yield chunk
}

/** Answers in place of the document; false where the fault lies in the document itself. */
export async function faultyTransport(fault: IssuerFault | null, response: ServerResponse): Promise<boolean> {
  switch (fault) {
    case 'http-500':
      response.writeHead(500).end('database is locked')
      return true
    case 'redirect':
      response.writeHead(302, { location: '/elsewhere' }).end()
      return true
    case 'hang':
      return true
    case 'huge-body':
      response.writeHead(200, { 'content-type': 'application/json' })
      // It ends when the client has had enough and hangs up.
      await pipeline(Readable.from(spaces()), response).catch(() => {})
      return true
    case 'not-json':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in to the hotel network</html>')
      return true
    case 'connection-closed':
      response.destroy()
      return true
    case 'many-keys':
    case 'no-keys':
    case 'other-issuer':
    case 'plain-keys':
    case null:
      return false
  }
}
