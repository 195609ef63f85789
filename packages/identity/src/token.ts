import { createHash } from 'node:crypto'
import { CoreError, fromUtf8 } from '@chancery/core'
// By their own paths: all of jose takes five times as long to load, and a step waits for it.
import { decodeProtectedHeader } from 'jose/decode/protected_header'
import * as errors from 'jose/errors'
import { compactVerify } from 'jose/jws/compact/verify'
import { decodeJwt } from 'jose/jwt/decode'
import { IdentityError } from './errors.ts'
import type { TrustedIssuer } from './issuer.ts'

export type Claims = Readonly<Record<string, unknown>>

/** Characters: GitLab's tokens list up to 200 groups. */
const MAX_TOKEN = 64 * 1024

/**
 * What platforms sign with. No `none`, and no HMAC: its secret would be the public key that everybody has (RFC 8725 sections 2.1 and 3.1).
 * `Ed25519` is the name that RFC 9864 gives to EdDSA over that curve.
 */
const ALGORITHMS: readonly string[] = ['RS256', 'ES256', 'EdDSA', 'Ed25519']

/**
 * Who says to have issued the token. Nothing of it is proved yet.
 * @throws IdentityError IDENTITY_TOKEN_MALFORMED, IDENTITY_ALGORITHM
 */
export function claimedIssuer(token: string): string {
  if (token.length > MAX_TOKEN || !/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) throw malformed('is no compact JWS')
  let alg: unknown
  let iss: unknown
  try {
    alg = decodeProtectedHeader(token).alg
    iss = decodeJwt(token).iss
  } catch {
    // No cause: a parser's message quotes what it read.
    throw malformed('has a header or claims that are not JSON')
  }
  if (typeof alg !== 'string' || !ALGORITHMS.includes(alg)) {
    const details = { algorithm: typeof alg === 'string' ? alg.slice(0, 20) : null, accepted: ALGORITHMS }
    throw new IdentityError('IDENTITY_ALGORITHM', 'the token is signed with an algorithm that is not accepted', {
      details,
    })
  }
  if (typeof iss !== 'string') throw malformed('names no issuer')
  return iss
}

/**
 * The claims, once the signature holds under a key of `issuer`. Keys that the token itself brings or points to (`jwk`, `jku`, `x5c`) are not looked at.
 * @throws IdentityError IDENTITY_KEY_UNKNOWN, IDENTITY_SIGNATURE, IDENTITY_KEYS_UNAVAILABLE; CoreError ABORTED
 */
export async function signedClaims(token: string, issuer: TrustedIssuer, signal?: AbortSignal): Promise<Claims> {
  const details = { issuer: issuer.issuer }
  try {
    const { payload } = await compactVerify(token, (header) => issuer.keys.keyFor(header, signal), {
      algorithms: [...ALGORITHMS],
    })
    return JSON.parse(fromUtf8(payload)) as Claims
  } catch (cause) {
    if (cause instanceof IdentityError) throw cause
    if (signal?.aborted) throw new CoreError('ABORTED', 'stopped while waiting for the keys of an issuer', { cause })
    if (cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JWKSMultipleMatchingKeys) {
      throw new IdentityError('IDENTITY_KEY_UNKNOWN', 'the token names no key of its issuer', { details, cause })
    }
    if (cause instanceof errors.JWSSignatureVerificationFailed) {
      throw new IdentityError('IDENTITY_SIGNATURE', "the token's signature does not hold", { details, cause })
    }
    throw new IdentityError('IDENTITY_SIGNATURE', 'the token cannot be verified', { details, cause })
  }
}

/**
 * Names a token where uses are counted: SHA-256 of what is signed, in hex. Not of the whole token, because its last part has several
 * spellings that all verify (base64url's spare bits, ECDSA's two values of s), and each would count as a new one.
 */
export function replayId(token: string): string {
  return createHash('sha256')
    .update(token.slice(0, token.lastIndexOf('.')))
    .digest('hex')
}

function malformed(why: string): IdentityError {
  return new IdentityError('IDENTITY_TOKEN_MALFORMED', `the identity token ${why}`)
}
