import { type PublicKey, parsePublicKey, type SignatureScheme, verifySignature } from '@chancery/codec'
import { digestByName, SIGNATURE_ALGORITHMS, type SignatureAlgorithm } from '@chancery/core'

/** Whether a signature is by this key, made in any of the ways that Sigstore's clients make them. @param spki SubjectPublicKeyInfo, DER */
export function holds(spki: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const key = parsePublicKey(spki)
  return schemesOf(key).some((scheme) => verifySignature(key, scheme, message, signature))
}

/** The digests that a signature by this kind of key is seen with; P-384 and P-521 also with SHA-256, as cosign makes them. */
export function schemesOf(key: PublicKey): readonly SignatureScheme[] {
  const rows = SIGNATURE_ALGORITHMS.filter((row) => row.key === key.kind)
  const schemes = rows.map(
    (row): SignatureScheme => ({ scheme: row.scheme, digest: digestByName(row.digest), saltLength: saltLengthOf(row) }),
  )
  const ecdsa = rows.find((row) => row.scheme === 'ecdsa' && row.digest !== 'sha256')
  return ecdsa ? [...schemes, { scheme: 'ecdsa', digest: digestByName('sha256'), saltLength: null }] : schemes
}

function saltLengthOf(row: SignatureAlgorithm): number | null {
  return row.scheme === 'rsa-pss' ? digestByName(row.digest).length : null
}
