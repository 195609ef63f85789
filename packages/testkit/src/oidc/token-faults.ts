import {
  confusedToken,
  type IssuerKey,
  issuerKey,
  type JsonObject,
  publicJwk,
  signedToken,
  unsignedToken,
  withClaims,
} from './jwt.ts'

/** What is wrong with a token; everything else about it is right. */
export type IdTokenFault =
  | 'expired'
  | 'not-yet-valid'
  /** Says that it will be made in an hour. */
  | 'issued-later'
  /** Good for a year. */
  | 'long-lived'
  | 'no-expiry'
  | 'no-issued-at'
  | 'no-subject'
  | 'wrong-audience'
  | 'no-audience'
  /** Signed by the issuer, in another's name. */
  | 'wrong-issuer'
  | 'alg-none'
  /** HS256 with the public key as its secret. */
  | 'hs256'
  | 'unknown-kid'
  | 'no-kid'
  /** The right kid over another key's signature. */
  | 'other-key'
  /** Another key, which the token brings along in its header. */
  | 'embedded-key'
  /** The claims were changed after signing. */
  | 'tampered'
  /** A header parameter that the reader must understand, and nobody does. */
  | 'critical'

export interface TokenPlan {
  readonly claims: JsonObject
  readonly key: IssuerKey
  /** Seconds since 1970. */
  readonly now: number
}

const HOUR = 3600
const without = (claims: JsonObject, name: string): JsonObject => ({ ...claims, [name]: undefined })
const honest = ({ claims, key }: TokenPlan, header: JsonObject = {}): string =>
  signedToken({ alg: key.algorithm, typ: 'JWT', kid: key.kid, ...header }, claims, key)
const claiming = (plan: TokenPlan, claims: JsonObject): string =>
  honest({ ...plan, claims: { ...plan.claims, ...claims } })
const stranger = (plan: TokenPlan): Promise<IssuerKey> => issuerKey(plan.key.algorithm, 'stranger')

const FAULTS: Readonly<Record<IdTokenFault, (plan: TokenPlan) => string | Promise<string>>> = {
  expired: (plan) => claiming(plan, { iat: plan.now - 2 * HOUR, nbf: plan.now - 2 * HOUR, exp: plan.now - HOUR }),
  'not-yet-valid': (plan) => claiming(plan, { nbf: plan.now + HOUR, exp: plan.now + 2 * HOUR }),
  'issued-later': (plan) => claiming(plan, { iat: plan.now + HOUR, nbf: plan.now, exp: plan.now + 2 * HOUR }),
  'long-lived': (plan) => claiming(plan, { exp: plan.now + 365 * 24 * HOUR }),
  'no-expiry': (plan) => honest({ ...plan, claims: without(plan.claims, 'exp') }),
  'no-issued-at': (plan) => honest({ ...plan, claims: without(plan.claims, 'iat') }),
  'no-subject': (plan) => honest({ ...plan, claims: without(plan.claims, 'sub') }),
  'wrong-audience': (plan) => claiming(plan, { aud: 'https://somebody-else.example.com' }),
  'no-audience': (plan) => honest({ ...plan, claims: without(plan.claims, 'aud') }),
  'wrong-issuer': (plan) => claiming(plan, { iss: 'https://issuer.example.com' }),
  'alg-none': (plan) => unsignedToken(plan.claims),
  hs256: (plan) => confusedToken(plan.claims, plan.key),
  'unknown-kid': (plan) => honest(plan, { kid: 'nobody-knows-me' }),
  'no-kid': (plan) => honest(plan, { kid: undefined }),
  'other-key': async (plan) => honest({ ...plan, key: { ...(await stranger(plan)), kid: plan.key.kid } }),
  'embedded-key': async (plan) => {
    const key = await stranger(plan)
    return honest({ ...plan, key }, { jwk: publicJwk(key), kid: undefined })
  },
  tampered: (plan) => withClaims(honest(plan), (claims) => (claims.sub = 'repo:evil/evil:ref:refs/heads/main')),
  critical: (plan) => honest(plan, { crit: ['exp-like'], 'exp-like': true }),
}

/** @param fault null: the token is right */
export async function writeToken(plan: TokenPlan, fault: IdTokenFault | null): Promise<string> {
  return fault === null ? honest(plan) : await FAULTS[fault](plan)
}
