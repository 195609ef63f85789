import { type ByteSource, CoreError, detectFormat, type Format } from '@chancery/core'
import { type FilesError, type InputFile, type OutputPlan, planOutputs } from '@chancery/files'
import type { Context } from './context.ts'
import { EngineError } from './errors.ts'
import { formats } from './formats.ts'
import { expandInputs, isRefused, type RefusedInput } from './inputs.ts'
import type { SignOptions } from './sign.ts'

/**
 * What is signed and where it goes, in the order of the command line; looks at no content.
 * @throws EngineError OPTIONS_CONFLICT, OUTPUT_NOT_GIVEN; CoreError FORMAT_UNKNOWN; FilesError OUTPUT_COLLISION and its like
 */
export async function planFiles(
  context: Context,
  options: SignOptions,
): Promise<readonly (OutputPlan | RefusedInput)[]> {
  const { out, inPlace } = options
  if (out !== undefined && inPlace) throw new EngineError('OPTIONS_CONFLICT', '--out and --in-place exclude each other')
  if (out === undefined && !inPlace) throw new EngineError('OUTPUT_NOT_GIVEN', 'neither --out nor --in-place was given')
  if (options.format !== undefined) formats.get(options.format)
  const { ifNoFiles, onWarning } = options
  const onNothing = ({ code, message }: FilesError): void =>
    onWarning?.(code, `${message}, and nothing is signed for it`)
  const inputs = await expandInputs(options.files, context.cwd, ifNoFiles === 'warn' ? onNothing : null)
  const files = inputs.filter((input): input is InputFile => !isRefused(input))
  const plans = planOutputs(files, out === undefined ? { kind: 'in-place' } : { kind: 'folder', folder: out })
  const planned = new Map(files.map((file, index) => [file, plans[index] as OutputPlan]))
  return inputs.map((input) => (isRefused(input) ? input : (planned.get(input) as OutputPlan)))
}

/**
 * The format to sign a file in: `blob` covers what is of no known kind, every other forced format must fit the content.
 * @throws EngineError EMPTY_FILE, FORMAT_NOT_RECOGNISED; CoreError FORMAT_MISMATCH
 */
export async function formatFor(source: ByteSource, forced: string | undefined): Promise<Format> {
  if (source.size === 0) throw new EngineError('EMPTY_FILE', `${source.name} is empty`)
  const detected = await detectFormat(source, formats)
  if (forced === undefined || forced === 'blob') {
    if (detected) return detected
    if (forced === 'blob') return formats.get('blob')
    throw new EngineError('FORMAT_NOT_RECOGNISED', `${source.name} is of no kind that has a format`)
  }
  const format = formats.get(forced)
  if (detected?.id !== format.id && !(await mayBe(source, format))) {
    throw new CoreError(
      'FORMAT_MISMATCH',
      `${source.name} is not ${format.id}${detected ? `, but ${detected.id}` : ''}`,
      { details: { format: format.id, detected: detected?.id ?? null } },
    )
  }
  return format
}

/** Whether the content allows a format when the name does not speak for it. */
async function mayBe(source: ByteSource, format: Format): Promise<boolean> {
  const named: ByteSource = {
    size: source.size,
    name: `file${format.suffixes[0] ?? ''}`,
    read: (start, length) => source.read(start, length),
    digest: (jobs) => source.digest(jobs),
  }
  return (await detectFormat(named, { all: [format], get: () => format })) !== null
}
