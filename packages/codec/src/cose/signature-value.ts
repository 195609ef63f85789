import { keyAlgorithm, type SignatureAlgorithm } from '@chancery/core'
import { encodeInteger, encodeSequence } from '../der/encode.ts'
import { DerCursor, parseDer } from '../der/reader.ts'
import { TAG } from '../der/tags.ts'
import { CodecError } from '../errors.ts'

// JWS and COSE write ECDSA values as r||s, each as long as the field (RFC 7518 section 3.4, RFC 9053 section 2.1); keys give DER.

/** @param value as a key gives it @throws CodecError SIGNATURE_INVALID where a key gave something else */
export function rawSignatureValue(algorithm: SignatureAlgorithm, value: Uint8Array): Uint8Array {
  const { fieldLength } = keyAlgorithm(algorithm.key)
  if (fieldLength === null) return value
  try {
    const cursor = new DerCursor(parseDer(value, 'Ecdsa-Sig-Value', TAG.sequence), 'Ecdsa-Sig-Value')
    const halves = [cursor.take('r', TAG.integer).content, cursor.take('s', TAG.integer).content]
    cursor.end()
    const raw = new Uint8Array(2 * fieldLength)
    halves.forEach((half, index) => {
      const magnitude = half[0] === 0 ? half.subarray(1) : half
      if (magnitude.length > fieldLength) throw new CodecError('SIGNATURE_INVALID', 'an ECDSA value beyond its field')
      raw.set(magnitude, (index + 1) * fieldLength - magnitude.length)
    })
    return raw
  } catch (cause) {
    throw new CodecError('SIGNATURE_INVALID', 'the key gave no ECDSA value', { cause })
  }
}

/** null where the length is not that of r||s. */
export function derSignatureValue(algorithm: SignatureAlgorithm, raw: Uint8Array): Uint8Array | null {
  const { fieldLength } = keyAlgorithm(algorithm.key)
  if (fieldLength === null) return raw
  if (raw.length !== 2 * fieldLength) return null
  return encodeSequence(encodeInteger(raw.subarray(0, fieldLength)), encodeInteger(raw.subarray(fieldLength)))
}
