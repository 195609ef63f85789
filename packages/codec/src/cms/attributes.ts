import { equalBytes } from '@chancery/core'
import { childrenOf, type Der, DerCursor, octetsOf } from '../der/reader.ts'
import { TAG } from '../der/tags.ts'
import { oidOf } from '../der/values.ts'
import { CodecError } from '../errors.ts'
import { type AlgorithmIdentifier, algorithmIdentifierOf, sameAlgorithm } from '../x509/algorithm-identifier.ts'
import { OID } from './oids.ts'
import type { Attribute, SignerInfoData } from './signed-data.ts'

/** The one value of the one attribute of its kind; null where there is none. @throws CodecError SIGNED_ATTRIBUTES_INVALID */
export function singleValue(attributes: readonly Attribute[], oid: string): Der | null {
  const found = attributes.filter((attribute) => attribute.oid === oid)
  if (found.length === 0) return null
  const value = found[0]?.values[0]
  if (found.length > 1 || !value || found[0]?.values.length !== 1) {
    throw new CodecError('SIGNED_ATTRIBUTES_INVALID', `attribute ${oid} must occur once, with one value`)
  }
  return value
}

/**
 * The rules on attributes of RFC 5652 sections 5.3 and 11: content type and digest exactly once and as the content has them,
 * no kind twice, nothing signed that belongs among the unsigned, and the reverse. RFC 6211's protection where it is there.
 * @throws CodecError SIGNED_ATTRIBUTES_INVALID; DIGEST_MISMATCH where only the content is another
 */
export function checkSignedAttributes(signer: SignerInfoData, contentType: string, contentDigest: Uint8Array): void {
  const attributes = signer.signedAttrs?.attributes ?? []
  if (new Set(attributes.map(({ oid }) => oid)).size !== attributes.length) {
    throw new CodecError('SIGNED_ATTRIBUTES_INVALID', 'a signed attribute occurs twice')
  }
  if (attributes.some(({ oid }) => oid === OID.counterSignature)) {
    throw new CodecError('SIGNED_ATTRIBUTES_INVALID', 'a countersignature among the signed attributes')
  }
  const misplaced = signer.unsignedAttrs.find(({ oid }) => SIGNED_ONLY.includes(oid))
  if (misplaced) throw new CodecError('SIGNED_ATTRIBUTES_INVALID', `attribute ${misplaced.oid} is not signed`)
  const type = singleValue(attributes, OID.contentType)
  if (!type || oidOf(type, 'content-type') !== contentType) {
    throw new CodecError('SIGNED_ATTRIBUTES_INVALID', 'the signed content type is not that of the content')
  }
  singleValue(attributes, OID.signingTime)
  checkAlgorithmProtection(signer, singleValue(attributes, OID.algorithmProtection))
  const digest = singleValue(attributes, OID.messageDigest)
  if (!digest) throw new CodecError('SIGNED_ATTRIBUTES_INVALID', 'no message digest is signed')
  if (!equalBytes(octetsOf(digest, 'message-digest'), contentDigest)) {
    throw new CodecError('DIGEST_MISMATCH', 'the content is not what was signed: its digest is another')
  }
}

const SIGNED_ONLY: readonly string[] = [
  OID.contentType,
  OID.messageDigest,
  OID.signingTime,
  OID.algorithmProtection,
  OID.signingCertificate,
  OID.signingCertificateV2,
]

/** CMSAlgorithmProtection (RFC 6211): the unsigned identifiers must be those that were signed. */
function checkAlgorithmProtection(signer: SignerInfoData, value: Der | null): void {
  if (!value) return
  const cursor = new DerCursor(value, 'CMSAlgorithmProtection')
  const digest = algorithmIdentifierOf(cursor.take('digestAlgorithm'), 'digestAlgorithm')
  const implicit = cursor.take('signatureAlgorithm', 0xa1)
  cursor.end()
  const signature: AlgorithmIdentifier = algorithmIdentifierOf({ ...implicit, tag: TAG.sequence }, 'signatureAlgorithm')
  if (!sameAlgorithm(digest, signer.digestAlgorithm) || !sameAlgorithm(signature, signer.signatureAlgorithm)) {
    throw new CodecError('SIGNED_ATTRIBUTES_INVALID', 'the algorithms are not those that were signed')
  }
}

/**
 * Whether bytes that are said to be signed directly are themselves signed attributes: then they are half of another signature,
 * whose value a forger has moved here (the signature over attributes and the one over content are not told apart in CMS).
 */
export function looksLikeSignedAttributes(node: Der): boolean {
  if (node.tag !== TAG.set) return false
  try {
    const oids = childrenOf(node, 'Attribute').map((child) =>
      oidOf(new DerCursor(child, 'Attribute').take('attrType'), 'attrType'),
    )
    return oids.includes(OID.contentType) && oids.includes(OID.messageDigest)
  } catch {
    return false
  }
}
