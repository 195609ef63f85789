import { CoreError } from './errors.ts'

/**
 * The one table of algorithms. Nothing below it switches on a name.
 * Sources: RFC 8017, 5480, 5758, 8410, 8419 (object identifiers), PKCS#11 3.0 (CKM), RFC 7518 and 8037 (JWA), RFC 9053 (COSE).
 */
export type DigestName = 'sha256' | 'sha384' | 'sha512'
/** Seen in files signed long ago; never made, and verified only with `weak: true` in the report. */
export type WeakDigestName = 'md5' | 'sha1'
export type KeyKind = 'rsa' | 'p256' | 'p384' | 'p521' | 'ed25519'

export interface DigestAlgorithm {
  readonly name: DigestName | WeakDigestName
  readonly oid: string
  /** Bytes. */
  readonly length: number
  readonly weak: boolean
  /** As JAR manifests and jarsigner spell it. */
  readonly javaName: string
}

export const DIGESTS: readonly DigestAlgorithm[] = [
  { name: 'md5', oid: '1.2.840.113549.2.5', length: 16, weak: true, javaName: 'MD5' },
  { name: 'sha1', oid: '1.3.14.3.2.26', length: 20, weak: true, javaName: 'SHA1' },
  { name: 'sha256', oid: '2.16.840.1.101.3.4.2.1', length: 32, weak: false, javaName: 'SHA-256' },
  { name: 'sha384', oid: '2.16.840.1.101.3.4.2.2', length: 48, weak: false, javaName: 'SHA-384' },
  { name: 'sha512', oid: '2.16.840.1.101.3.4.2.3', length: 64, weak: false, javaName: 'SHA-512' },
]

export type SignatureAlgorithmId =
  | 'rsa-pkcs1-sha256'
  | 'rsa-pkcs1-sha384'
  | 'rsa-pkcs1-sha512'
  | 'rsa-pss-sha256'
  | 'rsa-pss-sha384'
  | 'rsa-pss-sha512'
  | 'ecdsa-p256-sha256'
  | 'ecdsa-p384-sha384'
  | 'ecdsa-p521-sha512'
  | 'ed25519'

export interface SignatureAlgorithm {
  readonly id: SignatureAlgorithmId
  readonly key: KeyKind
  /** What the host hashes with; for Ed25519 the digest of CMS messageDigest (RFC 8419), the signature itself takes the whole message. */
  readonly digest: DigestName
  readonly scheme: 'rsa-pkcs1' | 'rsa-pss' | 'ecdsa' | 'eddsa'
  /** AlgorithmIdentifier of a signature (certificates, DSSE keys). RSA-PSS needs parameters beside it. */
  readonly oid: string
  /** The PKCS#11 mechanism that signs a digest made by the host (for Ed25519, the message). */
  readonly mechanism: 'CKM_RSA_PKCS' | 'CKM_RSA_PKCS_PSS' | 'CKM_ECDSA' | 'CKM_EDDSA'
  readonly jwa: string
  readonly cose: number
}

type Row = readonly [
  SignatureAlgorithmId,
  KeyKind,
  DigestName,
  SignatureAlgorithm['scheme'],
  string,
  SignatureAlgorithm['mechanism'],
  string,
  number,
]

const ROWS: readonly Row[] = [
  ['rsa-pkcs1-sha256', 'rsa', 'sha256', 'rsa-pkcs1', '1.2.840.113549.1.1.11', 'CKM_RSA_PKCS', 'RS256', -257],
  ['rsa-pkcs1-sha384', 'rsa', 'sha384', 'rsa-pkcs1', '1.2.840.113549.1.1.12', 'CKM_RSA_PKCS', 'RS384', -258],
  ['rsa-pkcs1-sha512', 'rsa', 'sha512', 'rsa-pkcs1', '1.2.840.113549.1.1.13', 'CKM_RSA_PKCS', 'RS512', -259],
  ['rsa-pss-sha256', 'rsa', 'sha256', 'rsa-pss', '1.2.840.113549.1.1.10', 'CKM_RSA_PKCS_PSS', 'PS256', -37],
  ['rsa-pss-sha384', 'rsa', 'sha384', 'rsa-pss', '1.2.840.113549.1.1.10', 'CKM_RSA_PKCS_PSS', 'PS384', -38],
  ['rsa-pss-sha512', 'rsa', 'sha512', 'rsa-pss', '1.2.840.113549.1.1.10', 'CKM_RSA_PKCS_PSS', 'PS512', -39],
  ['ecdsa-p256-sha256', 'p256', 'sha256', 'ecdsa', '1.2.840.10045.4.3.2', 'CKM_ECDSA', 'ES256', -7],
  ['ecdsa-p384-sha384', 'p384', 'sha384', 'ecdsa', '1.2.840.10045.4.3.3', 'CKM_ECDSA', 'ES384', -35],
  ['ecdsa-p521-sha512', 'p521', 'sha512', 'ecdsa', '1.2.840.10045.4.3.4', 'CKM_ECDSA', 'ES512', -36],
  ['ed25519', 'ed25519', 'sha512', 'eddsa', '1.3.101.112', 'CKM_EDDSA', 'EdDSA', -8],
]

