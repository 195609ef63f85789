export {
  chooseSignatureAlgorithm,
  DIGESTS,
  type DigestAlgorithm,
  type DigestName,
  digestByName,
  digestByOid,
  KEY_ALGORITHMS,
  type KeyAlgorithm,
  type KeyKind,
  keyAlgorithm,
  RSA_BITS,
  SIGNATURE_ALGORITHMS,
  type SignatureAlgorithm,
  type SignatureAlgorithmId,
  signatureAlgorithm,
  type WeakDigestName,
} from './algorithms.ts'
export { ByteReader } from './byte-reader.ts'
export { allowLocal, assertAllowed, type Decide, type Decision, type Requester } from './decide.ts'
export { concat, equalBytes, fromBase64, fromHex, fromUtf8, toBase64, toHex, utf8 } from './encoding.ts'
export {
  ChanceryError,
  CORE_ERRORS,
  CoreError,
  type CoreErrorCode,
  type ErrorDetails,
  type ErrorEntry,
  type ErrorFamily,
  type ErrorOptions,
  type ErrorTable,
} from './errors.ts'
export {
  type AlternativeName,
  type CertificateFacts,
  type Fault,
  type SignatureEvidence,
  type SignatureReport,
  type SignerKeyFacts,
  type TimestampAuthority,
  type TimestampFacts,
  VerificationError,
  type Verified,
  type VerifiedSignature,
  type Verifier,
} from './evidence.ts'
export {
  detectFormat,
  type Embedding,
  type Format,
  type FormatOptions,
  type FormatRegistry,
  formatRegistry,
  HEAD_LENGTH,
} from './format.ts'
export { isJsonObject, type JsonObject } from './json-object.ts'
export { applyParts, createDigester, type Digester, inflateExactly, memorySource } from './memory-source.ts'
export {
  type Output,
  prepare,
  type RecordFile,
  type SignInput,
  type SigningFacts,
  type Stage,
  signArtifact,
  type Written,
} from './sign.ts'
export {
  type ArtifactFacts,
  digestOf,
  hostDigest,
  keySigner,
  type PlainData,
  type Signature,
  type Signer,
  type SignerInfo,
  type SigningKey,
  type SignRequest,
} from './signer.ts'
export {
  type ByteSource,
  type DigestFunction,
  type DigestJob,
  type DigestPart,
  literal,
  type Part,
  range,
  wholeDigest,
} from './source.ts'
export type { Stamped, Timestamper, TimestampRefusal, TimestampRoom } from './timestamper.ts'
export { inspectArtifact, verifyArtifact } from './verify.ts'
