import type { ChanceryError } from '@chancery/core'
import { expandFiles, FilesError, type FilesErrorCode, type InputFile, SIDE_FILE_SUFFIXES } from '@chancery/files'
import {
  ATTESTATION_SUFFIX,
  envelopePath,
  PROVENANCE_SUFFIX,
  SBOM_SUFFIX,
  TEST_RESULT_SUFFIX,
  VSA_SUFFIX,
} from './record-suffix.ts'
import { RELEASE_SUFFIXES } from './release/names.ts'

/** A path that was named and cannot be taken: it stands in the report in its place, and the others go on. */
export interface RefusedInput {
  readonly path: string
  readonly error: ChanceryError
}

/** What is wrong with one named path; everything else (a glob without a match, a link out of its base) ends the whole run. */
const OF_ONE_PATH: readonly FilesErrorCode[] = ['FILE_NOT_FOUND', 'PATH_IS_DIRECTORY', 'NOT_A_FILE']

/** What `chancery attest` leaves beside one file; of each also the bare envelope. */
const ATTESTATION_SUFFIXES: readonly string[] = [
  PROVENANCE_SUFFIX,
  SBOM_SUFFIX,
  TEST_RESULT_SUFFIX,
  VSA_SUFFIX,
  ATTESTATION_SUFFIX,
]

/** What we leave beside files, `chancery attest` and `chancery release` included: a glob passes over it. */
export const OWN_SIDE_FILES: readonly string[] = [
  ...SIDE_FILE_SUFFIXES,
  ...RELEASE_SUFFIXES,
  ...ATTESTATION_SUFFIXES,
  ...ATTESTATION_SUFFIXES.map(envelopePath),
]

/**
 * The files that patterns mean, in their order, every file once.
 * @param onNothing told of a glob that matches nothing, which ends the run without it
 * @throws FilesError where nothing can be taken at all
 */
export async function expandInputs(
  patterns: readonly string[],
  cwd: string,
  onNothing: ((error: FilesError) => void) | null = null,
): Promise<readonly (InputFile | RefusedInput)[]> {
  const excluded = patterns.filter((pattern) => pattern.startsWith('!'))
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!'))
  const options = { cwd, sideFileSuffixes: OWN_SIDE_FILES }
  if (wanted.length === 0) return expandFiles(patterns, options)
  const inputs: (InputFile | RefusedInput)[] = []
  const taken = new Set<string>()
  for (const pattern of wanted) {
    try {
      for (const file of await expandFiles([pattern, ...excluded], options)) {
        if (!taken.has(file.absolute)) inputs.push(file)
        taken.add(file.absolute)
      }
    } catch (error) {
      if (!(error instanceof FilesError)) throw error
      if (OF_ONE_PATH.includes(error.code)) inputs.push({ path: pattern, error })
      else if (error.code === 'NOTHING_MATCHED' && onNothing) onNothing(error)
      else throw error
    }
  }
  return inputs
}

export function isRefused(input: object): input is RefusedInput {
  return 'error' in input
}
