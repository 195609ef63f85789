import { type Http, nodeHttp } from '../http.ts'
import type { Platform } from '../workload.ts'
import { askAzure } from './azure.ts'
import { askGithub } from './github.ts'
import type { Ask, TokenAnswer, TokenQuestion } from './question.ts'
import { tokenVariable } from './variable.ts'

export interface RequestOptions {
  /** The environment of the job. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** For whom; only GitHub lets the job choose. Elsewhere it was settled before the job ran. */
  readonly audience: string
  /**
   * Where the token lies, for platforms that put it into the environment. By default `CIRCLE_OIDC_TOKEN_V2` for CircleCI and `CHANCERY_ID_TOKEN` for the others,
   * or the file that the variable of that name with `_FILE` behind it names.
   */
  readonly variable?: string | undefined
  readonly http?: Http
  /** Milliseconds before the second attempt, doubled before each further one; 500 by default. */
  readonly retryMs?: number
}

/** Platforms where a job asks an endpoint; elsewhere the token is in the environment. */
const ASK: Readonly<Partial<Record<Platform, Ask>>> = { github: askGithub, azure: askAzure }

/**
 * The job's identity token, or why there is none. It is a secret: mask it before anything else is written.
 * @throws IdentityError IDENTITY_REQUEST_FAILED; CoreError ABORTED
 */
export async function requestIdentityToken(
  platform: Platform,
  options: RequestOptions,
  signal?: AbortSignal,
): Promise<TokenAnswer> {
  const { http = nodeHttp(), retryMs = 500, env, audience, variable } = options
  const question: TokenQuestion = { env, audience, http, retryMs, signal }
  const ask = variable === undefined ? ASK[platform] : undefined
  return ask ? await ask(question) : await tokenVariable(platform, env, variable)
}
