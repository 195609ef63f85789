import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ServerAnswer, send } from './answer.ts'
import { type RateLimit, rateLimit } from './rate-limit.ts'
import { RequestTooLong, requestOf, type ServerRequest } from './request.ts'

/** What it throws is the server's fault: status 500. */
export type Answer<Note = string> = (request: ServerRequest) => Promise<ServerAnswer<Note>>

export interface DeskOptions<Note = string> {
  /** Requests a minute that one client may make; null, the default: as many as it likes. */
  readonly perMinute?: number | null | undefined
  /** Requests that are answered at the same time; others are sent away for a second. 256 by default. */
  readonly concurrency?: number | undefined
  /** Bytes of a request's body; 64 KiB by default. */
  readonly maxBody?: number | undefined
  readonly onRequest?: ((entry: RequestEntry<Note>) => void) | undefined
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

/** Takes requests in, and sees to it that each gets its answer. */
export class Desk<Note> {
  /** Connections end with the answer that is given now. */
  isClosing = false
  readonly #answer: Answer<Note>
  readonly #limit: RateLimit | null
  readonly #concurrency: number
  readonly #maxBody: number
  readonly #onRequest: DeskOptions<Note>['onRequest']
  readonly #ticks: () => number
  #busy = 0

  constructor(answer: Answer<Note>, options: DeskOptions<Note>) {
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
