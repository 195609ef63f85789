/** One request as it goes out. */
export interface HttpRequest {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string | undefined
  /** Ends the request, and the answer's body where that is still coming. */
  readonly signal: AbortSignal
}

/** By lower-case names. */
export interface HeaderFields {
  get(name: string): string | null
}

/** An answer whose body is still to come: it is read to its end, or hung up on. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: HeaderFields
  readonly body: AsyncIterable<Uint8Array>
  hangUp(): void
}

/** Asks once: redirects and errors of any status are answers. Rejects, with the system's `code`, where none comes. */
export type HttpClient = (request: HttpRequest) => Promise<HttpAnswer>
