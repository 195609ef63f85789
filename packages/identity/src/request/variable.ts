import { readFile, stat } from 'node:fs/promises'
import { IdentityError } from '../errors.ts'
import type { Platform } from '../workload.ts'
import { none, type TokenAnswer } from './question.ts'

const DEFAULT = 'CHANCERY_ID_TOKEN'

/** What to do where the variable is empty. */
const ADVICE: Readonly<Record<Platform, string>> = {
  github: 'The variable that should hold the identity token is empty.',
  gitlab: `Add \`id_tokens: { ${DEFAULT}: { aud: ... } }\` to the job.`,
  jenkins: `Bind a credential "OpenID Connect id token" to ${DEFAULT}, or one "as file" to ${DEFAULT}_FILE.`,
  buildkite: `Put the output of \`buildkite-agent oidc request-token --audience ...\` into ${DEFAULT}.`,
  circleci: 'CircleCI sets CIRCLE_OIDC_TOKEN_V2 in jobs; is this one?',
  azure: 'The variable that should hold the identity token is empty.',
}

/** Bytes. */
const MAX_FILE = 64 * 1024

/** A token that the platform put into the environment, or into a file that the environment names. @throws IdentityError IDENTITY_REQUEST_FAILED */
export async function tokenVariable(
  platform: Platform,
  env: Readonly<Record<string, string | undefined>>,
  variable: string = platform === 'circleci' ? 'CIRCLE_OIDC_TOKEN_V2' : DEFAULT,
): Promise<TokenAnswer> {
  const token = env[variable] || (await fromFile(env, `${variable}_FILE`))
  if (token) return { kind: 'token', token: token.trim() }
  if (platform === 'circleci' && env.CIRCLE_PR_USERNAME) {
    return none(
      'fork-pull-request',
      'CircleCI gives no identity token to builds of forks: sign after the merge instead.',
    )
  }
  return none('not-configured', ADVICE[platform])
}

async function fromFile(env: Readonly<Record<string, string | undefined>>, variable: string): Promise<string | null> {
  const path = env[variable]
  if (!path) return null
  try {
    if ((await stat(path)).size > MAX_FILE) throw new RangeError(`has more than ${MAX_FILE} bytes`)
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new IdentityError('IDENTITY_REQUEST_FAILED', `the file that ${variable} names cannot be read`, { cause })
  }
}
