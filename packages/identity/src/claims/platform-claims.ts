import type { WorkloadIdentity } from '../workload.ts'
import type { ClaimReader } from './claim-reader.ts'

/** What a platform's own claims say, in the common vocabulary. */
export type PlatformClaims = Omit<
  WorkloadIdentity,
  'verified' | 'platform' | 'issuer' | 'subject' | 'audience' | 'tokenId' | 'issuedAt' | 'expiresAt' | 'claims'
>

/**
 * @param issuer of the token, as configured
 * @throws IdentityError IDENTITY_CLAIM_MISSING, IDENTITY_CLAIM_INVALID
 */
export type ReadClaims = (claims: ClaimReader, issuer: string) => PlatformClaims

/** `refs/heads/main` is a branch; a request's own ref is neither branch nor tag, whatever the platform calls it. */
export function refTypeOf(ref: string | null): WorkloadIdentity['source']['refType'] {
  if (ref === null) return null
  if (ref.startsWith('refs/tags/')) return 'tag'
  if (/^refs\/(pull|merge-requests|pull-requests)\//.test(ref)) return 'pull-request'
  return ref.startsWith('refs/heads/') ? 'branch' : null
}

export const NOBODY: { readonly id: null; readonly name: null } = { id: null, name: null }
export const NO_DEFINITION: { readonly uri: null; readonly commit: null } = { uri: null, commit: null }
export const NO_ENVIRONMENT: { readonly name: null; readonly protected: null; readonly tier: null } = {
  name: null,
  protected: null,
  tier: null,
}
