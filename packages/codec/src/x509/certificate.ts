import { createHash } from 'node:crypto'
import { type CertificateFacts, equalBytes, type SignerKeyFacts } from '@chancery/core'
import { childrenOf, type Der, DerCursor, octetsOf, parseDer } from '../der/reader.ts'
import { TAG } from '../der/tags.ts'
import { bitStringBytesOf, booleanOf, integerHexOf, namedBitsOf, oidOf, smallIntegerOf, timeOf } from '../der/values.ts'
import { CodecError } from '../errors.ts'
import { type AlgorithmIdentifier, algorithmIdentifierOf } from './algorithm-identifier.ts'
import { formatName } from './name.ts'
import { type PublicKey, publicKeyOf } from './public-key.ts'

export interface Extension {
  readonly oid: string
  readonly critical: boolean
  /** Contents of extnValue. */
  readonly value: Uint8Array
}

/** An X.509 certificate (RFC 5280 section 4.1), read and not yet believed. */
export interface Certificate {
  readonly der: Uint8Array
  /** The bytes that the issuer signed. */
  readonly tbs: Uint8Array
  /** Lower-case hex. */
  readonly serial: string
  /** DER of the names; equal bytes are what chains are built by. */
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  /** RFC 4514. */
  readonly issuerName: string
  readonly subjectName: string
  readonly notBefore: Date
  readonly notAfter: Date
  readonly publicKey: PublicKey
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Uint8Array
  readonly extensions: readonly Extension[]
}

export const EXTENSION = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  issuerAltName: '2.5.29.18',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extKeyUsage: '2.5.29.37',
  inhibitAnyPolicy: '2.5.29.54',
} as const

export const KEY_PURPOSE = {
  any: '2.5.29.37.0',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const

/** Positions in KeyUsage (RFC 5280 section 4.2.1.3). */
export const KEY_USAGE = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, cRLSign: 6 } as const

const MAX_EXTENSIONS = 100

/** One run meets the same few certificates in every file, several times in each. */
const MEMORY = 32
/** Larger ones are not worth keeping. Bytes. */
const MEMORABLE = 8192
const remembered = new Map<string, Certificate>()

/** @throws CodecError X509_MALFORMED and the DER codes */
export function parseCertificate(der: Uint8Array): Certificate {
  if (der.length > MEMORABLE) return readCertificate(der)
  const name = Buffer.from(der.buffer, der.byteOffset, der.length).toString('latin1')
  const known = remembered.get(name)
  if (known) return known
  // Of a copy: what was read must stay what it is remembered by.
  const certificate = readCertificate(Uint8Array.from(der))
  const [oldest] = remembered.keys()
  if (remembered.size >= MEMORY && oldest !== undefined) remembered.delete(oldest)
  remembered.set(name, certificate)
  return certificate
}

function readCertificate(der: Uint8Array): Certificate {
  const outer = new DerCursor(parseDer(der, 'Certificate', TAG.sequence), 'Certificate')
  const tbsNode = outer.take('tbsCertificate', TAG.sequence)
  const algorithmNode = outer.take('signatureAlgorithm')
  const signatureAlgorithm = algorithmIdentifierOf(algorithmNode, 'Certificate.signatureAlgorithm')
  const signature = bitStringBytesOf(outer.take('signatureValue'), 'Certificate.signatureValue')
  outer.end()
  const tbs = new DerCursor(tbsNode, 'TBSCertificate')
  tbs.optional(0xa0)
  const serial = integerHexOf(tbs.take('serialNumber'), 'serialNumber')
  // RFC 5280 section 4.1.1.2: the same, parameters and all, or the unsigned one decides how the signed bytes are read.
  if (!equalBytes(tbs.take('signature').bytes, algorithmNode.bytes))
    throw new CodecError('X509_MALFORMED', 'the certificate names two signature algorithms')
  const issuer = tbs.take('issuer', TAG.sequence)
  const validity = new DerCursor(tbs.take('validity'), 'Validity')
  const notBefore = timeOf(validity.take('notBefore'), 'notBefore')
  const notAfter = timeOf(validity.take('notAfter'), 'notAfter')
  const subject = tbs.take('subject', TAG.sequence)
  const publicKey = publicKeyOf(tbs.take('subjectPublicKeyInfo'))
  tbs.optional(0x81)
  tbs.optional(0x82)
  const extensionsNode = tbs.optional(0xa3)
  tbs.end()
  return {
    der,
    tbs: tbsNode.bytes,
    serial,
    issuer: issuer.bytes,
    subject: subject.bytes,
    issuerName: formatName(issuer, 'issuer'),
    subjectName: formatName(subject, 'subject'),
    notBefore,
    notAfter,
    publicKey,
    signatureAlgorithm,
    signature,
    extensions: extensionsNode ? extensionsOf(parseDer(extensionsNode.content, 'Extensions')) : [],
  }
}

