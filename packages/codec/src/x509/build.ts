import { createHash } from 'node:crypto'
import { type SignatureAlgorithmId, signatureAlgorithm } from '@chancery/core'
import {
  encodeBitString,
  encodeBoolean,
  encodeContext,
  encodeContextPrimitive,
  encodeInteger,
  encodeNamedBits,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeTime,
} from '../der/encode.ts'
import { DerCursor, parseDer } from '../der/reader.ts'
import { TAG } from '../der/tags.ts'
import { bitStringBytesOf } from '../der/values.ts'
import { encodeSignatureIdentifier } from './algorithm-identifier.ts'
import { EXTENSION } from './certificate.ts'

export interface CertificateContent {
  /** Big-endian, at most 20 bytes, not zero (RFC 5280 section 4.1.2.2). */
  readonly serialNumber: Uint8Array
  /** The signer's. */
  readonly algorithm: SignatureAlgorithmId
  /** Names: DER. */
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  readonly notBefore: Date
  readonly notAfter: Date
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array
  /** Whole encodings, in the order in which they are to stand. */
  readonly extensions: readonly Uint8Array[]
}

/** TBSCertificate, version 3 (RFC 5280 section 4.1): exactly the bytes that the issuer signs. */
export function buildCertificateContent(content: CertificateContent): Uint8Array {
  return encodeSequence(
    encodeContext(0, encodeInteger(2)),
    encodeInteger(content.serialNumber),
    encodeSignatureIdentifier(signatureAlgorithm(content.algorithm), 'certificate'),
    content.issuer,
    encodeSequence(encodeTime(content.notBefore), encodeTime(content.notAfter)),
    content.subject,
    content.publicKey,
    encodeContext(3, encodeSequence(...content.extensions)),
  )
}

/** CertificationRequestInfo without attributes (RFC 2986 section 4.1): exactly the bytes that the key signs. */
export function buildRequestContent(subject: Uint8Array, publicKey: Uint8Array): Uint8Array {
  return encodeSequence(encodeInteger(0), subject, publicKey, encodeContext(0))
}

/** A certificate, or a request for one: its content and the signature over that. */
export function buildSigned(content: Uint8Array, algorithm: SignatureAlgorithmId, signature: Uint8Array): Uint8Array {
  const identifier = encodeSignatureIdentifier(signatureAlgorithm(algorithm), 'certificate')
  return encodeSequence(content, identifier, encodeBitString(signature))
}

function encodeExtension(oid: string, critical: boolean, value: Uint8Array): Uint8Array {
  return encodeSequence(encodeOid(oid), ...(critical ? [encodeBoolean(true)] : []), encodeOctetString(value))
}

export function encodeBasicConstraints(authority: boolean): Uint8Array {
  return encodeExtension(EXTENSION.basicConstraints, true, encodeSequence(...(authority ? [encodeBoolean(true)] : [])))
}

/** @param bits of {@link KEY_USAGE} */
export function encodeKeyUsage(...bits: readonly number[]): Uint8Array {
  return encodeExtension(EXTENSION.keyUsage, true, encodeNamedBits(bits))
}

export function encodeExtKeyUsage(purposes: readonly string[], critical: boolean): Uint8Array {
  return encodeExtension(EXTENSION.extKeyUsage, critical, encodeSequence(...purposes.map(encodeOid)))
}

export function encodeSubjectKeyIdentifier(publicKey: Uint8Array): Uint8Array {
  return encodeExtension(EXTENSION.subjectKeyIdentifier, false, encodeOctetString(keyIdentifier(publicKey)))
}

export function encodeAuthorityKeyIdentifier(issuerKey: Uint8Array): Uint8Array {
  const identifier = encodeContextPrimitive(0, keyIdentifier(issuerKey))
  return encodeExtension(EXTENSION.authorityKeyIdentifier, false, encodeSequence(identifier))
}

/** The first method of RFC 5280 section 4.2.1.2: SHA-1 over the bits of the key, a name and no signature. */
function keyIdentifier(publicKey: Uint8Array): Uint8Array {
  const cursor = new DerCursor(parseDer(publicKey, 'SubjectPublicKeyInfo', TAG.sequence), 'SubjectPublicKeyInfo')
  cursor.take('algorithm')
  const bits = bitStringBytesOf(cursor.take('subjectPublicKey', TAG.bitString), 'subjectPublicKey')
  return createHash('sha1').update(bits).digest()
}
