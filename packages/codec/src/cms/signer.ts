import { type DigestAlgorithm, equalBytes } from '@chancery/core'
import { CodecError } from '../errors.ts'
import { digestOfIdentifier, resolveSignatureScheme, type SignatureScheme } from '../x509/algorithm-identifier.ts'
import { type Certificate, parseCertificate, subjectKeyIdentifierOf } from '../x509/certificate.ts'
import { sameName } from '../x509/general-name.ts'
import type { SignerIdentifier, SignerInfoData } from './signed-data.ts'

/** Certificates of one name and number that are tried: each may cost hashing the content. */
const MAX_NAMESAKES = 2

/** A SignerInfo with its identifiers resolved. */
export interface Signer {
  readonly info: SignerInfoData
  readonly digest: DigestAlgorithm
  readonly scheme: SignatureScheme
  /** Those that the signer identifier means; two where a file holds two of one name and number. At least one. */
  readonly certificates: readonly [Certificate, ...Certificate[]]
}

/** @throws CodecError SIGNER_CERTIFICATE_MISSING, KEY_UNSUPPORTED, CMS_MALFORMED */
export function resolveSigner(info: SignerInfoData, certificates: readonly Certificate[]): Signer {
  const digest = digestOfIdentifier(info.digestAlgorithm)
  const scheme = resolveSignatureScheme(info.signatureAlgorithm, digest)
  const [first, ...others] = certificates
    .filter((certificate) => identifies(info.sid, certificate))
    .slice(0, MAX_NAMESAKES)
  if (!first)
    throw new CodecError('SIGNER_CERTIFICATE_MISSING', 'the certificate of the signer is not in the signature')
  return { info, digest, scheme, certificates: [first, ...others] }
}

function identifies(sid: SignerIdentifier, certificate: Certificate): boolean {
  if (sid.kind === 'issuer-serial') return sid.serial === certificate.serial && sameName(sid.issuer, certificate.issuer)
  const identifier = subjectKeyIdentifierOf(certificate)
  return identifier !== null && equalBytes(identifier, sid.keyIdentifier)
}

/** Those that can be read: a damaged certificate beside the signer's own says nothing of the signature. */
export function readableCertificates(ders: readonly Uint8Array[]): readonly Certificate[] {
  return ders.flatMap((der) => {
    try {
      return [parseCertificate(der)]
    } catch (error) {
      if (error instanceof CodecError) return []
      throw error
    }
  })
}
