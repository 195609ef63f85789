export { encodeCbor } from './cbor/encode.ts'
export { parseCbor } from './cbor/parse.ts'
export { type Cbor, type CborMap, type CborTag, isCborMap, isCborTag } from './cbor/value.ts'
export {
  buildSignedAttributes,
  buildSignedData,
  cmsDigest,
  encodeAttribute,
  replaceUnsignedAttributes,
  type SignedAttributesInput,
  type SignedDataInput,
} from './cms/build.ts'
export type { SignedContent } from './cms/content.ts'
export { brokenEvidence, type CmsSignature, cmsEvidence } from './cms/evidence.ts'
export { OID } from './cms/oids.ts'
export { type ChangeTokens, renewToken, replaceTimestamps, withRenewal } from './cms/replace-timestamps.ts'
export {
  type Attribute,
  parseSignedData,
  type SignedData,
  type SignerIdentifier,
  type SignerInfoData,
  signerInfoOf,
} from './cms/signed-data.ts'
export { type TimestampTokenFacts, verifyTimestampToken } from './cms/timestamp-token.ts'
export {
  authorityFacts,
  decidingTimestamp,
  sameAuthority,
  trustedTimestamps,
  withRenewals,
} from './cms/timestamp-trust.ts'
export { type FoundTimestamp, findTimestamps, parseTimestamps } from './cms/timestamps.ts'
export {
  encodeMessageImprint,
  encodeTstInfo,
  messageImprintOf,
  parseTstInfo,
  type TstInfo,
  type TstInfoInput,
} from './cms/tst-info.ts'
export { COSE_HEADER, type CoseSign1, coseSign1Message, encodeCoseSign1, parseCoseSign1 } from './cose/sign1.ts'
export { derSignatureValue, rawSignatureValue } from './cose/signature-value.ts'
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
export {
  childrenOf,
  type Der,
  DerCursor,
  eachChild,
  expectTag,
  octetsOf,
  parseDer,
  parseDerPrefix,
} from './der/reader.ts'
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
export { CODEC_ERRORS, CodecError, type CodecErrorCode, codecFault, faultOfError } from './errors.ts'
export { canonicalJson } from './jcs.ts'
export { type JsonFault, JsonMembers, parseJsonMembers } from './json-members.ts'
export {
  type Descriptor,
  DOCKER_INDEX,
  DOCKER_MANIFEST,
  descriptorIn,
  EMPTY_CONFIG,
  IMAGE_INDEX,
  IMAGE_MANIFEST,
  isDigest,
  MAX_MANIFEST,
  ociDigest,
} from './oci.ts'
export { encodePem, type PemBlock, parsePem } from './pem.ts'
export { parseStrictJson, type StrictJsonOptions } from './strict-json.ts'
export {
  type AlgorithmIdentifier,
  algorithmIdentifierOf,
  encodeDigestIdentifier,
  encodeSignatureIdentifier,
  resolveSignatureScheme,
  type SignatureScheme,
} from './x509/algorithm-identifier.ts'
export {
  buildCertificateContent,
  buildRequestContent,
  buildSigned,
  type CertificateContent,
  encodeAuthorityKeyIdentifier,
  encodeBasicConstraints,
  encodeExtKeyUsage,
  encodeKeyUsage,
  encodeSubjectKeyIdentifier,
} from './x509/build.ts'
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
  signerKeyFacts,
  subjectKeyIdentifierOf,
} from './x509/certificate.ts'
export { type CertificateList, parseCrl } from './x509/crl.ts'
export { alternativeNamesOf } from './x509/general-name.ts'
export { encodeName } from './x509/name-text.ts'
export { type PathInput, type VerifiedPath, verifyPath } from './x509/path.ts'
export { importPublicKey, type KeyFamily, type PublicKey, parsePublicKey, publicKeyOf } from './x509/public-key.ts'
export { isTimestampAuthority, type Purpose } from './x509/purpose.ts'
export { MINIMUM_RSA_BITS, signatureAlgorithmName, verifySignature, verifySignatureStream } from './x509/signature.ts'
export { readZipCentral, type ZipCentral } from './zip/central-directory.ts'
export { readZipContent, readZipDirectory, type ZipDirectory, zipContent, zipNameBytes } from './zip/directory.ts'
export { type EncodedZipEntry, encodeZipEntry, moveZipHeader, type NewZipEntry, ZIP_EPOCH } from './zip/encode.ts'
export { encodeZipEnd, readZipEnd, type ZipEnd } from './zip/end-record.ts'
export { printableName, ZIP_FLAG, ZIP_METHOD, ZIP_SIGNATURE, type ZipEntry, type ZipHeader } from './zip/entry.ts'
export { ZIP_ERRORS, ZipError, type ZipErrorCode } from './zip/errors.ts'
