import './reflect.ts'

import { createHash, randomBytes } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import { bitString, children, octetString, pem, sequence } from './der.ts'
import { engine, signingHandle, type TestHash, type TestKey } from './keys.ts'

export interface Certificate {
  readonly der: Uint8Array
  readonly pem: string
  readonly subject: string
  /** Lower-case hex. */
  readonly serial: string
  readonly notBefore: Date
  readonly notAfter: Date
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
}

export interface CertificateExtension {
  readonly oid: string
  readonly critical: boolean
  /** DER of the extension's value. */
  readonly value: Uint8Array
}

/** Everything that goes into a certificate. */
export interface CertificatePlan {
  readonly subject: string
  readonly publicKey: Uint8Array
  readonly issuer: { readonly subject: string; readonly publicKey: Uint8Array }
  readonly signingKey: TestKey
  readonly hash?: TestHash | undefined
  readonly notBefore: Date
  readonly notAfter: Date
  readonly extensions: readonly CertificateExtension[]
}

export async function buildCertificate(plan: CertificatePlan): Promise<Certificate> {
  const serial = newSerial()
  const identifiers = [
    new x509.SubjectKeyIdentifierExtension(keyIdentifier(plan.publicKey)),
    new x509.AuthorityKeyIdentifierExtension(keyIdentifier(plan.issuer.publicKey)),
  ]
  const built = await x509.X509CertificateGenerator.create(
    {
      serialNumber: serial,
      subject: plan.subject,
      issuer: plan.issuer.subject,
      notBefore: plan.notBefore,
      notAfter: plan.notAfter,
      publicKey: plan.publicKey as Uint8Array<ArrayBuffer>,
      extensions: [...identifiers, ...plan.extensions.map(toExtension)],
      ...(await signingHandle(plan.signingKey, plan.hash)),
    },
    engine,
  )
  return fromDer(new Uint8Array(built.rawData), plan, serial)
}

/** The same certificate with another signature value, for forgeries that no engine makes. */
export function withSignature(certificate: Certificate, signature: Uint8Array): Certificate {
  const [tbs, algorithm] = children(certificate.der) as [Uint8Array, Uint8Array]
  const der = sequence(tbs, algorithm, bitString(signature))
  return { ...certificate, der, pem: pem('CERTIFICATE', der) }
}

/** What a certificate's signature is over. */
export function tbsCertificate(certificate: Certificate): Uint8Array {
  return children(certificate.der)[0] as Uint8Array
}

/** RFC 7093 method 1: the first 160 bits of the SHA-256 of the key, in hex. */
export function keyIdentifier(publicKey: Uint8Array): string {
  const bits = children(publicKey)[1] as Uint8Array
  return createHash('sha256').update(bits).digest('hex').slice(0, 40)
}

export function toExtension(extension: CertificateExtension): x509.Extension {
  return new x509.Extension(extension.oid, extension.critical, extension.value as Uint8Array<ArrayBuffer>)
}

/** An extension with nothing in it that anyone knows. */
export function unknownExtension(critical: boolean): CertificateExtension {
  return { oid: '1.3.6.1.4.1.55555.1.1', critical, value: octetString(Uint8Array.of(1)) }
}

function newSerial(): string {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] as number) & 0x7f) | 0x40
  return bytes.toString('hex')
}

function fromDer(der: Uint8Array, plan: CertificatePlan, serial: string): Certificate {
  const { subject, notBefore, notAfter, publicKey } = plan
  return { der, pem: pem('CERTIFICATE', der), subject, serial, notBefore, notAfter, publicKey }
}
