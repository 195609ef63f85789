import { invalid, missing } from './claims/claim-reader.ts'
import type { StandardClaims } from './claims/normalise.ts'
import { IdentityError } from './errors.ts'
import type { TrustedIssuer } from './issuer.ts'
import type { Claims } from './token.ts'

export interface Conditions {
  readonly now: Date
  /** Seconds by which clocks may differ. */
  readonly skew: number
}

/**
 * RFC 7519 section 4.1, as strict as RFC 8725 asks: everything that limits a token must be there.
 * @throws IdentityError IDENTITY_AUDIENCE, IDENTITY_TOKEN_EXPIRED, IDENTITY_TOKEN_NOT_YET_VALID, IDENTITY_TOKEN_LIFETIME, IDENTITY_CLAIM_MISSING, IDENTITY_CLAIM_INVALID
 */
export function checkConditions(claims: Claims, issuer: TrustedIssuer, { now, skew }: Conditions): StandardClaims {
  const audience = audienceOf(claims.aud)
  const meant = issuer.audience === null ? audience.length === 0 : audience.includes(issuer.audience)
  if (!meant) {
    const details = { expected: issuer.audience, found: audience.map((one) => one.slice(0, 200)) }
    throw new IdentityError('IDENTITY_AUDIENCE', 'the token is meant for somebody else', { details })
  }
  const expiresAt = secondsOf(claims, 'exp') ?? absent('exp')
  const issuedAt = secondsOf(claims, 'iat') ?? absent('iat')
  const notBefore = secondsOf(claims, 'nbf') ?? issuedAt
  const at = now.getTime() / 1000
  if (at >= expiresAt + skew) throw timely('IDENTITY_TOKEN_EXPIRED', 'the token has expired', { expiresAt, at })
  if (at < Math.max(notBefore, issuedAt) - skew) {
    throw timely('IDENTITY_TOKEN_NOT_YET_VALID', 'the token is not valid yet', { notBefore, issuedAt, at })
  }
  const lifetime = expiresAt - issuedAt
  if (lifetime > issuer.maxLifetime) {
    const details = { lifetime, maxLifetime: issuer.maxLifetime }
    throw new IdentityError('IDENTITY_TOKEN_LIFETIME', `the token lives for ${lifetime} seconds`, { details })
  }
  return { audience, issuedAt, expiresAt }
}

/** Absent, empty and an empty list are the same: none. */
function audienceOf(aud: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(aud) ? aud : [aud ?? '']
  if (!list.every((one) => typeof one === 'string')) throw invalid('aud', 'is neither text nor a list of texts')
  return list.filter((one) => one !== '')
}

/** NumericDate, within what a Date can hold. */
function secondsOf(claims: Claims, name: string): number | null {
  const value = claims[name]
  if (value === undefined || value === null) return null
  if (typeof value !== 'number' || !(value >= 0 && value <= 8.64e12)) throw invalid(name, 'is no time')
  return value
}

function absent(name: string): never {
  throw missing(name)
}

type TimeCode = 'IDENTITY_TOKEN_EXPIRED' | 'IDENTITY_TOKEN_NOT_YET_VALID'

function timely(code: TimeCode, message: string, times: Readonly<Record<string, number>>): IdentityError {
  const spelled = Object.entries(times).map(([name, seconds]) => [name, new Date(seconds * 1000).toISOString()])
  return new IdentityError(code, message, { details: Object.fromEntries(spelled) })
}
