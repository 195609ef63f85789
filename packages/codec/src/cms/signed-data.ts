import { encodeDer } from '../der/encode.ts'
import { childrenOf, type Der, DerCursor, expectTag, octetsOf, parseDer, parseDerPrefix } from '../der/reader.ts'
import { TAG } from '../der/tags.ts'
import { integerHexOf, oidOf, smallIntegerOf } from '../der/values.ts'
import { CodecError } from '../errors.ts'
import { type AlgorithmIdentifier, algorithmIdentifierOf } from '../x509/algorithm-identifier.ts'
import { OID } from './oids.ts'

/** An attribute, signed or not (RFC 5652 section 5.3). */
export interface Attribute {
  readonly oid: string
  readonly values: readonly Der[]
  readonly bytes: Uint8Array
}

/** Who signed: by issuer and serial number, or by subject key identifier. */
export type SignerIdentifier =
  | { readonly kind: 'issuer-serial'; readonly issuer: Uint8Array /** Hex. */; readonly serial: string }
  | { readonly kind: 'key-identifier'; readonly keyIdentifier: Uint8Array }

export interface SignerInfoData {
  /** The whole SignerInfo, DER. */
  readonly bytes: Uint8Array
  readonly sid: SignerIdentifier
  readonly digestAlgorithm: AlgorithmIdentifier
  /**
   * `bytes` is what was signed: the attributes as SET OF, not as the `[0]` they are stored under, in the order of the file.
   * null where the content itself was signed.
   */
  readonly signedAttrs: { readonly bytes: Uint8Array; readonly attributes: readonly Attribute[] } | null
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Uint8Array
  readonly unsignedAttrs: readonly Attribute[]
}

export interface SignedData {
  /** Dotted. */
  readonly eContentType: string
  /** The content as it is hashed: contents octets, of an OCTET STRING (CMS) or of any type (PKCS #7). null when detached. */
  readonly eContent: Uint8Array | null
  /** The content as a value of its own, for formats that parse it (SpcIndirectDataContent, TSTInfo inside its OCTET STRING). */
  readonly eContentNode: Der | null
  /** X.509 certificates, DER, in the order of the file. */
  readonly certificates: readonly Uint8Array[]
  readonly crls: readonly Uint8Array[]
  readonly signerInfos: readonly SignerInfoData[]
}

const MAX_CERTIFICATES = 100
const MAX_SIGNERS = 50
const MAX_ATTRIBUTES = 100

/**
 * A ContentInfo that holds SignedData.
 * @param options.trailing `allowed` where the container pads (certificate tables of PE files); otherwise trailing bytes are an error
 * @throws CodecError CMS_MALFORMED and the DER codes
 */
export function parseSignedData(bytes: Uint8Array, options: { readonly trailing?: 'allowed' } = {}): SignedData {
  const node = options.trailing === 'allowed' ? parseDerPrefix(bytes, 'ContentInfo') : parseDer(bytes, 'ContentInfo')
  const contentInfo = new DerCursor(node, 'ContentInfo')
  const type = oidOf(contentInfo.take('contentType'), 'ContentInfo.contentType')
  if (type !== OID.signedData) throw new CodecError('CMS_MALFORMED', `content type ${type} where SignedData belongs`)
  const content = parseDer(contentInfo.take('content', 0xa0).content, 'SignedData')
  contentInfo.end()
  return signedDataOf(content)
}

function signedDataOf(node: Der): SignedData {
  const cursor = new DerCursor(node, 'SignedData')
  smallIntegerOf(cursor.take('version'), 'SignedData.version')
  expectTag(cursor.take('digestAlgorithms'), TAG.set, 'SignedData.digestAlgorithms')
  const encap = new DerCursor(cursor.take('encapContentInfo'), 'EncapsulatedContentInfo')
  const eContentType = oidOf(encap.take('eContentType'), 'eContentType')
  const explicit = encap.optional(0xa0)
  encap.end()
  const eContentNode = explicit && explicit.content.length > 0 ? parseDer(explicit.content, 'eContent') : null
  const certificatesNode = cursor.optional(0xa0)
  const crlsNode = cursor.optional(0xa1)
  const signers = cursor.take('signerInfos', TAG.set)
  cursor.end()
  const certificates = certificatesNode
    ? childrenOf(certificatesNode, 'certificates').filter((child) => child.tag === TAG.sequence)
    : []
  const signerInfos = childrenOf(signers, 'signerInfos')
  if (certificates.length > MAX_CERTIFICATES || signerInfos.length > MAX_SIGNERS) {
    throw new CodecError(
      'CMS_MALFORMED',
      `${certificates.length} certificates, ${signerInfos.length} signers: too many`,
    )
  }
  return {
    eContentType,
    eContent: eContentNode && contentOctets(eContentNode),
    eContentNode,
    certificates: certificates.map(({ bytes }) => bytes),
    crls: crlsNode ? childrenOf(crlsNode, 'crls').map(({ bytes }) => bytes) : [],
    signerInfos: signerInfos.map(signerInfoOf),
  }
}

function contentOctets(node: Der): Uint8Array {
  return node.tag === TAG.constructedOctetString ? octetsOf(node, 'eContent') : node.content
}

/** A SignerInfo (RFC 5652 section 5.3); also the value of a countersignature. */
export function signerInfoOf(node: Der): SignerInfoData {
  const cursor = new DerCursor(node, 'SignerInfo')
  smallIntegerOf(cursor.take('version'), 'SignerInfo.version')
  const sid = signerIdentifierOf(cursor.take('sid'))
  const digestAlgorithm = algorithmIdentifierOf(cursor.take('digestAlgorithm'), 'digestAlgorithm')
  const signed = cursor.optional(0xa0)
  const signatureAlgorithm = algorithmIdentifierOf(cursor.take('signatureAlgorithm'), 'signatureAlgorithm')
  const signature = octetsOf(cursor.take('signature'), 'SignerInfo.signature')
  const unsigned = cursor.optional(0xa1)
  cursor.end()
  return {
    bytes: node.bytes,
    sid,
    digestAlgorithm,
    signedAttrs: signed && {
      bytes: encodeDer(TAG.set, signed.content),
      attributes: attributesOf(signed, 'signedAttrs'),
    },
    signatureAlgorithm,
    signature,
    unsignedAttrs: unsigned ? attributesOf(unsigned, 'unsignedAttrs') : [],
  }
}

function signerIdentifierOf(node: Der): SignerIdentifier {
  if (node.tag === 0x80) return { kind: 'key-identifier', keyIdentifier: node.content }
  const cursor = new DerCursor(node, 'IssuerAndSerialNumber')
  const issuer = cursor.take('issuer', TAG.sequence)
  const serial = integerHexOf(cursor.take('serialNumber'), 'serialNumber')
  cursor.end()
  return { kind: 'issuer-serial', issuer: issuer.bytes, serial }
}

function attributesOf(node: Der, field: string): readonly Attribute[] {
  const attributes = childrenOf(node, field)
  if (attributes.length > MAX_ATTRIBUTES) throw new CodecError('CMS_MALFORMED', `${field}: too many attributes`)
  return attributes.map((child) => {
    const cursor = new DerCursor(child, 'Attribute')
    const oid = oidOf(cursor.take('attrType'), 'attrType')
    const values = childrenOf(cursor.take('attrValues', TAG.set), 'attrValues')
    cursor.end()
    return { oid, values, bytes: child.bytes }
  })
}
