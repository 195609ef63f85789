import {
  type HttpServer,
  type ListenOptions,
  listen,
  type ServerAnswer,
  type ServerRequest,
} from '@chancery/http/server'
import { QUERY_TYPE, REPLY_TYPE } from './post.ts'
import type { TimestampAnswerNote, TimestampResponder } from './responder.ts'

export interface ServeOptions extends Omit<ListenOptions, 'onRequest'> {
  /** Requests that are answered at the same time; others are sent away for a second. 64 by default. */
  readonly concurrency?: number | undefined
  readonly onRequest?: ((entry: RequestEntry) => void) | undefined
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

export type TimestampServer = HttpServer

/** Bytes: a query is a digest, an identifier and a nonce. */
const MAX_QUERY = 64 * 1024

/**
 * A responder over HTTP (RFC 3161 section 3.4), on the loopback interface unless told otherwise.
 * @throws HttpError SERVER_LISTEN_FAILED, SERVER_CERTIFICATE_INVALID, SERVER_KEY_EXPOSED
 */
export function serveTimestamps(responder: TimestampResponder, options: ServeOptions = {}): Promise<TimestampServer> {
  const { concurrency = 64, onRequest } = options
  return listen<TimestampAnswerNote>((request) => answer(responder, request), {
    ...options,
    concurrency,
    maxBody: MAX_QUERY,
    onRequest: ({ client, status, milliseconds, note }) => onRequest?.({ client, status, milliseconds, note }),
  })
}

async function answer(
  responder: TimestampResponder,
  request: ServerRequest,
): Promise<ServerAnswer<TimestampAnswerNote>> {
  if (request.method !== 'POST') return { status: 405, headers: { allow: 'POST' } }
  if (request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() !== QUERY_TYPE) return { status: 415 }
  const { bytes, note } = await responder.answer(await request.body())
  return { status: 200, headers: { 'content-type': REPLY_TYPE }, body: bytes, note }
}
