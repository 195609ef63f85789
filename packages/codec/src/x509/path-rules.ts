import { CodecError } from '../errors.ts'
import { resolveSignatureScheme } from './algorithm-identifier.ts'
import { basicConstraintsOf, type Certificate, EXTENSION, KEY_USAGE, keyUsageOf } from './certificate.ts'
import { isSelfIssued } from './general-name.ts'
import { checkNames, type NameConstraints, nameConstraintsOf } from './name-constraints.ts'
import { checkPolicies } from './policies.ts'
import { checkIssuerPurpose, checkLeafPurpose, type Purpose } from './purpose.ts'
import { isWeakKey, verifySignature } from './signature.ts'

/** Critical extensions that the rules below, or revocation, take into account. */
const UNDERSTOOD: readonly string[] = Object.values(EXTENSION)

/**
 * Whether `issuer`'s key signed `certificate`.
 * @throws CodecError WEAK_ALGORITHM, WEAK_KEY, CHAIN_INVALID where the signature is another's, KEY_UNSUPPORTED
 */
export function checkLink(certificate: Certificate, issuer: Certificate): void {
  const scheme = resolveSignatureScheme(certificate.signatureAlgorithm, null)
  if (scheme.digest.name === 'md5') {
    // A chosen-prefix collision gives a certificate that its issuer never saw (Sotirov et al. 2008).
    throw new CodecError('WEAK_ALGORITHM', `${certificate.subjectName} is certified with MD5`)
  }
  checkKeyStrength(issuer)
  if (!verifySignature(issuer.publicKey, scheme, certificate.tbs, certificate.signature)) {
    throw new CodecError('CHAIN_INVALID', `the certificate of ${certificate.subjectName} is not signed by its issuer`)
  }
}

/** @throws CodecError WEAK_KEY, KEY_UNSUPPORTED (a curve spelled out: CVE-2020-0601) */
function checkKeyStrength({ publicKey, subjectName }: Certificate): void {
  if (publicKey.family === null || publicKey.explicitCurve) {
    const why = publicKey.explicitCurve ? 'has a curve of its own' : `is of the kind ${publicKey.algorithmOid}`
    throw new CodecError('KEY_UNSUPPORTED', `the key of ${subjectName} ${why}`)
  }
  if (isWeakKey(publicKey)) {
    throw new CodecError('WEAK_KEY', `the key of ${subjectName} has ${publicKey.bits} bits`)
  }
}

/**
 * RFC 5280 section 6.1 over a path whose signatures hold.
 * The anchor is trusted as it is: its validity and its signature are not looked at; its own limits on what it may issue are.
 * @param chain leaf first, anchor last; one certificate where the leaf is the anchor
 * @param at when the certificates must be valid
 * @throws CodecError CHAIN_INVALID, CERTIFICATE_EXPIRED, CERTIFICATE_NOT_YET_VALID, CERTIFICATE_PURPOSE, KEY_UNSUPPORTED, WEAK_KEY and the DER codes
 */
export function checkChain(chain: readonly Certificate[], at: Date, purpose: Purpose): void {
  const leaf = chain[0] as Certificate
  const under = chain.slice(0, -1)
  for (const certificate of chain) checkKeyStrength(certificate)
  for (const certificate of under) checkExtensions(certificate)
  chain.slice(1).forEach((issuer, i) => {
    // Self-issued certificates do not count (section 4.2.1.9).
    const below = chain.slice(1, i + 1).filter((certificate) => !isSelfIssued(certificate)).length
    checkIssuer(issuer, below, issuer === chain.at(-1))
  })
  checkNameConstraints(chain)
  checkPolicies([...under].reverse())
  for (const certificate of under) checkValidity(certificate, at)
  for (const issuer of chain.slice(1, -1)) checkIssuerPurpose(issuer, purpose)
  checkLeafPurpose(leaf, purpose)
}

function checkExtensions(certificate: Certificate): void {
  const unknown = certificate.extensions.find(({ oid, critical }) => critical && !UNDERSTOOD.includes(oid))
  if (unknown) {
    throw new CodecError('CHAIN_INVALID', `${certificate.subjectName} has the critical extension ${unknown.oid}`)
  }
}

/** Sections 4.2.1.3 and 4.2.1.9. A pinned leaf that is an anchor must not become an authority; one of version 1 has no extensions at all. */
function checkIssuer(issuer: Certificate, below: number, isAnchor: boolean): void {
  const constraints = basicConstraintsOf(issuer)
  const versionOne = isAnchor && issuer.extensions.length === 0 && isSelfIssued(issuer)
  if (!constraints?.ca && !versionOne) {
    throw new CodecError('CHAIN_INVALID', `${issuer.subjectName} is no authority and issued a certificate`)
  }
  if (keyUsageOf(issuer)?.includes(KEY_USAGE.keyCertSign) === false) {
    throw new CodecError('CHAIN_INVALID', `the key usage of ${issuer.subjectName} does not allow issuing certificates`)
  }
  const pathLength = constraints?.pathLength ?? null
  if (pathLength !== null && below > pathLength) {
    throw new CodecError(
      'CHAIN_INVALID',
      `${below} authorities under ${issuer.subjectName}, which allows ${pathLength}`,
    )
  }
}

/** Section 6.1.3 b and c, from the top. */
function checkNameConstraints(chain: readonly Certificate[]): void {
  const constraints: NameConstraints[] = []
  for (let i = chain.length - 1; i >= 0; i--) {
    const certificate = chain[i] as Certificate
    const isAnchor = i === chain.length - 1
    if (!isAnchor && (i === 0 || !isSelfIssued(certificate))) checkNames(certificate, constraints)
    const own = i > 0 ? nameConstraintsOf(certificate) : null
    if (own) constraints.push(own)
  }
}

function checkValidity({ notBefore, notAfter, subjectName }: Certificate, at: Date): void {
  const details = { subject: subjectName, at: at.toISOString() }
  if (at > notAfter) {
    throw new CodecError('CERTIFICATE_EXPIRED', `${subjectName} expired at ${notAfter.toISOString()}`, { details })
  }
  if (at < notBefore) {
    throw new CodecError('CERTIFICATE_NOT_YET_VALID', `${subjectName} begins at ${notBefore.toISOString()}`, {
      details,
    })
  }
}
