/** What a user has for one registry. Secrets: never in errors, never in logs, never in argv. */
export type Credential =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** An OAuth2 refresh token, which a token server turns into access tokens. */
  | { readonly kind: 'identity-token'; readonly token: string }
  /** Sent to the registry as it is. */
  | { readonly kind: 'registry-token'; readonly token: string }

/** The credential for exactly this registry (`host[:port]`, as in the reference), or for this repository in it; null: anonymous. */
export type FindCredential = (registry: string, repository: string) => Promise<Credential | null>

/** RFC 7617 section 2; the charset is UTF-8. */
export function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`
}
