export {
  BUNDLE_MEDIA_TYPE,
  type CertificateBundle,
  encodeBundle,
  encodeEnvelope,
  type KeyBundle,
  MAX_BUNDLE_BYTES,
  type MessageBundle,
  type ParsedBundle,
  parseBundle,
  parseFileBundle,
} from './bundle.ts'
export { type CertificateBundleOptions, verifyCertificateBundle } from './certificate-bundle.ts'
export { type Envelope, IN_TOTO_PAYLOAD_TYPE, preAuthEncoding, signEnvelope } from './dsse.ts'
export { ATTEST_ERRORS, AttestError, type AttestErrorCode } from './errors.ts'
export { keyFingerprint } from './key-id.ts'
export { type Artifact, verifyMessageBundle } from './message-bundle.ts'
export type { ProvenanceIdentity } from './provenance/identity.ts'
export {
  type RecordContext,
  type RecordedFacts,
  type RecordIdentity,
  requestDigest,
  SIGNING_RECORD_TYPE,
  type SignedStatement,
  type StatementKey,
  signAndLog,
  signingRecord,
  signStatement,
} from './record.ts'
export {
  type LoggableSignature,
  type LogReceipt,
  loggableEnvelope,
  type SignatureLog,
} from './signature-log.ts'
export type { TrustedLog, TrustedRoot } from './sigstore/trusted-root.ts'
export {
  encodeStatement,
  MAX_SUBJECTS,
  PROVENANCE_TYPE,
  parseStatement,
  type Statement,
  type Subject,
} from './statement.ts'
export { assertSubject, type LogPlace, statementOf, type VerifiedStatement, verifyKeyBundle } from './verify.ts'
