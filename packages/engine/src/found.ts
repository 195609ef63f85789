import { resolve } from 'node:path'
import { type ByteSource, detectFormat, type Format } from '@chancery/core'
import { exists } from './config.ts'
import type { Context } from './context.ts'
import { EngineError } from './errors.ts'
import { formats } from './formats.ts'
import { PROVENANCE_SUFFIX, RECORD_SUFFIX, SIGNATURE_SUFFIX } from './record-suffix.ts'

/** Side files that the caller names, instead of those beside the file. */
export interface NamedSideFiles {
  readonly signature?: string | undefined
  readonly bundle?: string | undefined
  readonly provenanceBundle?: string | undefined
  /** The verification summary that is to be written. */
  readonly vsaFile?: string | undefined
}

/** What a file is, and what lies beside it: paths, or null. */
export interface Found {
  readonly format: Format | null
  readonly sideFile: string | null
  readonly bundle: string | null
  readonly provenance: string | null
}

/** The format by content; a file of no known kind that has a detached signature is a blob. */
export async function find(context: Context, named: NamedSideFiles, source: ByteSource, path: string): Promise<Found> {
  const beside = async (suffix: string): Promise<string | null> =>
    (await exists(path + suffix)) ? path + suffix : null
  const { signature, bundle, provenanceBundle } = named
  const detected = source.size === 0 ? null : await detectFormat(source, formats)
  const sideFile = signature === undefined ? await beside(SIGNATURE_SUFFIX) : resolve(context.cwd, signature)
  return {
    format: detected ?? (sideFile === null ? null : formats.get('blob')),
    sideFile,
    bundle: bundle === undefined ? await beside(RECORD_SUFFIX) : resolve(context.cwd, bundle),
    provenance:
      provenanceBundle === undefined ? await beside(PROVENANCE_SUFFIX) : resolve(context.cwd, provenanceBundle),
  }
}

/** A side file is of one file. @throws EngineError OPTIONS_CONFLICT */
export function assertOneFile(count: number, { signature, bundle, provenanceBundle, vsaFile }: NamedSideFiles): void {
  if (vsaFile !== undefined && count !== 1) {
    throw new EngineError('OPTIONS_CONFLICT', `--vsa ${vsaFile} is of one file, and ${count} were given`, {
      howToFix: 'Give a folder, with a slash at its end: --vsa summaries/.',
    })
  }
  if ((signature ?? bundle ?? provenanceBundle) === undefined || count === 1) return
  const message = '--signature, --bundle and --provenance-bundle are of one file, and several were given'
  throw new EngineError('OPTIONS_CONFLICT', message, {
    howToFix: 'Verify the file that the side file belongs to alone.',
  })
}
