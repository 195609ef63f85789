export type { RecordIdentity } from '@chancery/attest'
export { assertedIdentity } from './asserted-identity.ts'
export type { Attestation, AttestOptions, AttestReport } from './attest.ts'
export type { VsaOptions } from './attest-vsa.ts'
export { CONFIG_NAME, type Config, type KeyConfig, loadConfig, type TimestampConfig } from './config.ts'
export type { CommonOptions } from './context.ts'
export { ENGINE_ERRORS, EngineError, type EngineErrorCode } from './errors.ts'
export type { IdentityConfig, IssuerEntry } from './identity-reader.ts'
export type { CopyOptions, CopyReport } from './images/copy.ts'
export { isImage } from './images/image-operands.ts'
export type { InitOptions, InitReport } from './init.ts'
export type { InspectOptions } from './inspect.ts'
export type { IdentifyOptions, JobIdentity, Workload } from './job-identity.ts'
export { type KeyRule, keyNames } from './key-rules.ts'
export type { GenerateOptions, KeyEntry, KeysOptions, KeysReport, RequestOptions, RequestReport } from './keys.ts'
export type { LogReport } from './log/create-log.ts'
export type { RecordedEvent } from './log/events/event-log.ts'
export type { FlushReport } from './log/flush-log.ts'
export { nearest, suggestion } from './nearest.ts'
export {
  attestFiles,
  copyImage,
  createLog,
  flushLog,
  generateKey,
  identifyHere,
  identifyJob,
  importCertificate,
  initialise,
  initTrust,
  inspectFiles,
  listKeys,
  releaseFiles,
  requestCertificate,
  rotateTrust,
  serveTimestampAuthority,
  showTrust,
  timestampFiles,
  verifyFiles,
} from './operations-on-demand.ts'
export {
  attestOptions,
  checkValues,
  commonOptions,
  copyOptions,
  generateOptions,
  inspectOptions,
  keysOptions,
  type OptionValues,
  releaseOptions,
  requestOptions,
  serveOptions,
  signOptions,
  timestampOptions,
  verifyOptions,
} from './option-values.ts'
export type { RegistryConfig } from './registry-reader.ts'
export { MANIFEST_NAME } from './release/names.ts'
export type { ReleaseOptions } from './release/options.ts'
export type { ReleaseDiff, ReleasedFile, ReleasedImage, ReleaseReport } from './release/report.ts'
export {
  type Failure,
  failureOf,
  type ImageAttestation,
  type ImageEntry,
  type ImageSignatureEntry,
  type ImageTree,
  type JobEntry,
  type Outcome,
  type RecordVerdict,
  type SignatureEntry,
  type SignedFile,
  type SignReport,
  type VerifiedFile,
  type VerifyReport,
} from './report.ts'
export type { Requirement } from './requirements.ts'
export { sarifLog } from './sarif.ts'
export type { ServedRequest, ServedTimestamps, ServeReport, ServeTimestampsOptions } from './serve-timestamps.ts'
export { type SignOptions, type SignProgress, signFiles } from './sign.ts'
export type { TimestampOptions } from './timestamp/options.ts'
export type { TimestampedFile, TimestampReport } from './timestamp/report.ts'
export type { TimestampChoice } from './timestamping.ts'
export type { TrustOptions } from './trust.ts'
export {
  type NamedFile,
  type TrustEntries,
  type TrustInitOptions,
  type TrustRotateOptions,
  type TrustShowOptions,
  trustInitOptions,
  trustRotateOptions,
  trustShowOptions,
} from './trust-root/options.ts'
export type { TrustReport, TrustReportEntry } from './trust-root/report.ts'
export type { VerifyOptions } from './verify.ts'
export { VERSION } from './version.ts'
