import type { Platform } from './workload.ts'

const UUID = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'

/** Issuers that tell by their URL what they are. */
const PATTERNS: readonly (readonly [Platform, RegExp])[] = [
  // github.com, an enterprise's own issuer below it, and enterprises with data residency.
  ['github', /^https:\/\/token\.actions\.(githubusercontent\.com|[a-z0-9-]+\.ghe\.com)(\/[A-Za-z0-9-]+)?$/],
  // GitHub Enterprise Server.
  ['github', /^https:\/\/[^/]+\/_services\/token$/],
  ['gitlab', /^https:\/\/gitlab\.com$/],
  ['buildkite', /^https:\/\/agent\.buildkite\.com$/],
  ['circleci', new RegExp(`^https://oidc\\.circleci\\.com(/org/${UUID})?$`)],
  ['azure', new RegExp(`^https://vstoken\\.dev\\.azure\\.com/${UUID}$`)],
]

/** null: the URL does not tell (a GitLab instance, a Jenkins controller). */
export function platformOf(issuer: string): Platform | null {
  return PATTERNS.find(([, pattern]) => pattern.test(issuer))?.[0] ?? null
}
