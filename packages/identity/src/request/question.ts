import { setTimeout as sleep } from 'node:timers/promises'
import { CoreError, fromUtf8 } from '@chancery/core'
import { isSafeUrl } from '@chancery/http'
import { IdentityError } from '../errors.ts'
import { type Http, type HttpAnswer, HttpFailure, type HttpRequest } from '../http.ts'

export type NoTokenReason =
  /** Platforms give none to code of strangers. */
  | 'fork-pull-request'
  /** The job was not granted the right to ask. */
  | 'no-permission'
  /** Nothing in the environment says where the token is. */
  | 'not-configured'

export type TokenAnswer =
  | { readonly kind: 'token'; readonly token: string }
  /** `message`: what to do, in a sentence. */
  | { readonly kind: 'none'; readonly reason: NoTokenReason; readonly message: string }

export interface TokenQuestion {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly audience: string
  readonly http: Http
  readonly retryMs: number
  readonly signal: AbortSignal | undefined
}

export type Ask = (question: TokenQuestion) => Promise<TokenAnswer>

export function none(reason: NoTokenReason, message: string): TokenAnswer {
  return { kind: 'none', reason, message }
}

const ATTEMPTS = 4
const LIMITS = { maxBytes: 256 * 1024, timeoutMs: 10_000 }

/**
 * Asks an endpoint that answers with the token in the JSON member `member`. Tried again, four times in all, where the endpoint is down or busy; never where it refuses.
 * @param request with a secret in its headers and perhaps in its URL: neither is ever repeated
 * @throws IdentityError IDENTITY_REQUEST_FAILED; CoreError ABORTED
 */
export async function askEndpoint(request: HttpRequest, member: string, question: TokenQuestion): Promise<TokenAnswer> {
  // The bearer must not be read on the way.
  if (!isSafeUrl(request.url)) throw refused('the URL to ask for the token is not https')
  let last: IdentityError | null = null
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await pause(question.retryMs * 2 ** (attempt - 1), question.signal)
    const answer = await send(request, question)
    if (answer instanceof HttpFailure) last = refused(answer.message, answer)
    else if (answer.status === 429 || answer.status >= 500) last = refused(`answers HTTP ${answer.status}`)
    else if (answer.status !== 200) throw refused(`answers HTTP ${answer.status}`)
    else return { kind: 'token', token: tokenIn(answer.body, member) }
  }
  throw last as IdentityError
}

async function send(request: HttpRequest, { http, signal }: TokenQuestion): Promise<HttpAnswer | HttpFailure> {
  try {
    return await http.send(request, LIMITS, signal)
  } catch (error) {
    if (signal?.aborted) throw aborted(error)
    if (error instanceof HttpFailure) return error
    throw error
  }
}

function tokenIn(body: Uint8Array, member: string): string {
  let answer: unknown
  try {
    answer = JSON.parse(fromUtf8(body))
  } catch {
    // No cause: a parser's message quotes what it read.
    throw refused('answers with something else than JSON')
  }
  const token = typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>)[member] : null
  if (typeof token !== 'string' || token === '') throw refused('answers without a token')
  return token
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal ? { signal } : {})
  } catch (error) {
    throw aborted(error)
  }
}

function aborted(cause: unknown): CoreError {
  return new CoreError('ABORTED', 'stopped while asking for an identity token', { cause })
}

function refused(why: string, cause?: unknown): IdentityError {
  return new IdentityError('IDENTITY_REQUEST_FAILED', `the platform's token endpoint: ${why}`, { cause })
}
