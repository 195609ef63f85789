import type { Platform, WorkloadIdentity } from '../workload.ts'
import { readAzure } from './azure.ts'
import { readBuildkite } from './buildkite.ts'
import { readCircleci } from './circleci.ts'
import { ClaimReader } from './claim-reader.ts'
import { readGithub } from './github.ts'
import { readGitlab } from './gitlab.ts'
import { readJenkins } from './jenkins.ts'
import type { ReadClaims } from './platform-claims.ts'

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

function timeOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
