import type { SignatureScheme } from '@chancery/codec'
import {
  chooseSignatureAlgorithm,
  type DigestName,
  digestByName,
  type KeyKind,
  keyAlgorithm,
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

/** `cosign verify --key` hashes with SHA-256, whatever the key (Ed25519 takes the message). */
export function cosignKeyWish(kind: KeyKind): SignatureWish {
  if (kind === 'ed25519') return wishOf('eddsa', 'sha512')
  return wishOf(kind === 'rsa' ? 'rsa-pkcs1' : 'ecdsa', 'sha256')
}

/** Under a certificate the key decides: P-384 with SHA-384, P-521 with SHA-512. */
export function cosignCertificateWish(kind: KeyKind): SignatureWish {
  const { scheme } = chooseSignatureAlgorithm(kind)
  return wishOf(scheme, keyAlgorithm(kind).defaultDigest)
}

/** RFC 4055 section 3.1: the salt is as long as the digest. */
export function wishOf(scheme: SignatureWish['scheme'], digest: DigestName): SignatureWish {
  return { scheme, digest, saltLength: digestByName(digest).length }
}

export function schemeOf({ scheme, digest, saltLength }: SignatureWish): SignatureScheme {
  return { scheme, digest: digestByName(digest), saltLength: scheme === 'rsa-pss' ? saltLength : null }
}
