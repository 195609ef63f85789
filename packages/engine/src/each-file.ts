import { availableParallelism } from 'node:os'
import type { ChanceryError } from '@chancery/core'
import type { InputFile } from '@chancery/files'
import { concurrently } from './concurrently.ts'
import type { Context } from './context.ts'
import { assertOneFile, type NamedSideFiles } from './found.ts'
import { expandInputs, isRefused } from './inputs.ts'
import { type Outcome, outcomeOf, type VerifiedFile, type VerifyReport } from './report.ts'

/** What was found out about one file, and the exit code it stands for. */
export type FileResult = VerifiedFile & { readonly exitCode: number }

/**
 * Reads files, several at once; every one stands in the report, also where it could not be opened.
 * @param refusal what to say of a path that is no file to read
 */
export async function eachFile(
  context: Context,
  options: NamedSideFiles & { readonly files: readonly string[]; readonly concurrency?: number | undefined },
  work: (file: InputFile) => Promise<FileResult>,
  refusal: (path: string, error: ChanceryError) => FileResult,
): Promise<Outcome<VerifyReport>> {
  const inputs = await expandInputs(options.files, context.cwd)
  assertOneFile(inputs.length, options)
  const concurrency = options.concurrency ?? Math.max(2, availableParallelism())
  const results = await concurrently(inputs, concurrency, async (input) =>
    isRefused(input) ? refusal(input.path, input.error) : work(input),
  )
  return outcomeOf(results)
}
