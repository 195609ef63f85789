import type { IncomingHttpHeaders } from 'node:http'
import type { RepositoryStore } from './store.ts'

/** A request, whole. */
export interface Asked {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  readonly body: Uint8Array
}

/** A request to one repository. */
export interface Exchange extends Asked {
  /** `team/app` */
  readonly name: string
  readonly store: RepositoryStore
  /** A repository for mounting from; undefined where there is none. */
  readonly other: (name: string) => RepositoryStore | undefined
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export function answer(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body: Uint8Array = new Uint8Array(),
): Answer {
  return { status, headers, body }
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  const body = new TextEncoder().encode(JSON.stringify(value))
  return answer(status, { 'content-type': 'application/json', ...headers }, body)
}

/** The distribution specification's "Error Codes". */
export function refusal(status: number, code: string, headers: Readonly<Record<string, string>> = {}): Answer {
  const message = code.toLowerCase().replaceAll('_', ' ')
  return json(status, { errors: [{ code, message, detail: null }] }, headers)
}
