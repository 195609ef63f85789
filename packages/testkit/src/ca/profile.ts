import type { CertificateExtension } from './certificate.ts'
import { oid, sequence, tlv } from './der.ts'

/** Extended key usages, RFC 5280 section 4.2.1.12. */
export const EKU = {
  clientAuth: '1.3.6.1.5.5.7.3.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const

/** Key usages as the first octet of their BIT STRING, RFC 5280 section 4.2.1.3. */
export const KEY_USAGE = { digitalSignature: 0x80, keyEncipherment: 0x20, certificatesAndCrls: 0x06 } as const

export function keyUsage(flags: number): CertificateExtension {
  let unused = 0
  while (unused < 8 && (flags >> unused) % 2 === 0) unused++
  return { oid: '2.5.29.15', critical: true, value: tlv(0x03, Uint8Array.of(unused, flags)) }
}

/** @param pathLength null: any number of authorities below */
export function authority(pathLength: number | null): CertificateExtension {
  const limit = pathLength === null ? [] : [tlv(0x02, Uint8Array.of(pathLength))]
  return { oid: '2.5.29.19', critical: true, value: sequence(tlv(0x01, Uint8Array.of(0xff)), ...limit) }
}

/** basicConstraints with its default, which DER leaves out: not an authority. */
export function endEntity(): CertificateExtension {
  return { oid: '2.5.29.19', critical: true, value: sequence() }
}

export function extendedKeyUsage(purposes: readonly string[], critical: boolean): CertificateExtension {
  return { oid: '2.5.29.37', critical, value: sequence(...purposes.map(oid)) }
}

/** Permits only names below `O=<organization>`. RFC 5280 section 4.2.1.10. */
export function permittedOrganization(organization: string): CertificateExtension {
  const attribute = sequence(oid('2.5.4.10'), tlv(0x0c, new TextEncoder().encode(organization)))
  const directoryName = tlv(0xa4, sequence(tlv(0x31, attribute)))
  return { oid: '2.5.29.30', critical: true, value: sequence(tlv(0xa0, sequence(directoryName))) }
}
