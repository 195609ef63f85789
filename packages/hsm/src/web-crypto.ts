import { webcrypto } from 'node:crypto'
import type { DigestName, KeyKind } from '@chancery/core'
import type { SignatureWish } from './mechanism.ts'
import type { KeyQuery, Token } from './token.ts'
import type { TokenKey } from './token-key.ts'

/** Web Crypto over a token: what an engine of @peculiar/x509 or pkijs has to be. */
export interface HsmCrypto extends webcrypto.Crypto {
  /**
   * A key of the token as Web Crypto's pair. The private half is a handle: it signs, in the token, and cannot be exported.
   * @throws HsmError KEY_NOT_FOUND, KEY_AMBIGUOUS, PUBLIC_KEY_MISSING
   */
  keyPair(query: KeyQuery, options?: KeyPairOptions): Promise<webcrypto.CryptoKeyPair>
}

export interface KeyPairOptions {
  /** RSA only, whose Web Crypto keys are bound to a digest; by default sha256. ECDSA names its digest at each signature. */
  readonly digest?: DigestName | undefined
  /** RSA-PSS rather than RSASSA-PKCS1-v1_5. */
  readonly pss?: boolean | undefined
}

const HASHES: Readonly<Record<string, DigestName>> = { 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' }
const SCHEMES: Readonly<Record<string, SignatureWish['scheme']>> = {
  'RSASSA-PKCS1-V1_5': 'rsa-pkcs1',
  'RSA-PSS': 'rsa-pss',
  ECDSA: 'ecdsa',
  ED25519: 'eddsa',
}
const CURVES: Readonly<Record<Exclude<KeyKind, 'rsa' | 'ed25519'>, string>> = {
  p256: 'P-256',
  p384: 'P-384',
  p521: 'P-521',
}

/** What is done in software, with public data only. All other operations are refused: they would put secrets into memory. */
const DELEGATED: readonly string[] = ['digest', 'verify']

/** The members that Web Crypto's algorithm dictionaries have for signatures. */
interface SigningAlgorithm {
  readonly name: string
  readonly hash?: string | { readonly name: string }
  readonly saltLength?: number
}

/**
 * A `Crypto` whose private keys stay in the token. Signing goes there; digests, verification, and import and export of public keys are done by
 * Node's own engine. Everything else rejects with a DOMException NotSupportedError, and foreign or private keys with InvalidAccessError.
 */
export function hsmCrypto(token: Token): HsmCrypto {
  const software = webcrypto.subtle
  const held = new WeakMap<object, TokenKey>()

  const own: Record<string, (...args: never[]) => Promise<unknown>> = {
    async sign(algorithm: string | SigningAlgorithm, key: webcrypto.CryptoKey, data: webcrypto.BufferSource) {
      const tokenKey = held.get(key)
      if (!tokenKey) throw new DOMException('the key is not one of the token', 'InvalidAccessError')
      const wish = wishFor(algorithm, key.algorithm as SigningAlgorithm)
      const value = await tokenKey.sign(wish, snapshot(data))
      return value.buffer
    },
    async exportKey(format: 'spki', key: webcrypto.CryptoKey) {
      if (key.type !== 'public') throw new DOMException('a private key does not leave the token', 'InvalidAccessError')
      return software.exportKey(format, key)
    },
    async importKey(...args: Parameters<typeof software.importKey>) {
      const key = await software.importKey(...args)
      if (key.type !== 'public') throw new DOMException('only public keys are imported', 'NotSupportedError')
      return key
    },
  }

  const subtle: Record<string, (...args: never[]) => Promise<unknown>> = {}
  for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(software))) {
    if (name === 'constructor') continue
    subtle[name] =
      own[name] ??
      (DELEGATED.includes(name)
        ? (software[name as 'digest'].bind(software) as never)
        : () => Promise.reject(new DOMException(`${name} is not done with keys of a token`, 'NotSupportedError')))
  }

  return {
    subtle: subtle as unknown as webcrypto.SubtleCrypto,
    getRandomValues: (array) => webcrypto.getRandomValues(array),
    randomUUID: () => webcrypto.randomUUID(),
    async keyPair(query, options = {}) {
      const { key } = await token.find(query)
      const imported = importAlgorithm(key.kind, options)
      const publicKey = await software.importKey('spki', key.publicKey.spki, imported, true, ['verify'])
      const privateKey: webcrypto.CryptoKey = Object.freeze({
        type: 'private',
        extractable: false,
        algorithm: Object.freeze({ ...publicKey.algorithm }),
        usages: ['sign' as const],
        [Symbol.toStringTag]: 'CryptoKey',
      })
      held.set(privateKey, key)
      return { privateKey, publicKey }
    },
  }
}

function importAlgorithm(
  kind: KeyKind,
  { digest = 'sha256', pss = false }: KeyPairOptions,
): webcrypto.RsaHashedImportParams | webcrypto.EcKeyImportParams {
  if (kind === 'rsa') return { name: pss ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5', hash: hashName(digest) }
  if (kind === 'ed25519') return { name: 'Ed25519' } as webcrypto.EcKeyImportParams
  return { name: 'ECDSA', namedCurve: CURVES[kind] }
}

function hashName(digest: DigestName): string {
  return digest.replace('sha', 'SHA-')
}

/** What is asked for, as far as the key allows it: RSA keys carry their digest, ECDSA takes it from the call. */
function wishFor(asked: string | SigningAlgorithm, key: SigningAlgorithm): SignatureWish {
  const algorithm = typeof asked === 'string' ? { name: asked } : asked
  const scheme = SCHEMES[key.name.toUpperCase()]
  if (!scheme || algorithm.name.toUpperCase() !== key.name.toUpperCase()) {
    throw new DOMException(`the key does not sign with ${algorithm.name}`, 'InvalidAccessError')
  }
  if (scheme === 'eddsa') return { scheme, digest: 'sha512', saltLength: 0 }
  const hash = scheme === 'ecdsa' ? algorithm.hash : key.hash
  const digest = HASHES[(typeof hash === 'string' ? hash : (hash?.name ?? '')).toUpperCase()]
  if (!digest) throw new DOMException('the digest is none of SHA-256, SHA-384 and SHA-512', 'NotSupportedError')
  if (scheme !== 'rsa-pss') return { scheme, digest, saltLength: 0 }
  if (!Number.isInteger(algorithm.saltLength)) throw new TypeError('RSA-PSS: saltLength is missing')
  return { scheme, digest, saltLength: algorithm.saltLength as number }
}

/** A copy: the caller may change its buffer while the token signs. */
function snapshot(data: webcrypto.BufferSource): Uint8Array {
  return data instanceof ArrayBuffer
    ? new Uint8Array(data.slice(0))
    : Uint8Array.from(new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength))
}
