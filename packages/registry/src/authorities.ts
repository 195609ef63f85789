import { X509Certificate } from 'node:crypto'
import { RegistryError } from './errors.ts'

/** Authorities in PEM that are trusted for one host (`host[:port]`), beside those that always are. */
export type FindAuthorities = (host: string) => Promise<readonly string[]>

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g

/** Node passes over what it cannot read. @throws RegistryError REGISTRY_CA_INVALID */
export function checkAuthorities(texts: readonly string[], where: string): void {
  for (const text of texts) {
    const certificates = text.match(CERTIFICATE) ?? []
    if (certificates.length === 0)
      throw new RegistryError('REGISTRY_CA_INVALID', `${where} holds no certificate in PEM`)
    try {
      for (const one of certificates) new X509Certificate(one)
    } catch (cause) {
      throw new RegistryError('REGISTRY_CA_INVALID', `${where} holds a certificate that cannot be read`, { cause })
    }
  }
}
