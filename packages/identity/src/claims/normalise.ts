import type { Platform, WorkloadIdentity } from '../workload.ts'
import { readAzure } from './azure.ts'
import { readBuildkite } from './buildkite.ts'
import { readCircleci } from './circleci.ts'
import { ClaimReader, invalid } from './claim-reader.ts'
import { readGithub } from './github.ts'
import { readGitlab } from './gitlab.ts'
import { readJenkins } from './jenkins.ts'
import type { PlatformClaims, ReadClaims } from './platform-claims.ts'

const READERS: Readonly<Record<Platform, ReadClaims>> = {
  github: readGithub,
  gitlab: readGitlab,
  jenkins: readJenkins,
  buildkite: readBuildkite,
  circleci: readCircleci,
  azure: readAzure,
}

/** What was checked already. */
export interface StandardClaims {
  readonly audience: readonly string[]
  /** Seconds since 1970. */
  readonly issuedAt: number
  readonly expiresAt: number
}

/** @throws IdentityError IDENTITY_CLAIM_MISSING, IDENTITY_CLAIM_INVALID */
export function normaliseClaims(
  platform: Platform,
  issuer: string,
  { audience, issuedAt, expiresAt }: StandardClaims,
  claims: Readonly<Record<string, unknown>>,
): WorkloadIdentity {
  const reader = new ClaimReader(claims)
  const subject = reader.required('sub')
  const tokenId = reader.text('jti')
  const own = READERS[platform](reader, issuer)
  return {
    verified: true,
    platform,
    issuer,
    subject,
    audience,
    tokenId,
    issuedAt: timeOf(issuedAt),
    expiresAt: timeOf(expiresAt),
    ...own,
    claims: { iss: issuer, ...reader.read },
  }
}

/** What a record says of a job. Nothing in it is proved here: it is as good as the record's signature, and its `verified`. */
export interface RecordedIdentity extends PlatformClaims {
  readonly platform: Platform
  readonly issuer: string
  readonly subject: string
}

/**
 * The job that a record names: the claims that were read from its token then, read again into the same vocabulary.
 * @param claims as {@link WorkloadIdentity} has them, `iss` among them
 * @throws IdentityError IDENTITY_CLAIM_MISSING, IDENTITY_CLAIM_INVALID
 */
export function recordedIdentity(platform: string, claims: Readonly<Record<string, unknown>>): RecordedIdentity {
  const reader = new ClaimReader(claims)
  const issuer = reader.required('iss')
  if (!URL.canParse(issuer)) throw invalid('iss', 'is no URL')
  if (!Object.hasOwn(READERS, platform)) throw invalid('iss', 'is of a platform that is not known here')
  const known = platform as Platform
  return { platform: known, issuer, subject: reader.required('sub'), ...READERS[known](reader, issuer) }
}

function timeOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
