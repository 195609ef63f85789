import { createPublicKey, type KeyObject } from 'node:crypto'
import { KEY_ALGORITHMS, type KeyKind } from '@chancery/core'
import { type Der, DerCursor, parseDer } from '../der/reader.ts'
import { TAG } from '../der/tags.ts'
import { bitStringBytesOf, oidOf } from '../der/values.ts'
import { CodecError } from '../errors.ts'

/** DSA is what archives were signed with long ago: verified, and no kind of key that anything signs with. */
export type KeyFamily = 'rsa' | 'dsa' | 'ec' | 'ed25519'

export interface PublicKey {
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array
  readonly algorithmOid: string
  /**
   * null for what we do not know, and for EC keys whose curve is not given by name: explicit parameters let a forger choose
   * a generator under which a trusted key's public half is his (CVE-2020-0601).
   */
  readonly kind: KeyKind | null
  /** Whose signatures can be checked at all; null for none. */
  readonly family: KeyFamily | null
  /** An EC key whose curve is spelled out. Its signatures can be checked for what they are; nothing trusts it. */
  readonly explicitCurve: boolean
  /** RSA modulus, DSA prime or EC field, in bits; null where unknown. */
  readonly bits: number | null
}

const DSA = '1.2.840.10040.4.1'
const EC_PUBLIC_KEY = '1.2.840.10045.2.1'
const RSASSA_PSS = '1.2.840.113549.1.1.10'

/** @throws CodecError where `spki` is no SubjectPublicKeyInfo (RFC 5280 section 4.1) */
export function parsePublicKey(spki: Uint8Array): PublicKey {
  return publicKeyOf(parseDer(spki, 'SubjectPublicKeyInfo', TAG.sequence))
}

export function publicKeyOf(node: Der): PublicKey {
  const cursor = new DerCursor(node, 'SubjectPublicKeyInfo')
  const algorithm = new DerCursor(cursor.take('algorithm', TAG.sequence), 'AlgorithmIdentifier')
  const algorithmOid = oidOf(algorithm.take('algorithm'), 'AlgorithmIdentifier.algorithm')
  const parameters = algorithm.peek()
  const key = bitStringBytesOf(cursor.take('subjectPublicKey', TAG.bitString), 'subjectPublicKey')
  cursor.end()
  const curveOid = parameters?.tag === TAG.oid ? oidOf(parameters, 'namedCurve') : null
  const known = KEY_ALGORITHMS.find((row) => row.oid === algorithmOid && row.curveOid === curveOid)
  const kind = algorithmOid === RSASSA_PSS ? 'rsa' : (known?.kind ?? null)
  const isDsa = algorithmOid === DSA && parameters?.tag === TAG.sequence
  const explicitCurve = algorithmOid === EC_PUBLIC_KEY && parameters?.tag === TAG.sequence
  return {
    spki: node.bytes,
    algorithmOid,
    kind,
    family: isDsa ? 'dsa' : kind === 'rsa' || kind === 'ed25519' ? kind : kind !== null || explicitCurve ? 'ec' : null,
    explicitCurve,
    bits: isDsa ? modulusBits(parameters.bytes) : keyBits(kind, key),
  }
}

function keyBits(kind: KeyKind | null, key: Uint8Array): number | null {
  switch (kind) {
    case 'rsa':
      return modulusBits(key)
    case 'p256':
      return 256
    case 'p384':
      return 384
    case 'p521':
      return 521
    case 'ed25519':
      return 256
    case null:
      return null
  }
}

/** Of an RSAPublicKey, or of Dss-Parms (RFC 3279 section 2.3.2): the first member of both. */
function modulusBits(key: Uint8Array): number {
  const modulus = new DerCursor(parseDer(key, 'public key'), 'public key').take('modulus', TAG.integer).content
  const start = modulus.findIndex((byte) => byte !== 0)
  return start < 0 ? 0 : (modulus.length - start) * 8 - Math.clz32(modulus[start] as number) + 24
}

/** @throws CodecError KEY_UNSUPPORTED */
export function importPublicKey(key: PublicKey): KeyObject {
  if (key.kind === null)
    throw new CodecError('KEY_UNSUPPORTED', `public key algorithm ${key.algorithmOid} is not supported`)
  return importSpki(key)
}

const imported = new WeakMap<PublicKey, KeyObject>()

/** Whatever OpenSSL can read: only for saying whether a signature holds, never for trusting it. @throws CodecError KEY_UNSUPPORTED */
export function importSpki(key: PublicKey): KeyObject {
  const known = imported.get(key)
  if (known) return known
  try {
    const object = createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' })
    imported.set(key, object)
    return object
  } catch (cause) {
    throw new CodecError('KEY_UNSUPPORTED', 'the public key is not valid for its algorithm', { cause })
  }
}
