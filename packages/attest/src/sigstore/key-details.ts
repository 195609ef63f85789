import { encodeBitString, encodeNull, encodeOid, encodeSequence, parsePublicKey } from '@chancery/codec'
import { AttestError } from '../errors.ts'

/** sigstore/protobuf-specs, PublicKeyDetails: names that keys of logs have, with what they say of the encoding. */
const ENCODINGS: Readonly<Record<string, 'spki' | 'pkcs1' | 'either'>> = {
  PKIX_ECDSA_P256_SHA_256: 'spki',
  PKIX_ECDSA_P384_SHA_384: 'spki',
  PKIX_ECDSA_P521_SHA_512: 'spki',
  PKIX_ED25519: 'spki',
  PKIX_ED25519_PH: 'spki',
  PKCS1_RSA_PKCS1V5: 'pkcs1',
  PKIX_RSA_PKCS1V5: 'either',
  PKIX_RSA_PKCS1V15_2048_SHA256: 'either',
  PKIX_RSA_PKCS1V15_3072_SHA256: 'either',
  PKIX_RSA_PKCS1V15_4096_SHA256: 'either',
}

/** @returns SubjectPublicKeyInfo, DER @throws AttestError TRUSTED_ROOT_INVALID; CodecError */
export function readLogKey(keyDetails: string, bytes: Uint8Array): Uint8Array {
  const encoding = Object.hasOwn(ENCODINGS, keyDetails) ? ENCODINGS[keyDetails] : undefined
  if (!encoding) throw new AttestError('TRUSTED_ROOT_INVALID', `keyDetails ${keyDetails} is not known here`)
  // The names say PKIX where the bytes of old logs are PKCS #1: which they are, the bytes say.
  if (encoding !== 'spki') {
    try {
      return parsePublicKey(bytes).spki
    } catch {
      const algorithm = encodeSequence(encodeOid('1.2.840.113549.1.1.1'), encodeNull())
      return parsePublicKey(encodeSequence(algorithm, encodeBitString(bytes))).spki
    }
  }
  return parsePublicKey(bytes).spki
}

/** What a log's key may be, for all stock verifiers: sigstore-js fails with P-384, and RSA keys have three ids. null for others. */
export function logKeyDetails(spki: Uint8Array): string | null {
  const { kind } = parsePublicKey(spki)
  return kind === 'p256' ? 'PKIX_ECDSA_P256_SHA_256' : kind === 'ed25519' ? 'PKIX_ED25519' : null
}
