import {
  type DigestAlgorithm,
  type DigestName,
  digestByName,
  digestByOid,
  equalBytes,
  SIGNATURE_ALGORITHMS,
  type SignatureAlgorithm,
} from '@chancery/core'
import { encodeContext, encodeInteger, encodeNull, encodeOid, encodeSequence } from '../der/encode.ts'
import { type Der, DerCursor, parseDer } from '../der/reader.ts'
import { TAG } from '../der/tags.ts'
import { oidOf, smallIntegerOf } from '../der/values.ts'
import { CodecError } from '../errors.ts'

/** `AlgorithmIdentifier` (RFC 5280 section 4.1.1.2). */
export interface AlgorithmIdentifier {
  readonly oid: string
  readonly parameters: Der | null
}

const RSA_ENCRYPTION = '1.2.840.113549.1.1.1'
const RSASSA_PSS = '1.2.840.113549.1.1.10'
const MGF1 = '1.2.840.113549.1.1.8'

export function algorithmIdentifierOf(node: Der, field: string): AlgorithmIdentifier {
  const cursor = new DerCursor(node, field)
  const oid = oidOf(cursor.take('algorithm'), `${field}.algorithm`)
  const parameters = cursor.peek()
  if (parameters) cursor.take('parameters')
  cursor.end()
  return { oid, parameters }
}

/** How a signature was made, resolved from its identifiers. `id` is null for what we verify and never make (SHA-1, MD5, mixed). */
export interface SignatureScheme {
  readonly scheme: 'rsa-pkcs1' | 'rsa-pss' | 'ecdsa' | 'eddsa' | 'dsa'
  readonly digest: DigestAlgorithm
  /** Bytes; RSA-PSS only. */
  readonly saltLength: number | null
}

/** Signature identifiers that name their digest, beyond the table of what we make: weak ones, and ECDSA with any digest. */
const MORE_SIGNATURES: readonly (readonly [string, SignatureScheme['scheme'], DigestAlgorithm['name']])[] = [
  ['1.2.840.113549.1.1.4', 'rsa-pkcs1', 'md5'],
  ['1.2.840.113549.1.1.5', 'rsa-pkcs1', 'sha1'],
  ['1.3.14.3.2.29', 'rsa-pkcs1', 'sha1'],
  ['1.2.840.10045.4.1', 'ecdsa', 'sha1'],
  ['1.2.840.10040.4.3', 'dsa', 'sha1'],
  ['1.3.14.3.2.27', 'dsa', 'sha1'],
  ['2.16.840.1.101.3.4.3.2', 'dsa', 'sha256'],
  ['2.16.840.1.101.3.4.3.3', 'dsa', 'sha384'],
  ['2.16.840.1.101.3.4.3.4', 'dsa', 'sha512'],
]

/** A key's identifier in place of a signature's: RFC 3370 for RSA and DSA, and what Windows writes for ECDSA. The digest beside it completes it. */
const KEY_IDENTIFIERS: Readonly<Record<string, SignatureScheme['scheme']>> = {
  [RSA_ENCRYPTION]: 'rsa-pkcs1',
  '1.2.840.10040.4.1': 'dsa',
  '1.2.840.10045.2.1': 'ecdsa',
}

/**
 * @param digest what CMS names beside it: decides for identifiers of keys, and must agree with an identifier that names its own
 * @throws CodecError CMS_MALFORMED where they disagree, KEY_UNSUPPORTED for what we do not know
 */
export function resolveSignatureScheme(
  algorithm: AlgorithmIdentifier,
  digest: DigestAlgorithm | null,
): SignatureScheme {
  const bare = KEY_IDENTIFIERS[algorithm.oid]
  if (bare && digest) return { scheme: bare, digest, saltLength: null }
  const scheme = namedScheme(algorithm)
  if (digest && scheme.digest.name !== digest.name) {
    throw new CodecError('CMS_MALFORMED', `a ${scheme.digest.name} signature beside the digest ${digest.name}`)
  }
  return scheme
}

