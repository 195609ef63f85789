import type { ProvenanceIdentity, RecordIdentity } from '@chancery/attest'
import { readText } from '@chancery/files'
import type { IssuerConfig } from '@chancery/identity'
import { assertedIdentity, platformHere } from './asserted-identity.ts'
import { type CommonOptions, openContext } from './context.ts'
import type { IssuerEntry } from './identity-reader.ts'

/** A CI job whose identity was proved. Plain data; a `WorkloadIdentity` of @chancery/identity is one. */
export interface Workload extends ProvenanceIdentity {
  /** What the token says, by the platform's own names, for records. */
  readonly claims: Readonly<Record<string, string>>
}

export type JobIdentity =
  | { readonly kind: 'verified'; readonly workload: Workload }
  /** `why`: what to do about it, in a sentence. */
  | { readonly kind: 'none'; readonly why: string }

export interface IdentifyOptions extends CommonOptions {
  /** Where the job runs: 'github', 'jenkins' ... */
  readonly platform: string
  /** Told the token before anything else is done with it: to mask it. */
  readonly onToken: (token: string) => void
}

/** Bytes. */
const MAX_JWKS_BYTES = 256 * 1024

/**
 * Which job this is, by the platform's token and the issuers of chancery.yaml. A token that is there and does not hold is an error, never "none".
 * @returns null where the configuration has no `identity`
 * @throws IdentityError; FilesError where a `jwks` cannot be read; EngineError CONFIG_NOT_FOUND, CONFIG_INVALID
 */
export async function identifyJob(options: IdentifyOptions): Promise<JobIdentity | null> {
  const { config, env, signal } = await openContext(options)
  if (config.identity === null) return null
  const { requestIdentityToken, trustedIssuers, verifyIdentityToken } = await import('@chancery/identity')
  const trusted = trustedIssuers(await Promise.all(config.identity.issuers.map(withKeys)))
  // A token that another platform gave says nothing of where this job runs.
  const issuers = trusted.filter(({ platform }) => platform === options.platform)
  const [first] = issuers
  if (!first) return { kind: 'none', why: `identity.issuers has no issuer of ${options.platform}: add it.` }
  const answer = await requestIdentityToken(first.platform, { env, audience: first.audience ?? '' }, signal)
  if (answer.kind === 'none') return { kind: 'none', why: answer.message }
  options.onToken(answer.token)
  return { kind: 'verified', workload: await verifyIdentityToken(answer.token, { issuers }, signal) }
}

/**
 * The same for whoever is not told by a platform where it runs: by the environment, which is believed in nothing else.
 * @throws as {@link identifyJob}
 */
export async function identifyHere(
  options: CommonOptions,
): Promise<{ readonly workload?: Workload; readonly identity?: RecordIdentity }> {
  const platform = platformHere(options.env ?? {})
  if (platform === null) return {}
  // Nothing here writes the token anywhere, so there is nobody to tell.
  const job = await identifyJob({ ...options, platform, onToken: () => {} })
  if (job?.kind === 'verified') return { workload: job.workload }
  return { identity: assertedIdentity(platform, options.env ?? {}) }
}

async function withKeys({ jwks, ...entry }: IssuerEntry): Promise<IssuerConfig> {
  return jwks === undefined ? entry : { ...entry, jwks: await readText(jwks, MAX_JWKS_BYTES) }
}
