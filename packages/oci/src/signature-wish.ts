import { type PublicKey, type SignatureScheme, signatureAlgorithmName, verifySignature } from '@chancery/codec'
import {
  chooseSignatureAlgorithm,
  type DigestName,
  digestByName,
  type KeyKind,
  type SignatureAlgorithm,
} from '@chancery/core'

/**
 * How a signature is to be made. Freer than the table of algorithms, because verifiers are: cosign wants SHA-256 of every curve,
 * Notary Project RSA-PSS of an RSA key that signs everything else with PKCS #1.
 */
export interface SignatureWish {
  readonly scheme: SignatureAlgorithm['scheme']
  readonly digest: DigestName
  /** Bytes; RSA-PSS only. */
  readonly saltLength: number
}

/**
 * Sigstore's tools: SHA-256, whatever the key (Ed25519 takes the message). `cosign verify --key` refuses all else; under a certificate
 * cosign takes SHA-384 of P-384 as well, but @sigstore/verify does not.
 */
export function sigstoreWish(kind: KeyKind): SignatureWish {
  if (kind === 'ed25519') return wishOf('eddsa', 'sha512')
  return wishOf(kind === 'rsa' ? 'rsa-pkcs1' : 'ecdsa', 'sha256')
}

/** What newer signers make under a certificate: the curve decides the digest. Only read. */
export function certifiedWish(kind: KeyKind): SignatureWish {
  const { scheme, digest } = chooseSignatureAlgorithm(kind)
  return wishOf(scheme, digest)
}

/** RFC 4055 section 3.1: the salt is as long as the digest. */
export function wishOf(scheme: SignatureWish['scheme'], digest: DigestName): SignatureWish {
  return { scheme, digest, saltLength: digestByName(digest).length }
}

export function schemeOf({ scheme, digest, saltLength }: SignatureWish): SignatureScheme {
  return { scheme, digest: digestByName(digest), saltLength: scheme === 'rsa-pss' ? saltLength : null }
}

/** What the JSON calls an algorithm: `ecdsa-p384-sha256`. */
export function wishName(wish: SignatureWish, key: PublicKey): string {
  return signatureAlgorithmName(key, schemeOf(wish))
}

/** The name of the one of `wishes` by which `key` made the signature; null where it did by none of them. */
export function heldAlgorithm(
  key: PublicKey,
  wishes: (kind: KeyKind) => readonly SignatureWish[],
  message: Uint8Array,
  signature: Uint8Array,
): string | null {
  if (key.kind === null) return null
  const wish = wishes(key.kind).find((one) => verifySignature(key, schemeOf(one), message, signature))
  return wish ? wishName(wish, key) : null
}
