import type { CryptoKey, JSONWebKeySet, JWK, JWSHeaderParameters } from 'jose'
import { IdentityError } from '../errors.ts'

/** Finds the key that a token's header names. */
export interface KeySource {
  /**
   * A resolver for jose.
   * @throws IdentityError IDENTITY_KEYS_UNAVAILABLE; jose's JWKSNoMatchingKey
   */
  keyFor(header: JWSHeaderParameters, signal?: AbortSignal): Promise<CryptoKey>
}

/** Issuers have a handful of keys. */
const MAX_KEYS = 100
/** Bytes; below, a modulus can be factored. */
const MIN_MODULUS = 256

/**
 * A JWK set with what verifying needs and nothing else: private members, symmetric keys, keys for encryption and weak RSA keys are left out.
 * @throws TypeError saying what is wrong
 */
export function publicKeySet(json: string): JSONWebKeySet & { keys: JWK[] } {
  const data: unknown = JSON.parse(json)
  const keys = typeof data === 'object' && data !== null && 'keys' in data ? data.keys : null
  if (!Array.isArray(keys)) throw new TypeError('the key set has no `keys`')
  if (keys.length > MAX_KEYS) throw new TypeError(`the key set has more than ${MAX_KEYS} keys`)
  const usable = keys.flatMap((key: unknown) => publicKey(key) ?? [])
  if (usable.length === 0) throw new TypeError('the key set has no key to verify with')
  return { keys: usable }
}

function publicKey(value: unknown): JWK | null {
  if (typeof value !== 'object' || value === null) return null
  const { kty, kid, alg, use, n, e, crv, x, y } = value as Readonly<Record<string, unknown>>
  if (use !== undefined && use !== 'sig') return null
  const common = { ...text({ kid, alg }), use: 'sig' }
  if (kty === 'RSA' && typeof n === 'string' && typeof e === 'string') {
    // Jenkins writes the sign byte of the INTEGER into `n`; RFC 7518 section 6.3.1.1 forbids it, and thumbprints differ.
    const modulus = Buffer.from(n, 'base64url')
    const trimmed = modulus.subarray(modulus.findIndex((byte) => byte !== 0))
    return trimmed.length < MIN_MODULUS ? null : { ...common, kty, n: trimmed.toString('base64url'), e }
  }
  if (kty === 'EC' && crv === 'P-256' && typeof x === 'string' && typeof y === 'string')
    return { ...common, kty, crv, x, y }
  if (kty === 'OKP' && crv === 'Ed25519' && typeof x === 'string') return { ...common, kty, crv, x }
  return null
}

function text(members: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(members).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

export function keysUnavailable(issuer: string, why: string, cause?: unknown): IdentityError {
  return new IdentityError('IDENTITY_KEYS_UNAVAILABLE', `the keys of ${issuer}: ${why}`, { details: { issuer }, cause })
}
