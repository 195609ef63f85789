import { IdentityError } from './errors.ts'
import { type Http, nodeHttp } from './http.ts'
import { discoveredKeys } from './keys/discovered.ts'
import type { KeySource } from './keys/key-source.ts'
import { staticKeys } from './keys/static.ts'
import { platformOf } from './platform.ts'
import type { Platform } from './workload.ts'

/** An issuer that is trusted, and for what: one entry of `identity.issuers`. */
export interface IssuerConfig {
  /** The `iss` of its tokens, character by character. */
  readonly issuer: string
  /** Needed where the URL does not tell it: GitLab instances, Jenkins controllers, GitHub Enterprise Server behind another path. */
  readonly platform?: Platform | undefined
  /**
   * What `aud` must be, or contain. null: its tokens have none (Jenkins credentials without an audience); one that has is refused.
   * Nothing keeps a token without an audience from being used elsewhere, so prefer one.
   */
  readonly audience: string | null
  /** The key set (RFC 7517) as JSON: for issuers that cannot be reached. Without it, keys come by OpenID Connect discovery. */
  readonly jwks?: string | undefined
  /** Whose jobs, by the id or the name that the platform gives. Demanded where strangers share the issuer and choose the audience (Buildkite, CircleCI's common issuer). */
  readonly organization?: { readonly id: string } | { readonly name: string } | undefined
  /** Longest accepted `exp - iat`, in seconds. By default an hour; for GitLab, whose tokens live as long as the job may, a day. */
  readonly maxLifetime?: number | undefined
}

export interface IssuerOptions {
  /** For discovery. */
  readonly http?: Http
  /** Milliseconds in which an unknown key id does not cause the keys to be fetched again; 30 s by default. */
  readonly cooldownMs?: number
  /** Milliseconds for one answer of the issuer; 10 s by default. */
  readonly timeoutMs?: number
}

/** A checked {@link IssuerConfig} with its keys. */
export interface TrustedIssuer {
  readonly issuer: string
  readonly platform: Platform
  readonly audience: string | null
  readonly organization: IssuerConfig['organization']
  readonly maxLifetime: number
  readonly keys: KeySource
}

const HOUR = 3600
/** A lifetime beyond is no token but a password. Seconds. */
const MOST_LIFETIME = 30 * 24 * HOUR

/**
 * The allow-list, checked whole; keeps the keys that it fetched, so make it once.
 * @throws IdentityError IDENTITY_CONFIG_INVALID with all problems in `details.problems`
 */
export function trustedIssuers(
  configs: readonly IssuerConfig[],
  options: IssuerOptions = {},
): readonly TrustedIssuer[] {
  const problems: string[] = configs.length === 0 ? ['no issuer is trusted'] : []
  const http = options.http ?? nodeHttp()
  const issuers = configs.flatMap((config, index) => {
    const found = problemsOf(config)
    if (configs.findIndex(({ issuer }) => issuer === config.issuer) < index) found.push('is there twice')
    let keys: KeySource | null = null
    try {
      keys = config.jwks === undefined ? null : staticKeys(config.jwks)
    } catch (error) {
      if (!(error instanceof IdentityError)) throw error
      found.push(error.message)
    }
    problems.push(...found.map((problem) => `${JSON.stringify(config.issuer)}: ${problem}`))
    if (found.length > 0) return []
    const platform = (platformOf(config.issuer) ?? config.platform) as Platform
    return {
      issuer: config.issuer,
      platform,
      audience: config.audience,
      organization: config.organization,
      maxLifetime: config.maxLifetime ?? (platform === 'gitlab' ? 24 * HOUR : HOUR),
      keys: keys ?? discoveredKeys(config.issuer, { ...options, http }),
    }
  })
  if (problems.length > 0) {
    throw new IdentityError('IDENTITY_CONFIG_INVALID', problems.join('; '), { details: { problems } })
  }
  return issuers
}

function problemsOf(config: IssuerConfig): string[] {
  const { issuer, audience, maxLifetime } = config
  if (!URL.canParse(issuer) || !/^https?:\/\/[^?#@]+$/.test(issuer)) return ['is no URL of an issuer']
  const problems: string[] = []
  const known = platformOf(issuer)
  const platform = known ?? config.platform
  if (platform === undefined) problems.push('its platform cannot be told from the URL: give `platform`')
  if (known && config.platform && known !== config.platform) problems.push(`is ${known}'s, not ${config.platform}'s`)
  if (audience === '') problems.push('the audience is empty')
  if (audience === null && platform !== 'jenkins') problems.push('needs an audience')
  if (isShared(issuer) && !config.organization) problems.push('is shared by all its customers: give `organization`')
  if (maxLifetime !== undefined && !(maxLifetime > 0 && maxLifetime <= MOST_LIFETIME)) {
    problems.push(`maxLifetime is not between 1 and ${MOST_LIFETIME} seconds`)
  }
  return problems
}

/** One issuer for everybody, and the job chooses the audience. GitHub and gitlab.com are shared too; there the repository decides, and is always in the token with its ids. */
function isShared(issuer: string): boolean {
  return /^https:\/\/(agent\.buildkite\.com|oidc\.circleci\.com)\/?$/.test(issuer)
}
