import type { ClientRequest, IncomingMessage } from 'node:http'
import { concat } from '@chancery/core'

/**
 * Sends a request and reads its answer. A kept connection that the other side has just closed is no answer: the question is asked once more, on a new one.
 * What is left unread of an answer ends its connection.
 * @param send begins the request; called again where it is asked again
 * @param read takes what it needs of the answer; what it throws is thrown
 * @throws what node:http says of a connection; {@link failureReason} has the words for it
 */
export async function exchange<T>(
  send: () => ClientRequest,
  body: Uint8Array | null,
  read: (answer: IncomingMessage) => Promise<T>,
): Promise<T> {
  const { request, answer } = await answered(send, body)
  try {
    return await read(answer)
  } finally {
    if (!answer.readableEnded) request.destroy()
  }
}

interface Answered {
  readonly request: ClientRequest
  readonly answer: IncomingMessage
}

async function answered(send: () => ClientRequest, body: Uint8Array | null): Promise<Answered> {
  const first = send()
  try {
    return await answerTo(first, body)
  } catch (error) {
    if (!first.reusedSocket) throw error
    return answerTo(send(), body)
  }
}

function answerTo(request: ClientRequest, body: Uint8Array | null): Promise<Answered> {
  return new Promise((resolve, reject) => {
    request.once('response', (answer) => {
      // Whoever reads is told; while nobody does, an error without a listener would end the process.
      answer.on('error', () => {})
      resolve({ request, answer })
    })
    request.on('error', reject)
    request.end(body)
  })
}

/** All of it, or null where it is longer than `limit` bytes; the stream is left open then. */
export async function readWithin(stream: IncomingMessage, limit: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > limit) return null
    chunks.push(chunk)
  }
  return concat(...chunks)
}

/** Why there was no answer. Node's own messages may hold the whole URL; its codes do not. */
export function failureReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'the connection failed'
  return `cannot be reached or broke off: ${code}`
}

/** HTTPS, or a server on this machine: what comes over plain HTTP from elsewhere was said by whoever sits between. */
export function isSafeUrl(url: URL): boolean {
  if (url.protocol === 'https:') return true
  return url.protocol === 'http:' && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)
}
