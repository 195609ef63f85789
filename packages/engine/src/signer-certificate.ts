import { extKeyUsageOf, KEY_PURPOSE, parseCertificate } from '@chancery/codec'
import type { SignerInfo } from '@chancery/core'
import { EngineError } from './errors.ts'

/**
 * Refuses, before anything is signed, a certificate that no verifier would accept. (One of another key was refused when the key was opened.)
 * @throws EngineError CERTIFICATE_MISSING, SIGNER_CERTIFICATE_EXPIRED, SIGNER_CERTIFICATE_PURPOSE
 */
export function assertSignerCertificate(signer: SignerInfo, at: Date): void {
  const der = signer.certificates[0]
  if (!der)
    throw new EngineError('CERTIFICATE_MISSING', `key ${signer.name} has no certificate`, {
      details: { key: signer.name },
    })
  const certificate = parseCertificate(der)
  const details = { key: signer.name, subject: certificate.subjectName }
  if (at > certificate.notAfter || at < certificate.notBefore) {
    const when =
      at > certificate.notAfter
        ? `expired ${certificate.notAfter.toISOString()}`
        : `begins ${certificate.notBefore.toISOString()}`
    throw new EngineError('SIGNER_CERTIFICATE_EXPIRED', `${certificate.subjectName} ${when}`, { details })
  }
  const purposes = extKeyUsageOf(certificate)
  if (purposes && !purposes.includes(KEY_PURPOSE.codeSigning) && !purposes.includes(KEY_PURPOSE.any)) {
    throw new EngineError('SIGNER_CERTIFICATE_PURPOSE', `${certificate.subjectName} may not sign code`, { details })
  }
}
