import { parseJsonObject } from '../descriptor.ts'
import { RegistryError } from '../errors.ts'
import { type Answer, type Outgoing, resolveUrl, type Transport } from '../transport.ts'
import type { Challenge } from './challenge.ts'
import { basic, type Credential } from './credential.ts'

export interface AccessToken {
  /** The whole field value. */
  readonly authorization: string
  /** Milliseconds since 1970 from which on a new one is wanted. */
  readonly renewAt: number
}

/** Distribution's token specification: where the server does not say, a token lives for 60 seconds. */
const DEFAULT_LIFETIME = 60
/** Seconds, for the way to the registry. */
const MARGIN = 5
const LIMIT = { maxBytes: 1 << 20, code: 'REGISTRY_MALFORMED' } as const
const CLIENT_ID = 'chancery'

/** @throws RegistryError REGISTRY_UNAUTHORIZED, REGISTRY_DENIED, REGISTRY_LIMITED, REGISTRY_UNAVAILABLE, REGISTRY_MALFORMED, PLAIN_HTTP_REFUSED */
export async function requestToken(
  transport: Transport,
  challenge: Challenge & { kind: 'bearer' },
  scope: string,
  credential: Credential | null,
): Promise<AccessToken> {
  const realm = resolveUrl(challenge.realm)
  const { service } = challenge
  const answer = await transport.send(tokenRequest(realm, service, scope, credential))
  if (answer.status !== 200) throw refused(answer, realm)
  const { token, access_token, expires_in } = parseJsonObject(answer.body, 'the answer of the token server')
  const secret = token || access_token
  // What does not fit into a header would be quoted by the error of whoever tries.
  if (typeof secret !== 'string' || !isHeaderSafe(secret)) {
    throw new RegistryError('REGISTRY_MALFORMED', `${realm.host} answers without a token`)
  }
  const lifetime = typeof expires_in === 'number' && expires_in > 0 ? expires_in : DEFAULT_LIFETIME
  return { authorization: `Bearer ${secret}`, renewAt: Date.now() + Math.max(lifetime - MARGIN, lifetime / 2) * 1000 }
}

export function isHeaderSafe(secret: string): boolean {
  return /^[\x21-\x7e]+$/.test(secret)
}

/** With an identity token OAuth2 by POST, else GET with the password if there is one. Never redirected: the secret is for this server. */
function tokenRequest(realm: URL, service: string | null, scope: string, credential: Credential | null): Outgoing {
  const common = { follow: false, limit: LIMIT }
  if (credential?.kind === 'identity-token') {
    const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: CLIENT_ID, scope })
    if (service !== null) form.set('service', service)
    form.set('refresh_token', credential.token)
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return { ...common, method: 'POST', url: realm, headers, body: form.toString() }
  }
  const url = new URL(realm)
  if (service !== null) url.searchParams.set('service', service)
  for (const one of scope.split(' ').filter(Boolean)) url.searchParams.append('scope', one)
  const authorization = credential?.kind === 'password' ? basic(credential.username, credential.password) : null
  return { ...common, method: 'GET', url, authorization }
}

function refused({ status }: Answer, realm: URL): RegistryError {
  const details = { host: realm.host, status }
  const message = `the token server ${realm.host} answered ${status}`
  if (status === 429) return new RegistryError('REGISTRY_LIMITED', message, { details })
  if (status >= 500) return new RegistryError('REGISTRY_UNAVAILABLE', message, { details })
  if (status === 403) return new RegistryError('REGISTRY_DENIED', message, { details })
  if (status >= 400) return new RegistryError('REGISTRY_UNAUTHORIZED', message, { details })
  return new RegistryError('REGISTRY_MALFORMED', message, { details })
}
