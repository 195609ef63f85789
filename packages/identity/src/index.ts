export { type RecordedIdentity, recordedIdentity } from './claims/normalise.ts'
export { IDENTITY_ERRORS, IdentityError, type IdentityErrorCode } from './errors.ts'
export {
  type Http,
  type HttpAnswer,
  type HttpLimits,
  type HttpOptions,
  type HttpRequest,
  nodeHttp,
} from './http.ts'
export { type IssuerConfig, type IssuerOptions, type TrustedIssuer, trustedIssuers } from './issuer.ts'
export { platformOf } from './platform.ts'
export { memoryReplay } from './replay.ts'
export type { NoTokenReason, TokenAnswer } from './request/question.ts'
export { type RequestOptions, requestIdentityToken } from './request/request.ts'
export { type Replay, type VerifyIdentityOptions, verifyIdentityToken } from './verify.ts'
export type { Definition, Named, Platform, WorkloadIdentity } from './workload.ts'
