import { resolve } from 'node:path'
import type { PlainData } from '@chancery/core'
import { readText } from '@chancery/files'
import type { Context } from './context.ts'
import { EngineError } from './errors.ts'

/** What is said of the subjects: a predicate with its type, or an SBOM, which says itself what it is. */
export interface PredicateOptions {
  /** URI. */
  readonly predicateType?: string | undefined
  /** Path of a JSON file. */
  readonly predicate?: string | undefined
  /** Path of a CycloneDX or SPDX document in JSON. */
  readonly sbom?: string | undefined
}

export interface Predicate {
  readonly predicateType: string
  readonly predicate: PlainData
}

const MAX_PREDICATE_BYTES = 16 * 1024 * 1024

/** @throws EngineError OPTION_INVALID, OPTIONS_CONFLICT, PREDICATE_INVALID, SBOM_UNKNOWN */
export async function readPredicate(context: Context, options: PredicateOptions): Promise<Predicate> {
  const { predicateType, predicate, sbom } = options
  if (sbom !== undefined) {
    if (predicate !== undefined) throw new EngineError('OPTIONS_CONFLICT', '--sbom and --predicate exclude each other')
    const document = await readJson(resolve(context.cwd, sbom))
    return { predicateType: predicateType ?? sbomType(document, sbom), predicate: document }
  }
  const missing = [
    ...(predicateType === undefined ? ['--predicate-type'] : []),
    ...(predicate === undefined ? ['--predicate'] : []),
  ]
  if (predicateType === undefined || predicate === undefined) {
    throw new EngineError('OPTION_INVALID', `${missing.join(', ')}: missing, where no --sbom is given`)
  }
  return { predicateType, predicate: await readJson(resolve(context.cwd, predicate)) }
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
