import { equalBytes } from '@chancery/core'
import { CodecError } from '../errors.ts'
import { resolveSignatureScheme } from './algorithm-identifier.ts'
import {
  basicConstraintsOf,
  type Certificate,
  EXTENSION,
  extensionValue,
  KEY_USAGE,
  keyUsageOf,
} from './certificate.ts'
import {
  type CertificateList,
  CRL_REASON,
  distributionPointsOf,
  findRevoked,
  issuingDistributionPointOf,
  type RevokedEntry,
} from './crl.ts'
import { sameName } from './general-name.ts'
import { verifySignature } from './signature.ts'

export interface RevocationInput {
  readonly crls: readonly CertificateList[]
  /** When the lists must be current. */
  readonly at: Date
  /** When the signature existed, where a verified timestamp says so; null otherwise. */
  readonly signedAt: Date | null
  /** Whether a certificate of the list issuer's name, that is not the certificate's own issuer, may sign its lists. */
  readonly isListIssuer: (candidate: Certificate) => boolean
  readonly candidates: readonly Certificate[]
}

const LIST_EXTENSION = { issuingDistributionPoint: '2.5.29.28', deltaIndicator: '2.5.29.27' } as const

/**
 * `good` where a current list of the issuer covers every certificate under the anchor, `not-checked` otherwise.
 * A list that is stale, of another issuer, or that we cannot read whole says nothing.
 * A timestamped signature older than the revocation stays good, unless the key was compromised: then nobody knows since when.
 * @param chain leaf first, anchor last
 * @throws CodecError CERTIFICATE_REVOKED
 */
export function checkRevocation(chain: readonly Certificate[], input: RevocationInput): 'good' | 'not-checked' {
  if (chain.length === 1) return 'not-checked'
  const covered = chain.slice(0, -1).map((certificate, i) => isCovered(certificate, chain[i + 1] as Certificate, input))
  return covered.every((one) => one) ? 'good' : 'not-checked'
}

function isCovered(certificate: Certificate, issuer: Certificate, input: RevocationInput): boolean {
  const covered = new Set<number>()
  for (const list of input.crls) {
    if (!sameName(list.issuer, certificate.issuer) || !isCurrent(list, input.at)) continue
    try {
      const reasons = reasonsCovered(list, certificate)
      if (reasons === null || !isSignedFor(list, issuer, input)) continue
      const entry = findRevoked(list, certificate.serial)
      if (entry && entry.reason !== CRL_REASON.removeFromCrl) refuseRevoked(certificate, entry, input.signedAt)
      for (const reason of reasons) covered.add(reason)
    } catch (error) {
      if (!(error instanceof CodecError) || error.code === 'CERTIFICATE_REVOKED') throw error
    }
  }
  return ALL_REASONS.every((reason) => covered.has(reason))
}

/** ReasonFlags (RFC 5280 section 4.2.1.13). */
const ALL_REASONS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8]

function isCurrent({ thisUpdate, nextUpdate }: CertificateList, at: Date): boolean {
  return thisUpdate <= at && nextUpdate !== null && at <= nextUpdate
}

/**
 * For which reasons of revocation the list is complete for the certificate; what it holds counts in any case.
 * null where the list is not of such certificates, or says so in a way that we do not know.
 */
function reasonsCovered(list: CertificateList, certificate: Certificate): readonly number[] | null {
  let reasons = ALL_REASONS
  for (const { oid, critical, value } of list.extensions) {
    if (oid === LIST_EXTENSION.deltaIndicator) reasons = []
    else if (oid === LIST_EXTENSION.issuingDistributionPoint) {
      const point = issuingDistributionPointOf(value, list.issuer)
      if (point.indirect || point.only === 'attributes') return null
      const isAuthority = basicConstraintsOf(certificate)?.ca ?? false
      if (point.only && (point.only === 'authorities') !== isAuthority) return null
      const { reasons: some, points } = point
      reasons = points && !sharesPoint(points, certificate) ? [] : reasons.filter((one) => some?.includes(one) ?? true)
    } else if (critical && oid !== EXTENSION.authorityKeyIdentifier) return null
  }
  return reasons
}

function sharesPoint(points: readonly Uint8Array[], certificate: Certificate): boolean {
  const value = extensionValue(certificate.extensions, EXTENSION.crlDistributionPoints)
  const own = value ? distributionPointsOf(value, certificate.issuer) : []
  return points.some((point) => own.some((candidate) => equalBytes(point, candidate)))
}

/** By the certificate's own issuer, or by a certificate of its name that is itself under the anchor (an issuer that changed keys). */
function isSignedFor(list: CertificateList, issuer: Certificate, input: RevocationInput): boolean {
  const others = input.candidates.filter(
    (candidate) => sameName(candidate.subject, list.issuer) && !equalBytes(candidate.der, issuer.der),
  )
  const signer = [issuer, ...others].find((candidate) => isSignedBy(list, candidate))
  return signer !== undefined && (signer === issuer || input.isListIssuer(signer))
}

function isSignedBy(list: CertificateList, signer: Certificate): boolean {
  const scheme = resolveSignatureScheme(list.signatureAlgorithm, null)
  if (scheme.digest.name === 'md5' || keyUsageOf(signer)?.includes(KEY_USAGE.cRLSign) === false) return false
  return verifySignature(signer.publicKey, scheme, list.tbs, list.signature)
}

const COMPROMISED: readonly (number | null)[] = [
  CRL_REASON.keyCompromise,
  CRL_REASON.caCompromise,
  CRL_REASON.aaCompromise,
]

function refuseRevoked(certificate: Certificate, entry: RevokedEntry, signedAt: Date | null): void {
  const since = entry.invalidityDate && entry.invalidityDate < entry.date ? entry.invalidityDate : entry.date
  if (signedAt && signedAt < since && !COMPROMISED.includes(entry.reason)) return
  throw new CodecError('CERTIFICATE_REVOKED', `${certificate.subjectName} was revoked at ${entry.date.toISOString()}`, {
    details: { subject: certificate.subjectName, revokedAt: entry.date.toISOString(), reason: entry.reason },
  })
}
