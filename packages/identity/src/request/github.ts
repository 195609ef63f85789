import { readFile } from 'node:fs/promises'
import { IdentityError } from '../errors.ts'
import { type Ask, askEndpoint, none, type TokenAnswer } from './question.ts'

/** The runner's endpoint, as `getIDToken` of @actions/core asks it. */
export const askGithub: Ask = async (question) => {
  const { env, audience } = question
  const { ACTIONS_ID_TOKEN_REQUEST_URL: address, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = env
  if (!address || !bearer) return whyNot(env)
  if (!URL.canParse(address)) {
    throw new IdentityError('IDENTITY_REQUEST_FAILED', 'ACTIONS_ID_TOKEN_REQUEST_URL is no URL')
  }
  const url = new URL(address)
  url.searchParams.set('audience', audience)
  const headers = { authorization: `Bearer ${bearer}`, accept: 'application/json' }
  return askEndpoint({ method: 'GET', url, headers }, 'value', question)
}

async function whyNot(env: Readonly<Record<string, string | undefined>>): Promise<TokenAnswer> {
  if (await isFork(env)) {
    const message = 'GitHub gives no identity token to pull requests from forks: sign after the merge instead.'
    return none('fork-pull-request', message)
  }
  return none('no-permission', 'The job lacks the permission `id-token: write`: add it under `permissions` of the job.')
}

/** By the event that started the run; where it cannot be read, the missing permission is the likelier reason. */
async function isFork(env: Readonly<Record<string, string | undefined>>): Promise<boolean> {
  if (!env.GITHUB_EVENT_PATH || !env.GITHUB_EVENT_NAME?.startsWith('pull_request')) return false
  try {
    const event = JSON.parse(await readFile(env.GITHUB_EVENT_PATH, 'utf8')) as PullRequestEvent
    const [head, base] = [event.pull_request?.head?.repo?.full_name, event.pull_request?.base?.repo?.full_name]
    // A fork that was deleted since is null.
    return base !== undefined && head !== base
  } catch {
    return false
  }
}

interface PullRequestEvent {
  readonly pull_request?: Readonly<
    Record<'head' | 'base', { readonly repo?: { readonly full_name?: string } | null } | undefined>
  >
}
