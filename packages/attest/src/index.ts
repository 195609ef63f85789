export {
  BUNDLE_MEDIA_TYPE,
  encodeBundle,
  encodeEnvelope,
  MAX_BUNDLE_BYTES,
  type ParsedBundle,
  parseBundle,
} from './bundle.ts'
export { type CertificateBundleOptions, verifyCertificateBundle } from './certificate-bundle.ts'
export { type Envelope, IN_TOTO_PAYLOAD_TYPE, preAuthEncoding, signEnvelope } from './dsse.ts'
export { ATTEST_ERRORS, AttestError, type AttestErrorCode } from './errors.ts'
export { keyFingerprint } from './key-id.ts'
export {
  type NamedDigest,
  TEST_OUTCOMES,
  TEST_RESULT_TYPE,
  type TestOutcome,
  type TestReport,
  testOutcomeOf,
  testResultPredicate,
} from './predicates/test-result.ts'
export { type Verification, VSA_TYPE, vsaPredicate } from './predicates/vsa.ts'
export { assertedProvenance } from './provenance/asserted.ts'
export type { ProvenanceIdentity } from './provenance/identity.ts'
export { type BuildTimes, PROVENANCE_TYPE, provenancePredicate } from './provenance/provenance.ts'
export {
  type RecordContext,
  type RecordIdentity,
  requestDigest,
  SIGNING_RECORD_TYPE,
  signingRecord,
  signStatement,
} from './record.ts'
export { encodeStatement, MAX_SUBJECTS, parseStatement, type Statement, type Subject } from './statement.ts'
export { assertSubject, statementOf, type VerifiedStatement, verifyKeyBundle } from './verify.ts'
