import type { PublicKey } from '@chancery/codec'
import { SIGNATURE_ALGORITHMS, type SignatureAlgorithm, type SignatureAlgorithmId } from '@chancery/core'
import { OciError } from '../errors.ts'
import { type SignatureWish, wishOf } from '../signature-wish.ts'

/** By RSA modulus or EC field, in bits: there is one algorithm for each key, and no other is accepted (Notary Project, "signature algorithm requirements"). */
const ALGORITHMS: Readonly<Record<string, SignatureAlgorithmId>> = {
  'rsa 2048': 'rsa-pss-sha256',
  'rsa 3072': 'rsa-pss-sha384',
  'rsa 4096': 'rsa-pss-sha512',
  'ec 256': 'ecdsa-p256-sha256',
  'ec 384': 'ecdsa-p384-sha384',
  'ec 521': 'ecdsa-p521-sha512',
}

/** null for a key that Notary Project does not sign with. */
export function notaryAlgorithm({ family, bits, kind }: PublicKey): SignatureAlgorithm | null {
  const id = kind === null ? undefined : ALGORITHMS[`${family} ${bits}`]
  return SIGNATURE_ALGORITHMS.find((algorithm) => algorithm.id === id) ?? null
}

/** @throws OciError OCI_KEY_UNSUPPORTED */
export function requireNotaryAlgorithm(key: PublicKey): SignatureAlgorithm {
  const algorithm = notaryAlgorithm(key)
  if (algorithm) return algorithm
  throw new OciError(
    'OCI_KEY_UNSUPPORTED',
    `Notary Project does not sign with ${key.kind ?? 'such'} keys of ${key.bits} bits`,
    {
      details: { kind: key.kind, bits: key.bits },
    },
  )
}

export function notaryWish({ scheme, digest }: SignatureAlgorithm): SignatureWish {
  return wishOf(scheme, digest)
}
