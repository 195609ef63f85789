import { parseCertificate } from '@chancery/codec'
import { equalBytes, type SignerInfo } from '@chancery/core'
import { OciError } from './errors.ts'

/** The key's own certificate, DER. @throws OciError OCI_CERTIFICATE_MISSING where there is none, or it is another key's */
export function signingCertificate(signer: SignerInfo): Uint8Array {
  const [leaf] = signer.certificates
  if (!leaf) throw new OciError('OCI_CERTIFICATE_MISSING', `the key ${signer.name} has no certificate`)
  if (!equalBytes(parseCertificate(leaf).publicKey.spki, signer.publicKey)) {
    throw new OciError('OCI_CERTIFICATE_MISSING', `the first certificate of ${signer.name} is another key's`)
  }
  return leaf
}
