import type { PlainData } from '@chancery/core'
import { AttestError } from '../errors.ts'

/** predicateType of a verification summary (VSA), SLSA 1.0 to 1.2. */
export const VSA_TYPE = 'https://slsa.dev/verification_summary/v1'

/** What somebody found who verified an artifact against a policy. Each is a claim of whoever signs the summary. */
export interface Verification {
  /** URI of who verified. */
  readonly verifier: string
  /** What it verified with: name to version. */
  readonly version?: Readonly<Record<string, string>>
  readonly verifiedAt: Date
  /** URI under which the artifact is fetched: it is compared by whoever reads the summary. */
  readonly resourceUri: string
  readonly policy: { readonly uri: string; readonly sha256: string | null }
  readonly result: 'PASSED' | 'FAILED'
  /** `SLSA_BUILD_LEVEL_2`, at most one of each track, and names of the verifier's own. Of what failed there are none. */
  readonly levels: readonly string[]
  /** All attestations that were looked at, or none. */
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[]
}

/** A SlsaResult of SLSA v1.2, "Verification Summary Attestation". */
const SLSA_LEVEL = /^SLSA_([A-Z]+)_LEVEL_(?:UNEVALUATED|[0-9])$/

/** @throws AttestError STATEMENT_INVALID with every problem */
export function vsaPredicate(verification: Verification): PlainData {
  const { verifier, version, verifiedAt, resourceUri, policy, result, levels, inputs } = verification
  const problems = [
    ...[verifier, resourceUri, policy.uri]
      .filter((uri) => !isUri(uri))
      .map((uri) => `${JSON.stringify(uri)} is no URI`),
    ...levelProblems(result, levels),
  ]
  if (problems.length > 0) throw new AttestError('STATEMENT_INVALID', problems.join('; '), { details: { problems } })
  return {
    verifier: { id: verifier, ...(version && { version: { ...version } }) },
    timeVerified: verifiedAt.toISOString(),
    resourceUri,
    policy: { uri: policy.uri, ...(policy.sha256 !== null && { digest: { sha256: policy.sha256 } }) },
    ...(inputs.length > 0 && {
      inputAttestations: inputs.map(({ name, sha256 }) => ({ uri: name, digest: { sha256 } })),
    }),
    verificationResult: result,
    verifiedLevels: result === 'FAILED' ? ['FAILED'] : [...levels],
  } as unknown as PlainData
}

function levelProblems(result: Verification['result'], levels: readonly string[]): readonly string[] {
  if (result === 'FAILED') return levels.length > 0 ? ['what failed has no level'] : []
  const tracks = levels.flatMap((level) => SLSA_LEVEL.exec(level)?.[1] ?? [])
  const strange = levels.filter(
    (level) => level === 'FAILED' || level === '' || (level.startsWith('SLSA_') && !SLSA_LEVEL.test(level)),
  )
  return [
    ...(levels.length === 0 ? ['what passed has a level'] : []),
    ...strange.map((level) => `${JSON.stringify(level)} is no level`),
    ...(new Set(tracks).size < tracks.length ? ['a track has two levels'] : []),
  ]
}

function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\S+$/i.test(text)
}
