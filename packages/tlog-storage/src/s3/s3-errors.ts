import { ChanceryError, CoreError } from '@chancery/core'
import { TlogStorageError, type TlogStorageErrorCode } from '../errors.ts'

interface Meaning {
  readonly code: TlogStorageErrorCode
  readonly why: string
  readonly howToFix?: string
}

const CREDENTIALS =
  'Give the credentials to the environment (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, a web identity), and check that they have not expired.'
const RIGHTS =
  'Give them s3:GetObject, s3:PutObject and s3:DeleteObject below the prefix, and s3:ListBucket on the bucket: docs/log.md.'
const REGION = 'Name the region that the bucket is in: log.s3.region of chancery.yaml, or AWS_REGION.'
const CA = 'Name the authority of its certificate: log.s3.ca of chancery.yaml, or --log-ca.'

const refused = (why: string, howToFix: string): Meaning => ({ code: 'LOG_STORE_REFUSED', why, howToFix })
const away = (why: string, howToFix?: string): Meaning => ({
  code: 'LOG_STORE_UNAVAILABLE',
  why,
  ...(howToFix !== undefined && { howToFix }),
})

const NO_CREDENTIALS = refused('there are no credentials', CREDENTIALS)
const UNKNOWN_CREDENTIALS = refused('does not know the credentials', CREDENTIALS)
const EXPIRED = away('the credentials have expired', 'Get new credentials, then try again.')
const OTHER_REGION = refused('the bucket is in another region', REGION)
const BAD_NAME = refused('cannot be the name of a bucket', 'Check log.s3.bucket of chancery.yaml, or the address.')
const CERTIFICATE = refused('the certificate of the server is not by a trusted authority, or not for its name', CA)
const FULL = away('has no space left', 'Make room for the log, or raise the quota; then try again.')

/** Codes of the S3 API, of other servers with it, of the SDK and of Node. */
const MEANING: Readonly<Record<string, Meaning>> = {
  NoSuchBucket: refused('there is no such bucket', 'Make the bucket, or correct its name in log.s3.bucket.'),
  InvalidBucketName: BAD_NAME,
  AccessDenied: refused('the credentials may not do this', RIGHTS),
  AllAccessDisabled: refused('the bucket is closed to everybody', RIGHTS),
  AccountProblem: refused('the account is suspended', RIGHTS),
  InvalidAccessKeyId: UNKNOWN_CREDENTIALS,
  XAdminUserNotFound: UNKNOWN_CREDENTIALS,
  SignatureDoesNotMatch: UNKNOWN_CREDENTIALS,
  InvalidToken: UNKNOWN_CREDENTIALS,
  CredentialsProviderError: NO_CREDENTIALS,
  TokenProviderError: NO_CREDENTIALS,
  ExpiredToken: EXPIRED,
  TokenRefreshRequired: EXPIRED,
  PermanentRedirect: OTHER_REGION,
  TemporaryRedirect: OTHER_REGION,
  AuthorizationHeaderMalformed: OTHER_REGION,
  IllegalLocationConstraintException: OTHER_REGION,
  RequestTimeTooSkewed: away('the clocks differ too much', 'Set the clock of this machine, then try again.'),
  SlowDown: away('asks for fewer requests'),
  Throttling: away('asks for fewer requests'),
  ThrottlingException: away('asks for fewer requests'),
  RequestLimitExceeded: away('asks for fewer requests'),
  InsufficientStorage: FULL,
  QuotaExceeded: FULL,
  XMinioStorageFull: FULL,
  XMinioAdminBucketQuotaExceeded: FULL,
  NotImplemented: {
    code: 'LOG_STORE_UNSAFE',
    why: 'has no conditional writes, or not all of them',
  },
  ECONNREFUSED: away('nobody listens there'),
  ENOTFOUND: away('no such host'),
  ECONNRESET: away('broke off'),
  EPIPE: away('broke off'),
  TimeoutError: away('does not answer in time'),
  AbortError: away('does not answer in time'),
}

/** What Node says of certificates: `SELF_SIGNED_CERT_IN_CHAIN`, `ERR_TLS_CERT_ALTNAME_INVALID`. */
const TLS = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|^ERR_(TLS|SSL)/

/**
 * What the SDK threw, in a code of ours. Nothing of its text is kept: a refusal of a signature repeats what was signed, with the session's token in it.
 * @param what was done: `reading checkpoint`
 */
export function asStoreError(error: unknown, name: string, what: string, signal?: AbortSignal): ChanceryError {
  if (error instanceof ChanceryError) return error
  if (signal?.aborted) return new CoreError('ABORTED', `interrupted while ${name} was asked`)
  const { code, status, request } = factsOf(error)
  const meaning = MEANING[code] ?? meaningOf(code, status, error)
  const told = code === '' ? '' : ` (${code})`
  return new TlogStorageError(meaning.code, `${name}: ${meaning.why}, ${what}${told}`, {
    cause: new Error(`${code || 'no code'}, ${status ?? 'no answer'}`),
    howToFix: meaning.howToFix,
    details: { log: name, code, status, request },
  })
}

/** The codes that say that a write did not take place because its condition did not hold, or that another one is under way. */
export function isConditionFailed(error: unknown): boolean {
  const { code, status } = factsOf(error)
  if (status === 412) return true
  if (status === 409) return code === 'ConditionalRequestConflict' || code === 'OperationAborted'
  return status === 404 && code === 'NoSuchKey'
}

export function isMissing(error: unknown): boolean {
  const { code, status } = factsOf(error)
  return status === 404 && (code === 'NoSuchKey' || code === 'NotFound')
}

function meaningOf(code: string, status: number | null, error: unknown): Meaning {
  if (TLS.test(code)) return CERTIFICATE
  if (error instanceof Error && error.message === 'Region is missing') return refused('no region is named', REGION)
  if (status === null) return away('the connection failed')
  if (status === 429 || status === 408 || status >= 500) return away(`answers ${status}`)
  if (status === 401 || status === 403) return refused(`answers ${status}`, RIGHTS)
  if (status === 301 || status === 307) return OTHER_REGION
  return refused(`answers ${status}`, 'Check the address of the server and the name of the bucket.')
}

interface Facts {
  /** Letters, digits, `_` and `.`; empty where there is none. */
  readonly code: string
  readonly status: number | null
  /** By which the server's own log has it. */
  readonly request: string | null
}

function factsOf(error: unknown): Facts {
  if (typeof error !== 'object' || error === null) return { code: '', status: null, request: null }
  const { name, code, $metadata } = error as { name?: unknown; code?: unknown; $metadata?: unknown }
  const metadata = (typeof $metadata === 'object' && $metadata !== null ? $metadata : {}) as Record<string, unknown>
  const { httpStatusCode, requestId } = metadata
  return {
    code: [code, name].map(asCode).find((text) => text !== '' && text !== 'Error') ?? '',
    status: typeof httpStatusCode === 'number' ? httpStatusCode : null,
    request: asCode(requestId) || null,
  }
}

function asCode(value: unknown): string {
  return typeof value === 'string' && /^[A-Za-z0-9_.-]{1,80}$/.test(value) ? value : ''
}
