import { resolve } from 'node:path'
import { AttestError, PROVENANCE_TYPE, type RecordIdentity, SIGNING_RECORD_TYPE } from '@chancery/attest'
import { assertedProvenance, provenancePredicate } from '@chancery/attest/predicates'
import type { PlainData } from '@chancery/core'
import { readText } from '@chancery/files'
import { LOCAL_IDENTITY } from './asserted-identity.ts'
import { readTestResults, type TestOptions } from './attest-tests.ts'
import { readVsa, type VsaOptions } from './attest-vsa.ts'
import type { Context } from './context.ts'
import { EngineError } from './errors.ts'
import type { Workload } from './job-identity.ts'

/** What is said of the subjects, in one of several ways: a predicate with its type; an SBOM, which says itself what it is; or one that we make. */
export interface PredicateOptions extends TestOptions {
  /** URI. */
  readonly predicateType?: string | undefined
  /** Path of a JSON file. */
  readonly predicate?: string | undefined
  /** Path of a CycloneDX or SPDX document in JSON. */
  readonly sbom?: string | undefined
  readonly vsa?: VsaOptions | undefined
  /** SLSA provenance of the CI job that asks. */
  readonly provenance?: boolean | undefined
  /** Provenance also where nobody proved which job asks: of another build type, by a builder that nobody trusts. */
  readonly allowUnverified?: boolean | undefined
  /** The CI job that asks, where that was proved ({@link identifyJob}). */
  readonly workload?: Workload | undefined
  /** Who asks as far as the environment says, where it was not. */
  readonly identity?: RecordIdentity | undefined
}

export interface Predicate {
  readonly predicateType: string
  readonly predicate: PlainData
}

const MAX_PREDICATE_BYTES = 16 * 1024 * 1024

/** The ways, by the flag that stands for each. */
const WAYS: Readonly<Record<string, (options: PredicateOptions) => boolean>> = {
  '--predicate': ({ predicate, predicateType, sbom }) =>
    predicate !== undefined || (predicateType !== undefined && sbom === undefined),
  '--sbom': ({ sbom }) => sbom !== undefined,
  '--test-results': ({ testResults }) => testResults !== undefined,
  '--vsa-result': ({ vsa }) => vsa !== undefined,
  '--provenance': ({ provenance }) => provenance === true,
}

/**
 * @throws EngineError OPTION_INVALID, OPTIONS_CONFLICT, PREDICATE_INVALID, SBOM_UNKNOWN, TEST_RESULTS_INVALID, TESTS_FAILED;
 * AttestError PROVENANCE_UNVERIFIED, STATEMENT_INVALID
 */
export async function readPredicate(context: Context, options: PredicateOptions): Promise<Predicate> {
  const ways = Object.keys(WAYS).filter((way) => WAYS[way]?.(options))
  if (ways.length > 1) throw new EngineError('OPTIONS_CONFLICT', `${ways.join(' and ')} exclude each other`)
  const { predicateType, predicate, sbom, vsa } = options
  assertOwnType(predicateType)
  if (sbom !== undefined) {
    const document = await readJson(resolve(context.cwd, sbom))
    return { predicateType: predicateType ?? sbomType(document, sbom), predicate: document }
  }
  if (options.testResults !== undefined) return readTestResults(context, options)
  if (vsa !== undefined) return readVsa(context, vsa)
  if (options.provenance === true) return provenanceOf(options)
  if (ways.length === 0) {
    throw new EngineError(
      'OPTION_INVALID',
      'nothing to say: one of --provenance, --sbom, --find-sbom, --test-results, --vsa-result and --predicate',
    )
  }
  const missing = [
    ...(predicateType === undefined ? ['--predicate-type'] : []),
    ...(predicate === undefined ? ['--predicate'] : []),
  ]
  if (predicateType === undefined || predicate === undefined)
    throw new EngineError('OPTION_INVALID', `${missing.join(', ')}: missing, where no --sbom is given`)
  return { predicateType, predicate: await readJson(resolve(context.cwd, predicate)) }
}

/**
 * Whoever verifies takes these types for what this program found out and proved. Out of a file they would be what somebody wrote there, under the same key.
 * @throws EngineError OPTION_INVALID; AttestError PROVENANCE_UNVERIFIED
 */
function assertOwnType(predicateType: string | undefined): void {
  if (predicateType === SIGNING_RECORD_TYPE) {
    throw new EngineError(
      'OPTION_INVALID',
      `--predicate-type ${predicateType}: records are made where files are signed`,
    )
  }
  if (predicateType === PROVENANCE_TYPE) {
    throw new AttestError(
      'PROVENANCE_UNVERIFIED',
      `--predicate-type ${predicateType}: provenance is what --provenance says`,
    )
  }
}

function provenanceOf({ workload, identity, allowUnverified }: PredicateOptions): Predicate {
  if (workload) return { predicateType: PROVENANCE_TYPE, predicate: provenancePredicate(workload) }
  if (allowUnverified !== true)
    throw new AttestError('PROVENANCE_UNVERIFIED', 'nobody proved which job this is, so it has no provenance')
  return { predicateType: PROVENANCE_TYPE, predicate: assertedProvenance(identity ?? LOCAL_IDENTITY) }
}

async function readJson(path: string): Promise<PlainData> {
  const text = await readText(path, MAX_PREDICATE_BYTES)
  try {
    return JSON.parse(text) as PlainData
  } catch (cause) {
    throw new EngineError('PREDICATE_INVALID', `${path} is not JSON`, { cause, details: { path } })
  }
}

/**
 * The type under which other tools of the field file the document: by its content, whatever its name.
 * CycloneDX says `bomFormat`; SPDX 2 `spdxVersion`; SPDX 3 is JSON-LD in the context of its version.
 */
function sbomType(document: PlainData, path: string): string {
  const { bomFormat, spdxVersion, '@context': context } = Object(document) as Record<string, unknown>
  if (bomFormat === 'CycloneDX') return 'https://cyclonedx.org/bom'
  const spdx2 = typeof spdxVersion === 'string' ? /^SPDX-(2\.\d+)$/.exec(spdxVersion)?.[1] : undefined
  const spdx3 = typeof context === 'string' ? /^https:\/\/spdx\.org\/rdf\/(3\.\d+)/.exec(context)?.[1] : undefined
  const version = spdx2 ?? spdx3
  if (version !== undefined) return `https://spdx.dev/Document/v${version}`
  throw new EngineError('SBOM_UNKNOWN', `${path} is neither CycloneDX nor SPDX in JSON`, { details: { path } })
}
