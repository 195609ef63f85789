import {
  encodeBitString,
  encodeInteger,
  encodeNull,
  encodeOid,
  encodeSequence,
  importPublicKey,
  type PublicKey,
  parsePublicKey,
} from '@chancery/codec'
import { CoreError, equalBytes, KEY_ALGORITHMS, type KeyKind, keyAlgorithm, RSA_BITS, utf8 } from '@chancery/core'
import { CK, type Cryptoki, type Handle } from './cryptoki.ts'
import { readAttribute, readNumber } from './token-object.ts'

/** RFC 8410 names Ed25519 by OID, PKCS#11 3.0 (6.3.5) also by curve name in a PrintableString: what SoftHSM knows. */
export const EDWARDS25519: Uint8Array = Uint8Array.of(0x13, 12, ...utf8('edwards25519'))

/** CKA_EC_PARAMS that name a curve, with its kind. */
const CURVES: readonly (readonly [KeyKind, Uint8Array])[] = [
  ...KEY_ALGORITHMS.flatMap((row): [KeyKind, Uint8Array][] =>
    row.curveOid ? [[row.kind, encodeOid(row.curveOid)]] : [],
  ),
  ['ed25519', EDWARDS25519],
  ['ed25519', encodeOid(keyAlgorithm('ed25519').oid)],
]

/** The kind of a key object, from its type and curve; null for what we do not sign with. */
export function readKind(cryptoki: Cryptoki, session: Handle, key: Handle): KeyKind | null {
  const type = readNumber(cryptoki, session, key, CK.CKA_KEY_TYPE)
  if (type === CK.CKK_RSA) return 'rsa'
  if (type !== CK.CKK_EC && type !== CK.CKK_EC_EDWARDS) return null
  const params = readAttribute(cryptoki, session, key, CK.CKA_EC_PARAMS)
  const kind = CURVES.find(([, encoded]) => params !== null && equalBytes(encoded, params))?.[0] ?? null
  return (kind === 'ed25519') === (type === CK.CKK_EC_EDWARDS) ? kind : null
}

/** The public key that a public or private key object tells of; null where it tells too little. */
export function readPublicKey(cryptoki: Cryptoki, session: Handle, key: Handle): PublicKey | null {
  const info = readAttribute(cryptoki, session, key, CK.CKA_PUBLIC_KEY_INFO)
  if (info && info.length > 0) return checked(info)
  const kind = readKind(cryptoki, session, key)
  if (kind === null) return null
  if (kind === 'rsa') {
    const modulus = readAttribute(cryptoki, session, key, CK.CKA_MODULUS)
    const exponent = readAttribute(cryptoki, session, key, CK.CKA_PUBLIC_EXPONENT)
    if (!modulus?.length || !exponent?.length) return null
    const algorithm = encodeSequence(encodeOid(keyAlgorithm('rsa').oid), encodeNull())
    const bits = encodeSequence(encodeInteger(modulus), encodeInteger(exponent))
    return checked(encodeSequence(algorithm, encodeBitString(bits)))
  }
  const encoded = readAttribute(cryptoki, session, key, CK.CKA_EC_POINT)
  const point = encoded && rawPoint(kind, encoded)
  if (!point) return null
  const { oid, curveOid } = keyAlgorithm(kind)
  const algorithm = encodeSequence(encodeOid(oid), ...(curveOid ? [encodeOid(curveOid)] : []))
  return checked(encodeSequence(algorithm, encodeBitString(point)))
}

/** CKA_EC_POINT is an OCTET STRING around the point; some tokens give the bare point. */
function rawPoint(kind: KeyKind, encoded: Uint8Array): Uint8Array | null {
  const { fieldLength } = keyAlgorithm(kind)
  const length = fieldLength === null ? 32 : 2 * fieldLength + 1
  if (encoded.length < length) return null
  const header = encoded.subarray(0, encoded.length - length)
  const expected = [[], [4, length], [4, 0x81, length]]
  return expected.some((one) => equalBytes(Uint8Array.from(one), header)) ? encoded.subarray(header.length) : null
}

function checked(spki: Uint8Array): PublicKey {
  const key = parsePublicKey(spki)
  importPublicKey(key)
  return key
}

/** @throws CoreError ALGORITHM_UNSUPPORTED for a kind or size of key that we do not sign with */
export function supportedKind(key: PublicKey): KeyKind {
  const bits = key.bits ?? 0
  if (key.kind === null || (key.kind === 'rsa' && (bits < RSA_BITS.min || bits > RSA_BITS.max))) {
    throw new CoreError(
      'ALGORITHM_UNSUPPORTED',
      `a key of ${key.bits ?? 'unknown'} bits, algorithm ${key.algorithmOid}`,
    )
  }
  return key.kind
}
