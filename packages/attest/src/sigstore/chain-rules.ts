import {
  basicConstraintsOf,
  type Certificate,
  isTimestampAuthority,
  resolveSignatureScheme,
  verifySignature,
} from '@chancery/codec'
import { ChanceryError, equalBytes } from '@chancery/core'
import type { TrustedKind } from './trusted-root.ts'

/**
 * What is wrong with the chain of an authority, from the one that signs to the anchor. Verifiers take the order for granted: what stands elsewhere
 * is never found, or is an anchor that nobody meant.
 */
export function chainProblems(chain: readonly Certificate[], kind: TrustedKind): readonly string[] {
  if (chain.length === 0) return ['there is no certificate']
  const problems = chain.slice(1).flatMap((issuer, at) => {
    const certificate = chain[at] as Certificate
    return isIssuedBy(certificate, issuer)
      ? []
      : [`${certificate.subjectName} is not issued by ${issuer.subjectName}, which follows it`]
  })
  const [first, ...issuers] = chain as [Certificate, ...Certificate[]]
  const stamps = kind === 'timestamp-authority' && !isAuthority(first)
  for (const one of stamps ? issuers : chain)
    if (!isAuthority(one)) problems.push(`${one.subjectName} is no certificate authority`)
  return problems
}

/** RFC 3161 section 2.3. There are trusted roots whose authority is not as it asks, and no verifier takes its timestamps. */
export function purposeProblems([first]: readonly Certificate[], kind: TrustedKind): readonly string[] {
  if (kind !== 'timestamp-authority' || !first || isAuthority(first) || isTimestampAuthority(first)) return []
  return [`${first.subjectName} is not for timestamping, critically and alone`]
}

export function isAuthority(certificate: Certificate): boolean {
  return basicConstraintsOf(certificate)?.ca === true
}

export function isSelfIssued(certificate: Certificate): boolean {
  return isIssuedBy(certificate, certificate)
}

function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  if (!equalBytes(certificate.issuer, issuer.subject)) return false
  try {
    const scheme = resolveSignatureScheme(certificate.signatureAlgorithm, null)
    return verifySignature(issuer.publicKey, scheme, certificate.tbs, certificate.signature)
  } catch (error) {
    if (error instanceof ChanceryError) return false
    throw error
  }
}
