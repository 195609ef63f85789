import { createHash, createHmac, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { type TestKey, type TestKeyKind, testKey } from '../ca/keys.ts'

/** What the platforms sign with, and what might come. */
export type TokenAlgorithm = 'RS256' | 'ES256' | 'EdDSA'

const KINDS: Readonly<Record<TokenAlgorithm, TestKeyKind>> = { RS256: 'rsa2048', ES256: 'p256', EdDSA: 'ed25519' }

/** A JSON Web Key, RFC 7517. */
export type Jwk = Readonly<Record<string, string>>

/** A key of an issuer, with the name that tokens know it by. */
export interface IssuerKey {
  readonly kid: string
  readonly algorithm: TokenAlgorithm
  readonly key: TestKey
}

/** JWS header or claims, as they are written. */
export type JsonObject = Readonly<Record<string, unknown>>

export async function issuerKey(algorithm: TokenAlgorithm, kid: string): Promise<IssuerKey> {
  return { kid, algorithm, key: await testKey(KINDS[algorithm], `oidc ${kid}`) }
}

/** @param leadingZero writes the RSA modulus as Jenkins does, with the sign byte of its INTEGER */
export function publicJwk({ key, kid, algorithm }: IssuerKey, leadingZero = false): Jwk {
  const spki = createPublicKey({ key: Buffer.from(key.publicKey), format: 'der', type: 'spki' })
  const jwk = spki.export({ format: 'jwk' }) as Record<string, string>
  if (leadingZero && jwk.n) jwk.n = base64Url(Buffer.concat([Buffer.of(0), Buffer.from(jwk.n, 'base64url')]))
  return { ...jwk, kid, alg: algorithm, use: 'sig' }
}

/** A compact JWS (RFC 7515 section 3.1), written here and not by a library so that it proves something about one. */
export function signedToken(header: JsonObject, claims: JsonObject, by: IssuerKey): string {
  const input = `${encoded(header)}.${encoded(claims)}`
  return `${input}.${base64Url(signature(Buffer.from(input), by))}`
}

/** "Signed" by nobody: RFC 7518 section 3.6. */
export function unsignedToken(claims: JsonObject): string {
  return `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(claims)}.`
}

/** An HMAC whose secret is the public key in PEM, which verifies where a key is taken for whatever the header says. */
export function confusedToken(claims: JsonObject, { key, kid }: IssuerKey): string {
  const spki = createPublicKey({ key: Buffer.from(key.publicKey), format: 'der', type: 'spki' })
  const input = `${encoded({ alg: 'HS256', typ: 'JWT', kid })}.${encoded(claims)}`
  const secret = spki.export({ format: 'pem', type: 'spki' })
  return `${input}.${base64Url(createHmac('sha256', secret).update(input).digest())}`
}

/** The token with other claims and the old signature. */
export function withClaims(token: string, change: (claims: Record<string, unknown>) => void): string {
  const [header, payload, signed] = token.split('.') as [string, string, string]
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
  change(claims)
  return `${header}.${encoded(claims)}.${signed}`
}

export function keyName(algorithm: TokenAlgorithm, generation: number): string {
  return `${algorithm.toLowerCase()}-${generation}-${createHash('sha256').update(algorithm).digest('hex').slice(0, 8)}`
}

function signature(input: Uint8Array, { algorithm, key }: IssuerKey): Uint8Array {
  const object = createPrivateKey({ key: Buffer.from(key.privateKey), format: 'der', type: 'pkcs8' })
  switch (algorithm) {
    case 'RS256':
      return sign('sha256', input, object)
    case 'ES256':
      return sign('sha256', input, { key: object, dsaEncoding: 'ieee-p1363' })
    case 'EdDSA':
      return sign(null, input, object)
  }
}

function encoded(value: JsonObject): string {
  return base64Url(Buffer.from(JSON.stringify(value)))
}

function base64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
