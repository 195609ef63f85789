import type { PlainData } from '@chancery/core'
import type { ProvenanceIdentity } from './identity.ts'

/** A ResourceDescriptor of in-toto, as far as we fill it. */
export interface Dependency {
  readonly uri?: string
  readonly digest?: Readonly<Record<string, string>>
}

/** What a build type says of one job. */
export interface Build {
  readonly buildType: string
  /** What somebody outside the platform chose: a verifier must look at all of it. */
  readonly externalParameters: PlainData
  readonly internalParameters: PlainData
  readonly resolvedDependencies: readonly Dependency[]
  readonly builderId: string
  readonly invocationId: string | null
}

/** @throws AttestError STATEMENT_INVALID where the identity lacks what the build type demands */
export type DescribeBuild = (identity: ProvenanceIdentity) => Build

/** Without the members that are null: a record says only what is known. */
export function known(
  members: Readonly<Record<string, string | boolean | null>>,
): Readonly<Record<string, string | boolean>> {
  const entries = Object.entries(members).filter((entry): entry is [string, string | boolean] => entry[1] !== null)
  return Object.fromEntries(entries)
}

/** The commit that was built, with where it is from as far as that is known. */
export function sourceDependency({ repository, ref, commit }: ProvenanceIdentity['source']): readonly Dependency[] {
  if (commit === null) return []
  return [{ ...(repository === null ? {} : { uri: gitUri(repository, ref) }), digest: { gitCommit: commit } }]
}

export function gitUri(repository: string, ref: string | null): string {
  return `git+${repository}${ref === null ? '' : `@${ref}`}`
}

/**
 * The platform and how far its word goes. Each mode is another builder, because a verifier trusts them differently (SLSA v1, "builder.id"):
 * a machine of the platform, one of its customer's, one that the platform says nothing of; and each with a person at the keyboard.
 */
export function builderId({ issuer, runner }: ProvenanceIdentity): string {
  const mode = { true: 'hosted', false: 'self-hosted', null: 'unspecified' }[`${runner.hosted}`]
  return `${issuer}#${mode}${runner.interactive === true ? '-interactive' : ''}`
}

/** The page of the run, or else its numbers. */
export function invocationOf({ run }: ProvenanceIdentity): string | null {
  const numbers = [run.id, run.attempt, run.job].filter((part) => part !== null)
  return run.url ?? (numbers.length > 0 ? numbers.join('/') : null)
}
