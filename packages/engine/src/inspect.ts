import { ChanceryError, type Format, inspectArtifact, type SignatureReport } from '@chancery/core'
import { type InputFile, openFileSource } from '@chancery/files'
import { type CommonOptions, type Context, openContext } from './context.ts'
import { eachFile, type FileResult } from './each-file.ts'
import { formats } from './formats.ts'
import { find } from './found.ts'
import { divideOperands } from './images/image-operands.ts'
import type { RegistryAccess } from './images/image-options.ts'
import { joinOutcomes, type Outcome, signatureEntry, type VerifyReport } from './report.ts'

export interface InspectOptions extends CommonOptions, RegistryAccess {
  /** Paths and globs, and images. */
  readonly files: readonly string[]
  /** A detached signature of the file; the one beside it by default. */
  readonly signature?: string | undefined
  readonly concurrency?: number | undefined
}

/** Reports what is in files, and decides nothing. A file has a `code` only where it is malformed or cannot be read. */
export async function inspectFiles(options: InspectOptions): Promise<Outcome<VerifyReport>> {
  const context = await openContext(options)
  const { files, images } = await divideOperands(options.files, context.cwd)
  const inspected: Outcome<VerifyReport>[] = []
  if (files.length > 0 || images.length === 0) {
    const inspect = (file: InputFile): Promise<FileResult> => inspectFile(context, options, file)
    inspected.push(
      await eachFile(context, { ...options, files }, inspect, (path, error) => failedFile(path, null, error)),
    )
  }
  if (images.length > 0) {
    const { inspectImages } = await import('./images/each-image.ts')
    inspected.push(await inspectImages(context, { ...options, files: images }))
  }
  return joinOutcomes(inspected)
}

async function inspectFile(
  context: Context,
  { signature }: InspectOptions,
  { path, absolute }: InputFile,
): Promise<FileResult> {
  let format: Format | null = null
  try {
    await using source = await openFileSource(absolute, { signal: context.signal })
    const found = await find(context, { signature }, source, absolute)
    format = found.format
    const reports: SignatureReport[] = []
    if (format && format.sideFileSuffix === null) reports.push(...(await inspectArtifact(source, format)))
    if (found.sideFile !== null) {
      await using sideFile = await openFileSource(found.sideFile)
      reports.push(...(await inspectArtifact(source, formats.get('blob'), sideFile)))
    }
    const record = found.bundle === null ? null : 'not-checked'
    return { path, format: format?.id ?? null, signatures: reports.map(signatureEntry), record, exitCode: 0 }
  } catch (error) {
    if (!(error instanceof ChanceryError)) throw error
    return failedFile(path, format, error)
  }
}

function failedFile(path: string, format: Format | null, error: ChanceryError): FileResult {
  const { code, message, howToFix, exitCode } = error
  return { path, format: format?.id ?? null, code, message, howToFix, signatures: [], record: null, exitCode }
}
