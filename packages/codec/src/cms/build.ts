import { type DigestName, type SignatureAlgorithm, type SignatureAlgorithmId, signatureAlgorithm } from '@chancery/core'
import {
  encodeContext,
  encodeDer,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSetOf,
  sortEncodings,
} from '../der/encode.ts'
import { childrenOf, DerCursor, parseDer, parseDerPrefix } from '../der/reader.ts'
import { TAG } from '../der/tags.ts'
import { CodecError } from '../errors.ts'
import { encodeDigestIdentifier, encodeSignatureIdentifier } from '../x509/algorithm-identifier.ts'
import { parseCertificate } from '../x509/certificate.ts'
import { OID } from './oids.ts'
import type { Attribute } from './signed-data.ts'

/** `Attribute` with its values, each a whole DER encoding. */
export function encodeAttribute(oid: string, ...values: readonly Uint8Array[]): Uint8Array {
  return encodeSequence(encodeOid(oid), encodeSetOf(...values))
}

export interface SignedAttributesInput {
  /** Dotted; what eContentType will be. */
  readonly contentType: string
  readonly messageDigest: Uint8Array
  /** More attributes, each whole ({@link encodeAttribute}). */
  readonly more?: readonly Uint8Array[]
}

/** The signed attributes as SET OF: exactly the bytes that the key signs (RFC 5652 section 5.4). */
export function buildSignedAttributes(input: SignedAttributesInput): Uint8Array {
  return encodeSetOf(
    encodeAttribute(OID.contentType, encodeOid(input.contentType)),
    encodeAttribute(OID.messageDigest, encodeOctetString(input.messageDigest)),
    ...(input.more ?? []),
  )
}

export interface SignedDataInput {
  /** Dotted. */
  readonly eContentType: string
  /** A whole encoding that goes inside `[0]` (an OCTET STRING in CMS, any value in PKCS #7); null when detached. */
  readonly eContent: Uint8Array | null
  /** DER, the signer's own first. */
  readonly certificates: readonly Uint8Array[]
  /** From {@link buildSignedAttributes}. */
  readonly signedAttrs: Uint8Array
  readonly algorithm: SignatureAlgorithmId
  readonly signature: Uint8Array
  /** Whole attributes. */
  readonly unsignedAttrs?: readonly Uint8Array[]
}

/** A ContentInfo with SignedData by one signer, identified by issuer and serial number. */
export function buildSignedData(input: SignedDataInput): Uint8Array {
  const algorithm = signatureAlgorithm(input.algorithm)
  const leaf = input.certificates[0]
  if (!leaf) throw new TypeError('a CMS signature needs the signer certificate')
  // RFC 5652 section 5.1: version 3 where the content is not id-data, but Authenticode is PKCS #7 and always 1.
  const version = input.eContentType === OID.data || input.eContentType === OID.spcIndirectData ? 1 : 3
  const encap = encodeSequence(
    encodeOid(input.eContentType),
    ...(input.eContent ? [encodeContext(0, input.eContent)] : []),
  )
  const signerInfo = buildSignerInfo(input, algorithm, leaf)
  const signedData = encodeSequence(
    encodeInteger(version),
    encodeSetOf(encodeDigestIdentifier(algorithm.digest)),
    encap,
    encodeContext(0, ...sortEncodings(input.certificates)),
    encodeSetOf(signerInfo),
  )
  return encodeSequence(encodeOid(OID.signedData), encodeContext(0, signedData))
}

function buildSignerInfo(input: SignedDataInput, algorithm: SignatureAlgorithm, leaf: Uint8Array): Uint8Array {
  const certificate = parseCertificate(leaf)
  const serialNode = serialNumberOf(leaf)
  const unsigned = input.unsignedAttrs ?? []
  return encodeSequence(
    encodeInteger(1),
    encodeSequence(certificate.issuer, serialNode),
    encodeDigestIdentifier(algorithm.digest),
    encodeDer(0xa0, parseDer(input.signedAttrs, 'signedAttrs', TAG.set).content),
    encodeSignatureIdentifier(algorithm, 'signer-info'),
    encodeOctetString(input.signature),
    ...(unsigned.length > 0 ? [encodeContext(1, ...sortEncodings(unsigned))] : []),
  )
}

/** The serial number exactly as the certificate encodes it: a wrong sign byte there must be matched, not mended. */
function serialNumberOf(der: Uint8Array): Uint8Array {
  const tbs = new DerCursor(
    new DerCursor(parseDer(der, 'Certificate'), 'Certificate').take('tbsCertificate'),
    'TBSCertificate',
  )
  tbs.optional(0xa0)
  return tbs.take('serialNumber', TAG.integer).bytes
}

/**
 * The same ContentInfo with other unsigned attributes on its first signer: a timestamp or a nested signature added or taken away.
 * Everything that is signed keeps its bytes.
 * @throws CodecError SIGNER_MISSING, DER_MALFORMED
 */
export function replaceUnsignedAttributes(
  contentInfo: Uint8Array,
  change: (attributes: readonly Attribute['bytes'][]) => readonly Uint8Array[],
): Uint8Array {
  const outer = new DerCursor(parseDerPrefix(contentInfo, 'ContentInfo'), 'ContentInfo')
  const type = outer.take('contentType')
  const members = childrenOf(parseDer(outer.take('content', 0xa0).content, 'SignedData'), 'SignedData')
  const signerSet = members.at(-1)
  const [first, ...others] = signerSet ? childrenOf(signerSet, 'signerInfos') : []
  if (!first) throw new CodecError('SIGNER_MISSING', 'the signature has no signer to carry attributes')
  const fields = childrenOf(first, 'SignerInfo')
  const unsigned = fields.find(({ tag }) => tag === 0xa1)
  const attributes = change(unsigned ? childrenOf(unsigned, 'unsignedAttrs').map(({ bytes }) => bytes) : [])
  const signerInfo = encodeSequence(
    ...fields.filter(({ tag }) => tag !== 0xa1).map(({ bytes }) => bytes),
    ...(attributes.length > 0 ? [encodeContext(1, ...sortEncodings(attributes))] : []),
  )
  const signedData = encodeSequence(
    ...members.slice(0, -1).map(({ bytes }) => bytes),
    encodeSetOf(signerInfo, ...others.map(({ bytes }) => bytes)),
  )
  return encodeSequence(type.bytes, encodeContext(0, signedData))
}

/** The digest that a signer's CMS uses for content and attributes: the key's own, SHA-512 for Ed25519 (RFC 8419). */
export function cmsDigest(id: SignatureAlgorithmId): DigestName {
  return signatureAlgorithm(id).digest
}
