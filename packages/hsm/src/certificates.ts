import {
  type Certificate,
  CodecError,
  parseCertificate,
  parsePem,
  resolveSignatureScheme,
  verifySignature,
} from '@chancery/codec'
import { equalBytes, fromUtf8 } from '@chancery/core'
import { HsmError } from './errors.ts'

/** Longer chains are a mistake or an attack. */
const MAX_CHAIN = 10

/**
 * The certificates of a file: PEM, several in it, or one in DER.
 * @throws HsmError CERTIFICATE_INVALID
 */
export function readCertificates(file: Uint8Array): readonly Certificate[] {
  try {
    const found = file[0] === 0x30 ? [file] : pemCertificates(file)
    if (found.length > 0) return found.map((der) => parseCertificate(Uint8Array.from(der)))
  } catch (cause) {
    throw new HsmError('CERTIFICATE_INVALID', 'a certificate cannot be read', { cause })
  }
  throw new HsmError('CERTIFICATE_INVALID', 'the file holds no certificate')
}

function pemCertificates(file: Uint8Array): readonly Uint8Array[] {
  return parsePem(fromUtf8(file))
    .filter(({ label }) => label === 'CERTIFICATE')
    .map(({ bytes }) => bytes)
}

/** null where the bytes are no certificate that we read: a token may hold anything. */
export function tokenCertificate(der: Uint8Array): Certificate | null {
  try {
    return parseCertificate(der)
  } catch (error) {
    if (error instanceof CodecError) return null
    throw error
  }
}

/**
 * `leaf` and its issuers, as far as `known` has them. An issuer is who has the name and made the signature; this says what to embed in a
 * signature, not whom to trust.
 */
export function completeChain(leaf: Certificate, known: readonly Certificate[]): readonly Uint8Array[] {
  const chain = [leaf]
  for (let last = leaf; chain.length < MAX_CHAIN && !equalBytes(last.issuer, last.subject); ) {
    const issuer = known.find((candidate) => isIssuer(candidate, last))
    if (!issuer || chain.some((one) => equalBytes(one.der, issuer.der))) break
    chain.push(issuer)
    last = issuer
  }
  return chain.map(({ der }) => der)
}

function isIssuer(issuer: Certificate, of: Certificate): boolean {
  if (!equalBytes(issuer.subject, of.issuer)) return false
  try {
    const scheme = resolveSignatureScheme(of.signatureAlgorithm, null)
    return verifySignature(issuer.publicKey, scheme, of.tbs, of.signature)
  } catch (error) {
    // A signature algorithm that we do not know: nothing to go by but the name.
    if (error instanceof CodecError) return true
    throw error
  }
}