export const SIGNATURE_ALGORITHMS: readonly SignatureAlgorithm[] = ROWS.map(
  ([id, key, digest, scheme, oid, mechanism, jwa, cose]) => ({ id, key, digest, scheme, oid, mechanism, jwa, cose }),
)

export interface KeyAlgorithm {
  readonly kind: KeyKind
  /** SubjectPublicKeyInfo.algorithm. */
  readonly oid: string
  /** Named-curve OID of EC keys. */
  readonly curveOid: string | null
  /** Bytes of one coordinate or half of a raw r||s signature, for EC keys. */
  readonly fieldLength: number | null
  readonly defaultDigest: DigestName
}

export const KEY_ALGORITHMS: readonly KeyAlgorithm[] = [
  { kind: 'rsa', oid: '1.2.840.113549.1.1.1', curveOid: null, fieldLength: null, defaultDigest: 'sha256' },
  { kind: 'p256', oid: '1.2.840.10045.2.1', curveOid: '1.2.840.10045.3.1.7', fieldLength: 32, defaultDigest: 'sha256' },
  { kind: 'p384', oid: '1.2.840.10045.2.1', curveOid: '1.3.132.0.34', fieldLength: 48, defaultDigest: 'sha384' },
  { kind: 'p521', oid: '1.2.840.10045.2.1', curveOid: '1.3.132.0.35', fieldLength: 66, defaultDigest: 'sha512' },
  { kind: 'ed25519', oid: '1.3.101.112', curveOid: null, fieldLength: null, defaultDigest: 'sha512' },
]

/** Smallest and largest RSA modulus that we sign with, in bits. */
export const RSA_BITS = { min: 2048, max: 4096 } as const

export function digestByName(name: DigestName | WeakDigestName): DigestAlgorithm {
  const found = DIGESTS.find((digest) => digest.name === name)
  if (!found) throw new CoreError('ALGORITHM_UNSUPPORTED', `unknown digest ${name}`)
  return found
}

/** null where the identifier is no digest we know. */
export function digestByOid(oid: string): DigestAlgorithm | null {
  return DIGESTS.find((digest) => digest.oid === oid) ?? null
}

export function signatureAlgorithm(id: SignatureAlgorithmId): SignatureAlgorithm {
  const found = SIGNATURE_ALGORITHMS.find((algorithm) => algorithm.id === id)
  if (!found) throw new CoreError('ALGORITHM_UNSUPPORTED', `unknown signature algorithm ${id}`)
  return found
}

export function keyAlgorithm(kind: KeyKind): KeyAlgorithm {
  const found = KEY_ALGORITHMS.find((algorithm) => algorithm.kind === kind)
  if (!found) throw new CoreError('ALGORITHM_UNSUPPORTED', `unknown key kind ${kind}`)
  return found
}

/**
 * The algorithm that a key signs with: by default SHA-256 for RSA and P-256, SHA-384 for P-384, SHA-512 for P-521 and Ed25519.
 * @param digest overrides the default where the key kind allows it (RSA only: an EC curve fixes its digest in this table)
 * @throws CoreError ALGORITHM_UNSUPPORTED
 */
export function chooseSignatureAlgorithm(kind: KeyKind, digest?: DigestName, pss = false): SignatureAlgorithm {
  const wanted = digest ?? keyAlgorithm(kind).defaultDigest
  const found = SIGNATURE_ALGORITHMS.find(
    (algorithm) =>
      algorithm.key === kind &&
      algorithm.digest === wanted &&
      (algorithm.scheme === 'rsa-pss') === (kind === 'rsa' && pss),
  )
  if (!found) throw new CoreError('ALGORITHM_UNSUPPORTED', `a ${kind} key does not sign with ${wanted}`)
  return found
}
