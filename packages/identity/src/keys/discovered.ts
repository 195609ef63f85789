import { fromUtf8 } from '@chancery/core'
import { isSafeUrl } from '@chancery/http'
import { JWKSNoMatchingKey } from 'jose/errors'
import { createLocalJWKSet, type LocalJWKSet } from 'jose/jwks/local'
import { type Http, HttpFailure } from '../http.ts'
import { type KeySource, keysUnavailable, publicKeySet } from './key-source.ts'

/** Bytes. */
const MAX_DOCUMENT = 256 * 1024
/** Milliseconds after which keys are fetched again, so that a withdrawn one is not trusted for long. */
const MAX_AGE = 600_000

export interface DiscoveryOptions {
  readonly http: Http
  readonly cooldownMs?: number
  readonly timeoutMs?: number
}

/**
 * Keys by OpenID Connect discovery: `<issuer>/.well-known/openid-configuration`, then its `jwks_uri`. HTTPS only, but for this machine.
 * Fetched when first asked, kept ten minutes, and fetched again once for a key id that is not among them: issuers change keys without notice. The cool-down
 * keeps tokens with made-up ids from becoming requests to the issuer.
 */
export function discoveredKeys(issuer: string, options: DiscoveryOptions): KeySource {
  const { http, cooldownMs = 30_000, timeoutMs = 10_000 } = options
  let known: { readonly set: LocalJWKSet; readonly at: number } | null = null
  let underway: Promise<LocalJWKSet> | null = null

  /** Those who ask while an answer is under way wait for the same one; that one of them gives up does not end it for the others. */
  function fetchOnce(signal: AbortSignal | undefined): Promise<LocalJWKSet> {
    underway ??= fetchKeys(issuer, http, timeoutMs)
      .then((set) => {
        known = { set, at: performance.now() }
        return set
      })
      .finally(() => {
        underway = null
      })
    return until(signal, underway)
  }

  return {
    async keyFor(header, signal) {
      const age = known ? performance.now() - known.at : Infinity
      if (!known || age > MAX_AGE) return (await fetchOnce(signal))(header)
      try {
        return await known.set(header)
      } catch (error) {
        if (!(error instanceof JWKSNoMatchingKey) || age < cooldownMs) throw error
        return (await fetchOnce(signal))(header)
      }
    },
  }
}

function until<Result>(signal: AbortSignal | undefined, work: Promise<Result>): Promise<Result> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** @throws IdentityError IDENTITY_KEYS_UNAVAILABLE */
async function fetchKeys(issuer: string, http: Http, timeoutMs: number): Promise<LocalJWKSet> {
  const get = async (text: string, what: string): Promise<string> => {
    const url = URL.canParse(text) ? new URL(text) : null
    if (!url || !isSafeUrl(url)) throw keysUnavailable(issuer, `${what} is not at an https URL`)
    try {
      const request = { method: 'GET', url, headers: ACCEPT } as const
      const { status, body } = await http.send(request, { maxBytes: MAX_DOCUMENT, timeoutMs })
      // A redirect too: who vouches is configured, not told by whoever answers.
      if (status !== 200) throw new HttpFailure(`answers HTTP ${status}`)
      return fromUtf8(body)
    } catch (cause) {
      throw keysUnavailable(issuer, `${what} ${(cause as Error).message}`, cause)
    }
  }
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const document = await get(address, 'the discovery document')
  const keys = await get(jwksUriOf(document, issuer), 'the key set')
  try {
    return createLocalJWKSet(publicKeySet(keys))
  } catch (cause) {
    throw keysUnavailable(issuer, cause instanceof SyntaxError ? 'are not JSON' : (cause as Error).message, cause)
  }
}

const ACCEPT = { accept: 'application/json' }

/** OpenID Connect Discovery 1.0 section 4.3: the document must name the very issuer that it was asked of. */
function jwksUriOf(document: string, issuer: string): string {
  let data: { readonly issuer?: unknown; readonly jwks_uri?: unknown } | null
  try {
    data = JSON.parse(document) as typeof data
  } catch (cause) {
    throw keysUnavailable(issuer, 'the discovery document is not JSON', cause)
  }
  if (data?.issuer !== issuer) throw keysUnavailable(issuer, 'the discovery document is of another issuer')
  if (typeof data.jwks_uri !== 'string') throw keysUnavailable(issuer, 'the discovery document has no jwks_uri')
  return data.jwks_uri
}
