export {
  buildSignedAttributes,
  buildSignedData,
  cmsDigest,
  encodeAttribute,
  replaceUnsignedAttributes,
  type SignedAttributesInput,
  type SignedDataInput,
} from './cms/build.ts'
export { OID } from './cms/oids.ts'
export {
  type Attribute,
  parseSignedData,
  type SignedData,
  type SignerIdentifier,
  type SignerInfoData,
  signerInfoOf,
} from './cms/signed-data.ts'
export {
  encodeBitString,
  encodeBoolean,
  encodeContext,
  encodeContextPrimitive,
  encodeDer,
  encodeGeneralizedTime,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSetOf,
  encodeTime,
  encodeUtf8String,
  utf16beBytes,
} from './der/encode.ts'
export { childrenOf, type Der, DerCursor, expectTag, octetsOf, parseDer, parseDerPrefix } from './der/reader.ts'
export { constructedContextTag, contextTag, TAG } from './der/tags.ts'
export {
  bitStringBytesOf,
  booleanOf,
  integerHexOf,
  namedBitsOf,
  oidOf,
  smallIntegerOf,
  stringOf,
  timeOf,
} from './der/values.ts'
export { CODEC_ERRORS, CodecError, type CodecErrorCode } from './errors.ts'
export { encodePem, type PemBlock, parsePem } from './pem.ts'
export {
  type AlgorithmIdentifier,
  algorithmIdentifierOf,
  encodeDigestIdentifier,
  encodeSignatureIdentifier,
  resolveSignatureScheme,
  type SignatureScheme,
} from './x509/algorithm-identifier.ts'
export {
  basicConstraintsOf,
  type Certificate,
  certificateFacts,
  EXTENSION,
  type Extension,
  extensionValue,
  extKeyUsageOf,
  KEY_PURPOSE,
  KEY_USAGE,
  keyUsageOf,
  parseCertificate,
  subjectKeyIdentifierOf,
} from './x509/certificate.ts'
export { importPublicKey, type PublicKey, parsePublicKey, publicKeyOf } from './x509/public-key.ts'
export { MINIMUM_RSA_BITS, signatureAlgorithmName, verifySignature, verifySignatureStream } from './x509/signature.ts'
