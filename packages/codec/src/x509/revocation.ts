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
  let covered = false
  for (const list of input.crls) {
    if (!equalBytes(list.issuer, certificate.issuer) || !isCurrent(list, input.at)) continue
    try {
      const scope = scopeOver(list, certificate)
      if (scope === 'none' || !isSignedFor(list, issuer, input)) continue
      const entry = findRevoked(list, certificate.serial)
      if (entry && entry.reason !== CRL_REASON.removeFromCrl) refuseRevoked(certificate, entry, input.signedAt)
      covered ||= scope === 'whole'
    } catch (error) {
      if (!(error instanceof CodecError) || error.code === 'CERTIFICATE_REVOKED') throw error
    }
  }
  return covered
}

function isCurrent({ thisUpdate, nextUpdate }: CertificateList, at: Date): boolean {
  return thisUpdate <= at && nextUpdate !== null && at <= nextUpdate
}

/** `part`: what the list holds counts, what it does not hold means nothing. */
function scopeOver(list: CertificateList, certificate: Certificate): 'whole' | 'part' | 'none' {
  let scope: 'whole' | 'part' = 'whole'
  for (const { oid, critical, value } of list.extensions) {
    if (oid === LIST_EXTENSION.deltaIndicator) scope = 'part'
    else if (oid === LIST_EXTENSION.issuingDistributionPoint) {
      const point = issuingDistributionPointOf(value)
      if (point.indirect || point.only === 'attributes') return 'none'
      const isAuthority = basicConstraintsOf(certificate)?.ca ?? false
      if (point.only && (point.only === 'authorities') !== isAuthority) return 'none'
      if (point.someReasons || (point.points && !sharesPoint(point.points, certificate))) scope = 'part'
    } else if (critical && oid !== EXTENSION.authorityKeyIdentifier) return 'none'
  }
  return scope
}

function sharesPoint(points: readonly Uint8Array[], certificate: Certificate): boolean {
  const value = extensionValue(certificate.extensions, EXTENSION.crlDistributionPoints)
  const own = value ? distributionPointsOf(value) : []
  return points.some((point) => own.some((candidate) => equalBytes(point, candidate)))
}

/** By the certificate's own issuer, or by a certificate of its name that is itself under the anchor (an issuer that changed keys). */
function isSignedFor(list: CertificateList, issuer: Certificate, input: RevocationInput): boolean {
  const others = input.candidates.filter(
    (candidate) => equalBytes(candidate.subject, list.issuer) && !equalBytes(candidate.der, issuer.der),
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
