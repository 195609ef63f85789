import { CodecError, parseCertificate, parsePem } from '@chancery/codec'
import { readBytes } from '@chancery/files'
import { EngineError } from './errors.ts'

const MAX_BYTES = 4 * 1024 * 1024

/** Certificates of a PEM or DER file, in its order, DER. @throws EngineError TRUST_INVALID */
export async function readCertificates(path: string): Promise<readonly Uint8Array[]> {
  const bytes = await readBytes(path, MAX_BYTES)
  try {
    const certificates = bytes[0] === 0x30 ? [bytes] : pemCertificates(new TextDecoder().decode(bytes))
    for (const certificate of certificates) parseCertificate(certificate)
    if (certificates.length > 0) return certificates
  } catch (cause) {
    if (!(cause instanceof CodecError)) throw cause
    throw new EngineError('TRUST_INVALID', `${path}: ${cause.message}`, { cause, details: { path } })
  }
  throw new EngineError('TRUST_INVALID', `${path} holds no certificate`, { details: { path } })
}

function pemCertificates(text: string): readonly Uint8Array[] {
  return parsePem(text)
    .filter(({ label }) => label === 'CERTIFICATE' || label === 'X509 CERTIFICATE' || label === 'TRUSTED CERTIFICATE')
    .map(({ bytes }) => bytes)
}
