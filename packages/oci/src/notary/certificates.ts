import {
  basicConstraintsOf,
  type Certificate,
  CodecError,
  EXTENSION,
  extKeyUsageOf,
  KEY_PURPOSE,
  KEY_USAGE,
  keyUsageOf,
  parseCertificate,
  resolveSignatureScheme,
  verifyPath,
  verifySignature,
} from '@chancery/codec'
import { equalBytes } from '@chancery/core'
import { OciError } from '../errors.ts'
import { notaryAlgorithm } from './algorithm.ts'

/** Why notation would refuse a signature under this chain. */
export type NotaryChainFault =
  | 'NO_CERTIFICATE'
  | 'KEY_UNSUPPORTED'
  | 'LEAF_IS_CA'
  | 'LEAF_SELF_SIGNED'
  | 'KEY_USAGE_MISSING'
  | 'KEY_USAGE_NOT_CRITICAL'
  | 'KEY_USAGE_NO_SIGNATURES'
  | 'KEY_USAGE_MORE_THAN_SIGNATURES'
  | 'PURPOSE_NOT_CODE_SIGNING'
  | 'PURPOSE_MORE_THAN_CODE_SIGNING'
  | 'NOT_VALID_AT_SIGNING_TIME'
  | 'ISSUER_NOT_CA'
  | 'ISSUER_KEY_USAGE'
  | 'ISSUER_ORDER'
  | 'ROOT_MISSING'

/** serverAuth, clientAuth, emailProtection, timeStamping, OCSPSigning: beside codeSigning they are refused too. */
const FOREIGN_PURPOSES = ['1', '2', '4', '8', '9'].map((last) => `1.3.6.1.5.5.7.3.${last}`)

/**
 * Everything in a chain that Notary Project's certificate requirements forbid, at once; empty where a verifier will take it.
 * @param chain DER, leaf first, self-signed root last
 * @param at the signing time
 */
export function lintNotaryChain(chain: readonly Uint8Array[], at: Date): readonly NotaryChainFault[] {
  const [leaf, ...issuers] = chain.map(parseCertificate)
  if (!leaf) return ['NO_CERTIFICATE']
  const all = [leaf, ...issuers]
  const faults = [...leafFaults(leaf), ...issuers.flatMap(issuerFaults), ...orderFaults(all)]
  if (issuers.length > 0 && isSelfIssued(leaf)) faults.push('LEAF_SELF_SIGNED')
  if (all.some(({ notBefore, notAfter }) => at < notBefore || at > notAfter)) faults.push('NOT_VALID_AT_SIGNING_TIME')
  return [...new Set(faults)]
}

/**
 * The chain that an envelope must hold, root included, where configurations often name it without.
 * @param certificates DER, the key's own first
 * @param anchors DER, among them the self-signed root
 * @throws CodecError where there is no path
 */
export function notaryChain(
  certificates: readonly Uint8Array[],
  anchors: readonly Uint8Array[],
  at: Date,
): readonly Uint8Array[] {
  const [leaf, ...intermediates] = certificates.map(parseCertificate)
  if (!leaf)
    throw new OciError('OCI_CERTIFICATE_MISSING', 'Notary Project signs under a certificate, and the key has none')
  return verifyPath({ leaf, intermediates, anchors, at, purpose: 'code-signing' }).chain.map(({ der }) => der)
}

function leafFaults(leaf: Certificate): NotaryChainFault[] {
  const faults: NotaryChainFault[] = []
  if (!notaryAlgorithm(leaf.publicKey)) faults.push('KEY_UNSUPPORTED')
  if (basicConstraintsOf(leaf)?.ca) faults.push('LEAF_IS_CA')
  const usage = keyUsageOf(leaf)
  if (!usage) faults.push('KEY_USAGE_MISSING')
  else {
    if (!hasCriticalKeyUsage(leaf)) faults.push('KEY_USAGE_NOT_CRITICAL')
    if (!usage.includes(KEY_USAGE.digitalSignature)) faults.push('KEY_USAGE_NO_SIGNATURES')
    const signs: readonly number[] = [KEY_USAGE.digitalSignature, KEY_USAGE.nonRepudiation]
    if (usage.some((bit) => !signs.includes(bit))) faults.push('KEY_USAGE_MORE_THAN_SIGNATURES')
  }
  const purposes = extKeyUsageOf(leaf)
  if (purposes && !purposes.includes(KEY_PURPOSE.codeSigning)) faults.push('PURPOSE_NOT_CODE_SIGNING')
  if (purposes?.some((oid) => FOREIGN_PURPOSES.includes(oid))) faults.push('PURPOSE_MORE_THAN_CODE_SIGNING')
  return faults
}

function issuerFaults(issuer: Certificate): NotaryChainFault[] {
  const faults: NotaryChainFault[] = []
  if (!basicConstraintsOf(issuer)?.ca) faults.push('ISSUER_NOT_CA')
  if (!hasCriticalKeyUsage(issuer) || !keyUsageOf(issuer)?.includes(KEY_USAGE.keyCertSign))
    faults.push('ISSUER_KEY_USAGE')
  return faults
}

/** Each certified by the next, the last by itself. */
function orderFaults(chain: readonly Certificate[]): NotaryChainFault[] {
  const faults: NotaryChainFault[] = []
  chain.forEach((certificate, index) => {
    const issuer = chain[index + 1]
    if (issuer) {
      if (!isIssuedBy(certificate, issuer)) faults.push('ISSUER_ORDER')
    } else if (!isSelfIssued(certificate) || !isIssuedBy(certificate, certificate)) faults.push('ROOT_MISSING')
  })
  return faults
}

function isSelfIssued({ subject, issuer }: Certificate): boolean {
  return equalBytes(subject, issuer)
}

function hasCriticalKeyUsage({ extensions }: Certificate): boolean {
  return extensions.some(({ oid, critical }) => oid === EXTENSION.keyUsage && critical)
}

function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  if (!equalBytes(certificate.issuer, issuer.subject)) return false
  try {
    const scheme = resolveSignatureScheme(certificate.signatureAlgorithm, null)
    return !scheme.digest.weak && verifySignature(issuer.publicKey, scheme, certificate.tbs, certificate.signature)
  } catch (error) {
    // An algorithm that nobody here knows.
    if (error instanceof CodecError) return false
    throw error
  }
}
