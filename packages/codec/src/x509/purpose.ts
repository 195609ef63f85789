import { CodecError } from '../errors.ts'
import { type Certificate, EXTENSION, extKeyUsageOf, KEY_PURPOSE, KEY_USAGE, keyUsageOf } from './certificate.ts'

/**
 * What a signer's certificate must be for:
 * `code-signing`: an extended key usage, where there is one, includes codeSigning or anyExtendedKeyUsage, on intermediates too;
 * `jar`: the same of the leaf only, as `jarsigner -verify -strict` decides;
 * `timestamping`: critical and only timeStamping (RFC 3161 section 2.3), intermediates include it where they limit purposes;
 * `legacy-timestamping`: includes timeStamping; `any`: nothing is asked.
 */
export type Purpose = 'code-signing' | 'jar' | 'timestamping' | 'legacy-timestamping' | 'any'

/** @throws CodecError CERTIFICATE_PURPOSE */
export function checkLeafPurpose(leaf: Certificate, purpose: Purpose): void {
  if (purpose === 'any') return
  const keyUsage = keyUsageOf(leaf)
  if (keyUsage && !keyUsage.includes(KEY_USAGE.digitalSignature) && !keyUsage.includes(KEY_USAGE.nonRepudiation)) {
    throw new CodecError('CERTIFICATE_PURPOSE', `the key usage of ${leaf.subjectName} allows no signatures`)
  }
  const purposes = extKeyUsageOf(leaf)
  if (!allowsLeaf(leaf, purposes, purpose)) {
    throw new CodecError('CERTIFICATE_PURPOSE', `the certificate of ${leaf.subjectName} is not for ${purpose}`)
  }
}

function allowsLeaf(leaf: Certificate, purposes: readonly string[] | null, purpose: Exclude<Purpose, 'any'>): boolean {
  switch (purpose) {
    case 'code-signing':
    case 'jar':
      return purposes === null || purposes.includes(KEY_PURPOSE.codeSigning) || purposes.includes(KEY_PURPOSE.any)
    case 'timestamping':
      return isTimestampAuthority(leaf)
    case 'legacy-timestamping':
      return purposes?.includes(KEY_PURPOSE.timeStamping) ?? false
  }
}

/** RFC 3161 section 2.3: the extension critical, and its only purpose timeStamping. */
export function isTimestampAuthority(certificate: Certificate): boolean {
  const extension = certificate.extensions.find(({ oid }) => oid === EXTENSION.extKeyUsage)
  const purposes = extKeyUsageOf(certificate)
  return extension?.critical === true && purposes?.length === 1 && purposes[0] === KEY_PURPOSE.timeStamping
}

/** An intermediate that limits what it issues certificates for. @throws CodecError CERTIFICATE_PURPOSE */
export function checkIssuerPurpose(issuer: Certificate, purpose: Purpose): void {
  if (purpose === 'any' || purpose === 'jar') return
  const purposes = extKeyUsageOf(issuer)
  const wanted = purpose === 'code-signing' ? KEY_PURPOSE.codeSigning : KEY_PURPOSE.timeStamping
  if (purposes && !purposes.includes(wanted) && !purposes.includes(KEY_PURPOSE.any)) {
    throw new CodecError('CERTIFICATE_PURPOSE', `${issuer.subjectName} does not issue certificates for ${purpose}`)
  }
}
