import {
  buildSignedAttributes,
  buildSignedData,
  childrenOf,
  cmsDigest,
  DerCursor,
  encodeAttribute,
  OID,
  oidOf,
  parseDer,
  replaceUnsignedAttributes,
} from '@chancery/codec'
import { createDigester, type Signature, type SignerInfo } from '@chancery/core'
import { type AuthenticodeDescription, signedFactsOf } from './description.ts'
import { authenticodeAttributes, encodeIndirectData, type SpcSubject } from './spc.ts'

/** The signed attributes: what the key signs. */
export function authenticodeMessage(
  description: AuthenticodeDescription,
  signer: SignerInfo,
  subject: SpcSubject,
): Uint8Array {
  const { digest, opus } = signedFactsOf(description)
  const content = encodeIndirectData(subject, digest)
  const digester = createDigester(cmsDigest(signer.algorithm))
  // RFC 2315 section 9.3: the contents octets are hashed, not the tag and length that stand before them.
  digester.update(parseDer(content, 'SpcIndirectDataContent').content)
  return buildSignedAttributes({
    contentType: OID.spcIndirectData,
    messageDigest: digester.digest(),
    more: authenticodeAttributes(opus).map(([oid, value]) => encodeAttribute(oid, value)),
  })
}

/** The whole ContentInfo of one signature. */
export function buildAuthenticode(
  description: AuthenticodeDescription,
  signature: Signature,
  subject: SpcSubject,
): Uint8Array {
  return buildSignedData({
    eContentType: OID.spcIndirectData,
    eContent: encodeIndirectData(subject, signedFactsOf(description).digest),
    certificates: signature.signer.certificates,
    signedAttrs: authenticodeMessage(description, signature.signer, subject),
    algorithm: signature.algorithm,
    signature: signature.value,
    unsignedAttrs: signature.timestampTokens.map((token) => encodeAttribute(OID.microsoftTimestampToken, token)),
  })
}

/** `outer` with `inner` added to the signatures that its first signer carries. One attribute holds them all, as signtool has it. */
export function nestSignature(outer: Uint8Array, inner: Uint8Array): Uint8Array {
  return replaceUnsignedAttributes(outer, (attributes) => {
    const nested = attributes.map(nestedIn)
    const others = attributes.filter((_, i) => nested[i] === null)
    return [...others, encodeAttribute(OID.nestedSignature, ...nested.flatMap((values) => values ?? []), inner)]
  })
}

/** The signatures inside an attribute; null where it is another one. */
function nestedIn(attribute: Uint8Array): readonly Uint8Array[] | null {
  const cursor = new DerCursor(parseDer(attribute, 'Attribute'), 'Attribute')
  if (oidOf(cursor.take('attrType'), 'attrType') !== OID.nestedSignature) return null
  return childrenOf(cursor.take('attrValues'), 'attrValues').map(({ bytes }) => bytes)
}
