import { X509Certificate } from 'node:crypto'

/** What Node trusts by itself, NODE_EXTRA_CA_CERTS included from Node 22.15. */
function nodeAuthorities(): readonly string[] {
  const tls = process.getBuiltinModule('node:tls')
  return tls.getCACertificates?.('default') ?? tls.rootCertificates
}

/**
 * Options of a connection that trusts authorities beside those of Node; none where there are none to add, for Node has its own already read.
 * @param added PEM
 */
export function trusting(added: readonly string[]): { ca?: string[] } {
  return added.length === 0 ? {} : { ca: [...nodeAuthorities(), ...added] }
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g

/**
 * Node passes over what it cannot read, and then trusts less than was meant.
 * @returns what is wrong with `pem`, to be said after its name; null where it holds certificates, and all can be read
 */
export function faultOfAuthorities(pem: string): string | null {
  const certificates = pem.match(CERTIFICATE) ?? []
  if (certificates.length === 0) return 'holds no certificate in PEM'
  try {
    for (const one of certificates) new X509Certificate(one)
    return null
  } catch {
    return 'holds a certificate that cannot be read'
  }
}
