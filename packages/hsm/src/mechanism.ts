import { encodeDigestIdentifier, encodeInteger, encodeOctetString, encodeSequence } from '@chancery/codec'
import {
  type DigestName,
  digestByName,
  hostDigest,
  type KeyKind,
  keyAlgorithm,
  type SignatureAlgorithm,
} from '@chancery/core'
import { HsmError } from './errors.ts'

/** How a signature is to be made. Freer than the table of algorithms: Web Crypto lets a curve sign any digest. */
export interface SignatureWish {
  readonly scheme: SignatureAlgorithm['scheme']
  readonly digest: DigestName
  /** Bytes; RSA-PSS only. */
  readonly saltLength: number
}

/** A mechanism with its parameter and what goes into it, as pkcs11js takes them. */
export interface Mechanism {
  readonly mechanism: number
  readonly parameter?: PssParameters
  readonly input: Uint8Array
}

interface PssParameters {
  /** CK_PARAMS_RSA_PSS of pkcs11js. */
  readonly type: 5
  readonly hashAlg: number
  readonly mgf: number
  readonly saltLen: number
}

/** CKM_*, by digest: the mechanisms that hash in the token, the digest itself, and its MGF1 (CKG_*). */
const BY_DIGEST = {
  sha256: { pkcs1: 0x40, pss: 0x43, ecdsa: 0x1044, hash: 0x250, mgf: 2 },
  sha384: { pkcs1: 0x41, pss: 0x44, ecdsa: 0x1045, hash: 0x260, mgf: 3 },
  sha512: { pkcs1: 0x42, pss: 0x45, ecdsa: 0x1046, hash: 0x270, mgf: 4 },
} as const
const RAW = { 'rsa-pkcs1': 0x1, 'rsa-pss': 0xd, ecdsa: 0x1041, eddsa: 0x1057 } as const

export function wishOf(algorithm: SignatureAlgorithm): SignatureWish {
  // RFC 4055 section 3.1: the salt is as long as the digest.
  return { scheme: algorithm.scheme, digest: algorithm.digest, saltLength: digestByName(algorithm.digest).length }
}

/**
 * The ways to make a signature that a token has, the best first: hash here and send the digest; where a token only signs what it has hashed itself,
 * send the message.
 * @throws HsmError MECHANISM_UNSUPPORTED
 */
export function mechanismsFor(
  wish: SignatureWish,
  kind: KeyKind,
  message: Uint8Array,
  available: ReadonlySet<number>,
): readonly Mechanism[] {
  const found = candidates(wish, kind, message).filter(({ mechanism }) => available.has(mechanism))
  if (found.length > 0) return found
  throw new HsmError('MECHANISM_UNSUPPORTED', `the token has no mechanism for ${wish.scheme} with ${wish.digest}`, {
    details: { scheme: wish.scheme, digest: wish.digest },
  })
}

function candidates(wish: SignatureWish, kind: KeyKind, message: Uint8Array): readonly Mechanism[] {
  const { scheme, digest, saltLength } = wish
  const hashed = BY_DIGEST[digest]
  const value = hostDigest({ scheme, digest } as SignatureAlgorithm, message)
  switch (scheme) {
    case 'rsa-pkcs1':
      return [
        // DigestInfo (RFC 8017 section 9.2).
        { mechanism: RAW[scheme], input: encodeSequence(encodeDigestIdentifier(digest), encodeOctetString(value)) },
        { mechanism: hashed.pkcs1, input: message },
      ]
    case 'rsa-pss': {
      const parameter: PssParameters = { type: 5, hashAlg: hashed.hash, mgf: hashed.mgf, saltLen: saltLength }
      return [
        { mechanism: RAW[scheme], parameter, input: value },
        { mechanism: hashed.pss, parameter, input: message },
      ]
    }
    case 'ecdsa':
      return [
        // FIPS 186-5 section 6.4: the leftmost bits of a digest longer than the order. Tokens differ in whether they cut it themselves.
        { mechanism: RAW[scheme], input: value.subarray(0, keyAlgorithm(kind).fieldLength ?? value.length) },
        { mechanism: hashed.ecdsa, input: message },
      ]
    case 'eddsa':
      return [{ mechanism: RAW[scheme], input: message }]
  }
}

/**
 * `Ecdsa-Sig-Value` (RFC 3279 section 2.2.3) of what PKCS#11 gives: r and s, each as long as the order.
 * @throws HsmError SIGNATURE_WRONG
 */
export function ecdsaDer(raw: Uint8Array, kind: KeyKind): Uint8Array {
  const half = keyAlgorithm(kind).fieldLength ?? 0
  if (raw.length !== 2 * half) {
    throw new HsmError('SIGNATURE_WRONG', `an ECDSA signature of ${raw.length} bytes`, {
      details: { length: raw.length, expected: 2 * half },
    })
  }
  return encodeSequence(encodeInteger(raw.subarray(0, half)), encodeInteger(raw.subarray(half)))
}
