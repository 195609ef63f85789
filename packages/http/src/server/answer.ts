import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'

export interface ServerAnswer<Note = string> {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  /** Names exactly this body, without quotes: a client that has it is told so (304). */
  readonly etag?: string
  /** Sent with gzip to clients that take it, where that is worth it. */
  readonly compressible?: boolean
  /** What was done, for the log of requests. */
  readonly note?: Note
}

/** Bytes; below that a packet is a packet. */
const SMALLEST = 1024
/** Of the plain length: less saved is not worth unpacking it. */
const WORTH = 0.9

/** @param isLast of its connection. Rejects where the client is gone. */
export async function send<Note>(
  { headers: asked, method, complete }: IncomingMessage,
  response: ServerResponse,
  { status, headers, body, etag, compressible = false }: ServerAnswer<Note>,
  isLast: boolean,
): Promise<void> {
  const common = {
    'x-content-type-options': 'nosniff',
    ...(compressible && { vary: 'accept-encoding' }),
    ...headers,
    // What was not read is not waited for.
    ...((isLast || !complete) && { connection: 'close' }),
  }
  if (etag !== undefined && status === 200 && isKnown(etag, asked['if-none-match'])) {
    response.writeHead(304, { ...common, etag: `"${etag}"` }).end()
    return
  }
  const packed = compressible && body && takesGzip(asked['accept-encoding']) ? await gzipWorthIt(body) : null
  const sent = packed ?? body
  response.writeHead(status, {
    ...common,
    'content-length': sent?.length ?? 0,
    ...(packed && { 'content-encoding': 'gzip' }),
    ...(etag !== undefined && { etag: packed ? `"${etag}${PACKED}"` : `"${etag}"` }),
  })
  response.end(method === 'HEAD' ? undefined : sent)
}

/** Two encodings of one body are two representations, and have two names (RFC 9110 section 8.8.3). */
const PACKED = '-gzip'

function isKnown(etag: string, header: string | undefined): boolean {
  const tags = header?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? []
  return tags.some((tag) => tag === '*' || tag === `"${etag}"` || tag === `"${etag}${PACKED}"`)
}

/** RFC 9110 section 12.5.3. */
function takesGzip(header: string | undefined): boolean {
  let any = false
  for (const one of header?.toLowerCase().split(',') ?? []) {
    const [name = '', ...parameters] = one.split(';').map((part) => part.trim())
    const isTaken = !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
    if (name === 'gzip' || name === 'x-gzip') return isTaken
    if (name === '*') any = isTaken
  }
  return any
}

async function gzipWorthIt(body: Uint8Array): Promise<Uint8Array | null> {
  if (body.length < SMALLEST) return null
  const { gzip } = process.getBuiltinModule('node:zlib')
  const packed = await promisify(gzip)(body)
  return packed.length < body.length * WORTH ? packed : null
}
