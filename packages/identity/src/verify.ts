import { missing } from './claims/claim-reader.ts'
import { normaliseClaims } from './claims/normalise.ts'
import { checkConditions } from './conditions.ts'
import { IdentityError } from './errors.ts'
import type { TrustedIssuer } from './issuer.ts'
import { claimedIssuer, replayId, signedClaims } from './token.ts'
import type { WorkloadIdentity } from './workload.ts'

/** Remembers which tokens were used. Shared by all who accept tokens for one audience. */
export interface Replay {
  /**
   * True where `id` was here before; otherwise it is from now on, at least until `until`. One step: two who ask at once must not both hear false.
   * @param id SHA-256 in hex; the token cannot be got from it
   */
  seen(id: string, until: Date): boolean | Promise<boolean>
}

export interface VerifyIdentityOptions {
  /** By {@link trustedIssuers}. */
  readonly issuers: readonly TrustedIssuer[]
  /** Without it a token may be used more than once: right for a job that verifies its own. */
  readonly replay?: Replay | undefined
  readonly clock?: () => Date
  /** Seconds by which the clocks may differ: 60 by default, 300 at most. */
  readonly skew?: number
}

const MOST_SKEW = 300

/**
 * Who runs this job, proved: the token is of a trusted issuer, signed by one of its keys, meant for us, in its time, not used before, and says all that its platform says.
 * No error has the token or a part of it in message, details or cause.
 * @param token a compact JWS, with or without white space around it
 * @throws IdentityError with any code but IDENTITY_CONFIG_INVALID and IDENTITY_REQUEST_FAILED; CoreError ABORTED
 */
export async function verifyIdentityToken(
  token: string,
  options: VerifyIdentityOptions,
  signal?: AbortSignal,
): Promise<WorkloadIdentity> {
  const { issuers, replay, clock = () => new Date(), skew = 60 } = options
  if (!(skew >= 0 && skew <= MOST_SKEW)) throw new TypeError(`skew is between 0 and ${MOST_SKEW} seconds`)
  const text = token.trim()
  const issuer = trusted(issuers, claimedIssuer(text))
  const claims = await signedClaims(text, issuer, signal)
  const standard = checkConditions(claims, issuer, { now: clock(), skew })
  const identity = normaliseClaims(issuer.platform, issuer.issuer, standard, claims)
  checkOrganization(identity, issuer)
  // Last: a token that is refused is not used up.
  if (await replay?.seen(replayId(text), new Date((standard.expiresAt + skew) * 1000))) {
    throw new IdentityError('IDENTITY_REPLAYED', 'the token was used before', { details: { issuer: issuer.issuer } })
  }
  return identity
}

function trusted(issuers: readonly TrustedIssuer[], iss: string): TrustedIssuer {
  const issuer = issuers.find((one) => one.issuer === iss)
  if (issuer) return issuer
  const details = { found: iss.slice(0, 200), trusted: issuers.map((one) => one.issuer) }
  throw new IdentityError('IDENTITY_ISSUER', 'the token is of an issuer that is not trusted', { details })
}

function checkOrganization({ organization }: WorkloadIdentity, { organization: expected }: TrustedIssuer): void {
  if (!expected) return
  const [wanted, found] = 'id' in expected ? [expected.id, organization.id] : [expected.name, organization.name]
  if (found === null) throw missing('id' in expected ? "the organization's id" : "the organization's name")
  if (found !== wanted) {
    const details = { expected: wanted, found }
    throw new IdentityError('IDENTITY_ORGANIZATION', 'the job belongs to another organization', { details })
  }
}