function namedScheme(algorithm: AlgorithmIdentifier): SignatureScheme {
  if (algorithm.oid === RSASSA_PSS) return pssScheme(algorithm)
  const row = SIGNATURE_ALGORITHMS.find((candidate) => candidate.oid === algorithm.oid)
  if (row) return { scheme: row.scheme, digest: digestByName(row.digest), saltLength: null }
  const more = MORE_SIGNATURES.find(([oid]) => oid === algorithm.oid)
  if (more) return { scheme: more[1], digest: digestByName(more[2]), saltLength: null }
  throw new CodecError('KEY_UNSUPPORTED', `signature algorithm ${algorithm.oid} is not supported`)
}

/** RSASSA-PSS-params (RFC 4055 section 3.1); the absent members default to SHA-1. */
function pssScheme(algorithm: AlgorithmIdentifier): SignatureScheme {
  let digest = digestByName('sha1')
  let mgfDigest = digest
  let saltLength = 20
  if (algorithm.parameters) {
    const cursor = new DerCursor(algorithm.parameters, 'RSASSA-PSS-params')
    const hash = cursor.optional(0xa0)
    if (hash) digest = knownDigest(explicit(hash, 'hashAlgorithm'))
    const mgf = cursor.optional(0xa1)
    if (mgf) {
      const mask = algorithmIdentifierOf(explicit(mgf, 'maskGenAlgorithm'), 'maskGenAlgorithm')
      if (mask.oid !== MGF1 || !mask.parameters) throw new CodecError('KEY_UNSUPPORTED', 'RSA-PSS without MGF1')
      mgfDigest = knownDigest(mask.parameters)
    }
    const salt = cursor.optional(0xa2)
    if (salt) saltLength = smallIntegerOf(explicit(salt, 'saltLength'), 'saltLength')
    cursor.optional(0xa3)
    cursor.end()
  }
  if (mgfDigest.name !== digest.name || saltLength > 512) {
    throw new CodecError('KEY_UNSUPPORTED', 'RSA-PSS with another digest in MGF1, or a salt beyond any key')
  }
  return { scheme: 'rsa-pss', digest, saltLength }
}

function explicit(node: Der, field: string): Der {
  return parseDer(node.content, field)
}

function knownDigest(node: Der): DigestAlgorithm {
  return digestOfIdentifier(algorithmIdentifierOf(node, 'hashAlgorithm'))
}

/** @throws CodecError KEY_UNSUPPORTED */
export function digestOfIdentifier({ oid }: AlgorithmIdentifier): DigestAlgorithm {
  const digest = digestByOid(oid)
  if (!digest) throw new CodecError('KEY_UNSUPPORTED', `digest ${oid} is not supported`)
  return digest
}

/** Equal, where absent parameters and NULL are the same (RFC 5754 section 2). */
export function sameAlgorithm(a: AlgorithmIdentifier, b: AlgorithmIdentifier): boolean {
  const parameters = ({ parameters: node }: AlgorithmIdentifier): Uint8Array =>
    node && node.tag !== TAG.null ? node.bytes : new Uint8Array()
  return a.oid === b.oid && equalBytes(parameters(a), parameters(b))
}

/** A digest's identifier with NULL parameters, as signtool, jarsigner and openssl write it. */
export function encodeDigestIdentifier(name: DigestName): Uint8Array {
  return encodeSequence(encodeOid(digestByName(name).oid), encodeNull())
}

/**
 * The identifier of a signature.
 * @param place in a SignerInfo RSA goes by rsaEncryption (RFC 3370 section 3.2), in a certificate by its combined identifier
 */
export function encodeSignatureIdentifier(
  algorithm: SignatureAlgorithm,
  place: 'signer-info' | 'certificate',
): Uint8Array {
  switch (algorithm.scheme) {
    case 'rsa-pkcs1':
      return encodeSequence(encodeOid(place === 'signer-info' ? RSA_ENCRYPTION : algorithm.oid), encodeNull())
    case 'rsa-pss': {
      const hash = encodeDigestIdentifier(algorithm.digest)
      const salt = encodeInteger(digestByName(algorithm.digest).length)
      return encodeSequence(
        encodeOid(algorithm.oid),
        encodeSequence(
          encodeContext(0, hash),
          encodeContext(1, encodeSequence(encodeOid(MGF1), hash)),
          encodeContext(2, salt),
        ),
      )
    }
    case 'ecdsa':
    case 'eddsa':
      return encodeSequence(encodeOid(algorithm.oid))
  }
}
