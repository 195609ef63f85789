import { constants, createVerify, type VerifyKeyObjectInput, verify } from 'node:crypto'
import type { SignatureAlgorithmId } from '@chancery/core'
import { SIGNATURE_ALGORITHMS } from '@chancery/core'
import { CodecError } from '../errors.ts'
import type { SignatureScheme } from './algorithm-identifier.ts'
import { importSpki, type KeyFamily, type PublicKey } from './public-key.ts'

/** RSA and DSA keys below this are refused everywhere: they have been factored. Bits. */
export const MINIMUM_RSA_BITS = 1024

export function isWeakKey({ family, bits }: PublicKey): boolean {
  return (family === 'rsa' || family === 'dsa') && (bits ?? 0) < MINIMUM_RSA_BITS
}

export interface VerifyOptions {
  /**
   * `allowed` says whether a signature holds under an EC key with a curve of its own, for reports that say nothing of trust.
   * By default no such signature is valid.
   */
  readonly explicitCurve?: 'allowed'
}

/** Whether `signature` is by `key` over `message`. False, never an exception, where it is not. */
export function verifySignature(
  key: PublicKey,
  scheme: SignatureScheme,
  message: Uint8Array,
  signature: Uint8Array,
  allow: VerifyOptions = {},
): boolean {
  const options = verifyInput(key, scheme, allow)
  if (!options) return false
  try {
    return verify(scheme.scheme === 'eddsa' ? null : scheme.digest.name, message, options, signature)
  } catch {
    // OpenSSL throws for signatures that cannot be of this key at all (wrong length, bad DER): not valid, by the same right.
    return false
  }
}

/** The same over a message that is streamed; Ed25519 cannot be (it hashes twice) and is false. */
export async function verifySignatureStream(
  key: PublicKey,
  scheme: SignatureScheme,
  message: AsyncIterable<Uint8Array>,
  signature: Uint8Array,
  allow: VerifyOptions = {},
): Promise<boolean> {
  const options = verifyInput(key, scheme, allow)
  if (!options || scheme.scheme === 'eddsa') return false
  const verifier = createVerify(scheme.digest.name)
  for await (const chunk of message) verifier.update(chunk)
  try {
    return verifier.verify(options, signature)
  } catch {
    return false
  }
}

const FAMILY: Readonly<Record<SignatureScheme['scheme'], KeyFamily>> = {
  'rsa-pkcs1': 'rsa',
  'rsa-pss': 'rsa',
  dsa: 'dsa',
  ecdsa: 'ec',
  eddsa: 'ed25519',
}

function verifyInput(key: PublicKey, scheme: SignatureScheme, allow: VerifyOptions): VerifyKeyObjectInput | null {
  if (FAMILY[scheme.scheme] !== key.family || isWeakKey(key)) return null
  if (key.explicitCurve && allow.explicitCurve !== 'allowed') return null
  try {
    const object = importSpki(key)
    if (scheme.scheme === 'rsa-pss') {
      return { key: object, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltLength ?? 20 }
    }
    return { key: object, dsaEncoding: 'der' }
  } catch (error) {
    if (error instanceof CodecError) return null
    throw error
  }
}

/** The name of how a signature was made: one of the table's, or a spelled-out one for what we only verify. */
export function signatureAlgorithmName(key: PublicKey, scheme: SignatureScheme): SignatureAlgorithmId | string {
  const row = SIGNATURE_ALGORITHMS.find(
    (candidate) =>
      candidate.scheme === scheme.scheme &&
      candidate.key === key.kind &&
      (scheme.scheme === 'eddsa' || candidate.digest === scheme.digest.name),
  )
  if (row) return row.id
  return [scheme.scheme, FAMILY[scheme.scheme] === 'ec' ? key.kind : null, scheme.digest.name]
    .filter((word) => word !== null)
    .join('-')
}