/** `Extensions` of certificates and CRLs; one of each kind (RFC 5280 section 4.2). */
export function extensionsOf(node: Der): readonly Extension[] {
  const extensions = childrenOf(node, 'Extensions').map((child): Extension => {
    const cursor = new DerCursor(child, 'Extension')
    const oid = oidOf(cursor.take('extnID'), 'extnID')
    const critical = cursor.optional(TAG.boolean)
    const value = octetsOf(cursor.take('extnValue'), 'extnValue')
    cursor.end()
    return { oid, critical: critical ? booleanOf(critical, 'critical') : false, value }
  })
  if (extensions.length > MAX_EXTENSIONS || new Set(extensions.map(({ oid }) => oid)).size !== extensions.length) {
    throw new CodecError('X509_MALFORMED', 'an extension occurs twice, or there are too many')
  }
  return extensions
}

export function extensionValue(extensions: readonly Extension[], oid: string): Uint8Array | null {
  return extensions.find((extension) => extension.oid === oid)?.value ?? null
}

export function basicConstraintsOf(
  certificate: Certificate,
): { readonly ca: boolean; readonly pathLength: number | null } | null {
  const value = extensionValue(certificate.extensions, EXTENSION.basicConstraints)
  if (!value) return null
  const cursor = new DerCursor(parseDer(value, 'BasicConstraints'), 'BasicConstraints')
  const ca = cursor.optional(TAG.boolean)
  const pathLength = cursor.optional(TAG.integer)
  cursor.end()
  return {
    ca: ca ? booleanOf(ca, 'cA') : false,
    pathLength: pathLength ? smallIntegerOf(pathLength, 'pathLenConstraint') : null,
  }
}

/** The set bits of {@link KEY_USAGE}; null where the certificate does not limit its key. */
export function keyUsageOf(certificate: Certificate): readonly number[] | null {
  const value = extensionValue(certificate.extensions, EXTENSION.keyUsage)
  return value && namedBitsOf(parseDer(value, 'KeyUsage'), 'KeyUsage')
}

/** Purposes, dotted; null where the certificate does not limit them. */
export function extKeyUsageOf(certificate: Certificate): readonly string[] | null {
  const value = extensionValue(certificate.extensions, EXTENSION.extKeyUsage)
  return (
    value &&
    childrenOf(parseDer(value, 'ExtKeyUsage', TAG.sequence), 'ExtKeyUsage').map((node) => oidOf(node, 'KeyPurposeId'))
  )
}

/** @returns null where it has none */
export function subjectKeyIdentifierOf(certificate: Certificate): Uint8Array | null {
  const value = extensionValue(certificate.extensions, EXTENSION.subjectKeyIdentifier)
  return value && octetsOf(parseDer(value, 'SubjectKeyIdentifier'), 'SubjectKeyIdentifier')
}

/** As the JSON gives it. */
export function certificateFacts(certificate: Certificate): CertificateFacts {
  return {
    subject: certificate.subjectName,
    issuer: certificate.issuerName,
    // A negative one is an error of its issuer; JSON gives it as its magnitude.
    serial: certificate.serial.replace('-', ''),
    sha256: createHash('sha256').update(certificate.der).digest('hex'),
    notAfter: certificate.notAfter.toISOString().replace('.000Z', 'Z'),
  }
}

/** What a pin and an algorithm floor are held against. */
export function signerKeyFacts({ publicKey: { spki, bits, family } }: Pick<Certificate, 'publicKey'>): SignerKeyFacts {
  return { sha256: createHash('sha256').update(spki).digest('hex'), bits, family }
}
