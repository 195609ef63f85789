import { childrenOf, DerCursor, parseDer } from '../der/reader.ts'
import { TAG } from '../der/tags.ts'
import { oidOf, smallIntegerOf } from '../der/values.ts'
import { CodecError } from '../errors.ts'
import { type Certificate, EXTENSION, extensionValue } from './certificate.ts'
import { isSelfIssued } from './general-name.ts'

const ANY_POLICY = '2.5.29.32.0'

/**
 * Certificate policies (RFC 5280 sections 6.1.2 to 6.1.5) for a verifier that asks for no policy of its own: what is left to decide is
 * whether authorities that demand an explicit policy get one. The tree is kept as the set of its deepest valid policies (RFC 9618).
 * @param path from the certificate under the anchor to the leaf
 * @throws CodecError CHAIN_INVALID
 */
export function checkPolicies(path: readonly Certificate[]): void {
  let valid: ReadonlySet<string> = new Set([ANY_POLICY])
  const skip = { explicitPolicy: path.length + 1, mapping: path.length + 1, anyPolicy: path.length + 1 }
  path.forEach((certificate, i) => {
    const isLast = i === path.length - 1
    const selfIssued = isSelfIssued(certificate)
    valid = policiesUnder(valid, certificate, skip.anyPolicy > 0 || (!isLast && selfIssued))
    if (skip.explicitPolicy === 0 && valid.size === 0) refuse(certificate)
    if (!isLast) valid = mapped(valid, certificate, skip.mapping > 0)
    if (!selfIssued || isLast) skip.explicitPolicy = Math.max(0, skip.explicitPolicy - 1)
    if (!selfIssued) {
      skip.mapping = Math.max(0, skip.mapping - 1)
      skip.anyPolicy = Math.max(0, skip.anyPolicy - 1)
    }
    const constraints = policyConstraintsOf(certificate)
    // In the last certificate only an immediate demand counts (section 6.1.5 step b).
    if (constraints.explicitPolicy !== null && (!isLast || constraints.explicitPolicy === 0)) {
      skip.explicitPolicy = Math.min(skip.explicitPolicy, constraints.explicitPolicy)
    }
    skip.mapping = Math.min(skip.mapping, constraints.mapping ?? skip.mapping)
    skip.anyPolicy = Math.min(skip.anyPolicy, inhibitAnyPolicyOf(certificate) ?? skip.anyPolicy)
    if (isLast && skip.explicitPolicy === 0 && valid.size === 0) refuse(certificate)
  })
}

function refuse(certificate: Certificate): never {
  throw new CodecError('CHAIN_INVALID', `no policy covers ${certificate.subjectName}, and an issuer demands one`)
}

function policiesUnder(above: ReadonlySet<string>, certificate: Certificate, anyAllowed: boolean): ReadonlySet<string> {
  const stated = policiesOf(certificate)
  const named = stated.filter((oid) => oid !== ANY_POLICY && (above.has(oid) || above.has(ANY_POLICY)))
  return new Set([...named, ...(anyAllowed && stated.includes(ANY_POLICY) ? above : [])])
}

function mapped(valid: ReadonlySet<string>, certificate: Certificate, allowed: boolean): ReadonlySet<string> {
  const mappings = policyMappingsOf(certificate)
  if (mappings.some((pair) => pair.includes(ANY_POLICY))) {
    throw new CodecError('CHAIN_INVALID', `${certificate.subjectName} maps anyPolicy`)
  }
  const next = new Set(valid)
  for (const [from] of mappings) next.delete(from)
  if (allowed) {
    for (const [from, to] of mappings) if (valid.has(from) || valid.has(ANY_POLICY)) next.add(to)
  }
  return next
}

/** certificatePolicies; empty where the extension is absent. */
function policiesOf(certificate: Certificate): readonly string[] {
  const value = extensionValue(certificate.extensions, EXTENSION.certificatePolicies)
  if (!value) return []
  return childrenOf(parseDer(value, 'CertificatePolicies', TAG.sequence), 'CertificatePolicies').map((node) =>
    oidOf(new DerCursor(node, 'PolicyInformation').take('policyIdentifier'), 'policyIdentifier'),
  )
}

function policyMappingsOf(certificate: Certificate): readonly (readonly [string, string])[] {
  const value = extensionValue(certificate.extensions, EXTENSION.policyMappings)
  if (!value) return []
  return childrenOf(parseDer(value, 'PolicyMappings', TAG.sequence), 'PolicyMappings').map((node) => {
    const cursor = new DerCursor(node, 'PolicyMapping')
    return [oidOf(cursor.take('issuerDomainPolicy'), 'from'), oidOf(cursor.take('subjectDomainPolicy'), 'to')] as const
  })
}

function policyConstraintsOf(certificate: Certificate): {
  readonly explicitPolicy: number | null
  readonly mapping: number | null
} {
  const value = extensionValue(certificate.extensions, EXTENSION.policyConstraints)
  if (!value) return { explicitPolicy: null, mapping: null }
  const cursor = new DerCursor(parseDer(value, 'PolicyConstraints'), 'PolicyConstraints')
  const explicitPolicy = cursor.optional(0x80)
  const mapping = cursor.optional(0x81)
  cursor.end()
  return {
    explicitPolicy: explicitPolicy && smallIntegerOf(explicitPolicy, 'requireExplicitPolicy', 0x80),
    mapping: mapping && smallIntegerOf(mapping, 'inhibitPolicyMapping', 0x81),
  }
}

function inhibitAnyPolicyOf(certificate: Certificate): number | null {
  const value = extensionValue(certificate.extensions, EXTENSION.inhibitAnyPolicy)
  return value && smallIntegerOf(parseDer(value, 'InhibitAnyPolicy'), 'InhibitAnyPolicy')
}
