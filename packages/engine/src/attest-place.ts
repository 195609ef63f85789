import { PROVENANCE_TYPE, parseBundle, type Statement, statementOf } from '@chancery/attest'
import { TEST_RESULT_TYPE, VSA_TYPE } from '@chancery/attest/predicates'
import { ChanceryError } from '@chancery/core'
import { readBundleFile } from './bundle-file.ts'
import { exists } from './config.ts'
import { EngineError } from './errors.ts'
import {
  ATTESTATION_SUFFIX,
  PROVENANCE_SUFFIX,
  SBOM_SUFFIX,
  SIGNATURE_SUFFIX,
  TEST_RESULT_SUFFIX,
  VSA_SUFFIX,
} from './record-suffix.ts'

/** Ending of the bundle beside the one file that a statement is about: each kind has its own, so that none takes another's place. */
export function attestationSuffix(predicateType: string): string {
  if (predicateType === PROVENANCE_TYPE) return PROVENANCE_SUFFIX
  if (predicateType === TEST_RESULT_TYPE) return TEST_RESULT_SUFFIX
  if (predicateType === VSA_TYPE) return VSA_SUFFIX
  return /^https:\/\/(?:cyclonedx\.org\/bom|spdx\.dev\/Document)\b/.test(predicateType)
    ? SBOM_SUFFIX
    : ATTESTATION_SUFFIX
}

/**
 * A bundle or an envelope is replaced by one that says the same kind of thing of the same subjects, by their names: they have been built anew. Everything
 * else that lies there would be lost without a word.
 * @param path absolute
 * @throws EngineError ATTESTATION_PLACE_TAKEN; FilesError where it cannot be read
 */
export async function assertPlaceFree(path: string, { predicateType, subjects }: Statement): Promise<void> {
  if (!(await exists(path))) return
  const there = await readStatement(path)
  if (there?.predicateType === predicateType && namesOf(there) === namesOf({ subjects })) return
  const what = there ? `a statement of type ${there.predicateType} about ${listed(there)}` : 'something else'
  throw new EngineError('ATTESTATION_PLACE_TAKEN', `${path} holds ${what}`, {
    details: { path, predicateType: there?.predicateType ?? null },
  })
}

/** null where it is no statement under a bare key: ours are. */
async function readStatement(path: string): Promise<Statement | null> {
  try {
    const bundle = parseBundle(await readBundleFile(path))
    return bundle.kind === 'key' ? statementOf(bundle.envelope) : null
  } catch (error) {
    if (error instanceof ChanceryError && error.family !== 'environment') return null
    throw error
  }
}

/** A file's detached signature is of the file: `sign` names it beside the file, and `attest` need not. */
function namesOf({ subjects }: Pick<Statement, 'subjects'>): string {
  const names = new Set(subjects.map(({ name }) => name))
  const isSideFile = (name: string): boolean =>
    name.endsWith(SIGNATURE_SUFFIX) && names.has(name.slice(0, -SIGNATURE_SUFFIX.length))
  return JSON.stringify([...names].filter((name) => !isSideFile(name)).sort())
}

function listed({ subjects }: Statement): string {
  const [first] = subjects
  return `${first?.name}${subjects.length > 1 ? ` and ${subjects.length - 1} more` : ''}`
}
