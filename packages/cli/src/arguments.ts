import { parseArgs } from 'node:util'
import type { OperationSpec, OptionSpec } from '@chancery/engine/operations'

export interface ParsedArguments {
  readonly operands: readonly string[]
  readonly values: Readonly<Record<string, string | boolean | readonly string[] | undefined>>
  /** Everything that is wrong with the command line. */
  readonly problems: readonly string[]
}

/** Splits a command line by the table of its operation. @param didYouMean ` (did you mean "x"?)` or nothing */
export function parseArguments(
  operation: OperationSpec,
  argv: readonly string[],
  didYouMean: (word: string, known: readonly string[]) => string,
): ParsedArguments {
  const specs = new Map(operation.options.flatMap(flagsOf))
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      [...specs].map(([flag, { option }]) => [flag, { type: takesValue(option) ? 'string' : 'boolean' } as const]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  // `--key --in-place` lacks a key; what only begins like a flag may be a value.
  const isFlag = (text: string): boolean => text.startsWith('--') && specs.has(text.slice(2))
  const operands: string[] = []
  const problems: string[] = []
  const values: Record<string, string | boolean | string[]> = {}
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind !== 'option') continue
    const spec = specs.get(token.name)
    if (!spec) {
      problems.push(`${token.rawName} is unknown${didYouMean(token.name, [...specs.keys()])}`)
    } else if (!takesValue(spec.option)) {
      if (token.value !== undefined) problems.push(`${token.rawName} takes no value`)
      values[spec.option.name] = spec.on
    } else if (token.value === undefined || token.value === '' || (!token.inlineValue && isFlag(token.value))) {
      problems.push(`${token.rawName} needs a value: ${token.rawName} ${spec.option.value ?? 'VALUE'}`)
    } else if (spec.option.kind === 'list') {
      values[spec.option.name] = [...((values[spec.option.name] as string[] | undefined) ?? []), token.value]
    } else if (values[spec.option.name] !== undefined) {
      problems.push(`${token.rawName} is given twice`)
    } else {
      values[spec.option.name] = token.value
    }
  }
  if (operation.operands === null && operands.length > 0) problems.push(`takes no operands: ${operands.join(' ')}`)
  if (operation.operands?.startsWith('[') === false && operands.length === 0)
    problems.push(`needs ${operation.operands}`)
  return { operands, values, problems }
}

function takesValue({ kind }: OptionSpec): boolean {
  return kind === 'text' || kind === 'number' || kind === 'list'
}

function flagsOf(option: OptionSpec): [string, { option: OptionSpec; on: boolean }][] {
  const flag: [string, { option: OptionSpec; on: boolean }] = [option.name, { option, on: true }]
  return option.kind === 'switch' ? [flag, [`no-${option.name}`, { option, on: false }]] : [flag]
}
