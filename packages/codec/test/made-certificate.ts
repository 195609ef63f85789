import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import {
  type Certificate,
  constructedContextTag,
  EXTENSION,
  encodeBitString,
  encodeBoolean,
  encodeDer,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSetOf,
  encodeSignatureIdentifier,
  encodeTime,
  encodeUtf8String,
  parseCertificate,
  parseDer,
  TAG,
} from '@chancery/codec'
import { signatureAlgorithm, utf8 } from '@chancery/core'

/** Certificates with any extension at all: what the test CA, which makes real ones, has no word for. */
export interface MadeOptions {
  readonly subject: string
  /** null: signs itself. */
  readonly issuer: Made | null
  readonly extensions?: readonly Uint8Array[]
  readonly notBefore?: Date
  readonly notAfter?: Date
  readonly serial?: number
  /** By default a key of its own. */
  readonly key?: KeyPair
  /** Attribute type of the one RDN; by default CN. */
  readonly attribute?: string
}

export interface KeyPair {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

export interface Made {
  readonly name: Uint8Array
  readonly key: KeyPair
  readonly certificate: Certificate
}

export const AT: Date = new Date('2026-06-01T00:00:00Z')

function newKey(): KeyPair {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

export function make(options: MadeOptions): Made {
  const { subject, issuer, extensions = [], key = newKey(), attribute = '2.5.4.3' } = options
  const name = encodeSequence(encodeSetOf(encodeSequence(encodeOid(attribute), encodeUtf8String(subject))))
  const algorithm = encodeSignatureIdentifier(signatureAlgorithm('ecdsa-p256-sha256'), 'certificate')
  const tbs = encodeSequence(
    encodeDer(0xa0, encodeInteger(2)),
    encodeInteger(options.serial ?? 1),
    algorithm,
    issuer?.name ?? name,
    encodeSequence(
      encodeTime(options.notBefore ?? new Date('2026-01-01T00:00:00Z')),
      encodeTime(options.notAfter ?? new Date('2027-01-01T00:00:00Z')),
    ),
    name,
    Uint8Array.from(key.publicKey.export({ format: 'der', type: 'spki' })),
    ...(extensions.length > 0 ? [encodeDer(0xa3, encodeSequence(...extensions))] : []),
  )
  const signature = sign('sha256', tbs, issuer?.key.privateKey ?? key.privateKey)
  return { name, key, certificate: parseCertificate(encodeSequence(tbs, algorithm, encodeBitString(signature))) }
}

export function extension(oid: string, value: Uint8Array, critical = true): Uint8Array {
  return encodeSequence(encodeOid(oid), ...(critical ? [encodeBoolean(true)] : []), encodeOctetString(value))
}

export function authority(pathLength?: number): Uint8Array {
  const length = pathLength === undefined ? [] : [encodeInteger(pathLength)]
  return extension(EXTENSION.basicConstraints, encodeSequence(encodeBoolean(true), ...length))
}

export function purposes(...oids: readonly string[]): Uint8Array {
  return extension(EXTENSION.extKeyUsage, encodeSequence(...oids.map(encodeOid)), false)
}

export function policies(...oids: readonly string[]): Uint8Array {
  const value = encodeSequence(...oids.map((oid) => encodeSequence(encodeOid(oid))))
  return extension(EXTENSION.certificatePolicies, value, false)
}

/** GeneralName of a string kind, or of bytes. */
export function generalName(kind: 'email' | 'dns' | 'uri' | 'ip' | 'other', value: string | Uint8Array): Uint8Array {
  const tag = { email: 0x81, dns: 0x82, uri: 0x86, ip: 0x87, other: 0x88 }[kind]
  return encodeDer(tag, typeof value === 'string' ? utf8(value) : value)
}

export function directoryName(name: Uint8Array): Uint8Array {
  return encodeDer(0xa4, name)
}

export function alternativeNames(...names: readonly Uint8Array[]): Uint8Array {
  return extension(EXTENSION.subjectAltName, encodeSequence(...names), false)
}

export function nameConstraints(permitted: readonly Uint8Array[], excluded: readonly Uint8Array[] = []): Uint8Array {
  const subtrees = (number: number, bases: readonly Uint8Array[]): readonly Uint8Array[] =>
    bases.length === 0 ? [] : [encodeDer(constructedContextTag(number), ...bases.map((base) => encodeSequence(base)))]
  return extension(EXTENSION.nameConstraints, encodeSequence(...subtrees(0, permitted), ...subtrees(1, excluded)))
}

/** The contents octets of an INTEGER, for implicit tags. */
export function integerContent(value: number): Uint8Array {
  return parseDer(encodeInteger(value), 'INTEGER', TAG.integer).content
}
