import { checkValues, EngineError, nearest, type OptionValues, suggestion } from '@chancery/engine'
import type { OperationSpec, OptionSpec } from '@chancery/engine/operations'
import type { StepHost } from './host.ts'
import { IMAGES, imageOperand, takesImages } from './images.ts'

/** The options of an operation that are inputs of its step: all but those of a terminal. */
export function inputsOf(operation: OperationSpec): readonly OptionSpec[] {
  return operation.options.filter(({ terminalOnly }) => !terminalOnly)
}

export function inputName(option: OptionSpec): string {
  return option.input ?? option.name
}

/** Files are to be given: the operands stand in no brackets, and there is nothing else to give. */
export function needsFiles(operation: OperationSpec): boolean {
  return needsOperands(operation) && !takesImages(operation)
}

function needsOperands({ operands }: OperationSpec): boolean {
  return operands?.startsWith('[') === false
}

/** Names of all inputs of an operation's step, `files` first where it takes files. */
export function inputNames(operation: OperationSpec): readonly string[] {
  return [...(operation.operands === null ? [] : ['files']), ...inputsOf(operation).map(inputName)]
}

export interface StepInputs {
  /** Images, too: each as operands name it. */
  readonly files: readonly string[]
  readonly values: OptionValues
}

/**
 * Reads the inputs of a step by the table of its operation: lists one a line, flags as true or false.
 * @throws EngineError OPTION_INVALID with every problem
 */
export function readInputs(host: StepHost, operation: OperationSpec): StepInputs {
  const values: Record<string, string | boolean | readonly string[]> = {}
  const problems: string[] = []
  for (const option of inputsOf(operation)) {
    const given = host.input(inputName(option)).trim()
    if (given === '') continue
    if (option.kind === 'flag' || option.kind === 'switch') {
      const on = booleanOf(given)
      if (on === null) problems.push(`${inputName(option)}: ${given} is neither true nor false`)
      else values[option.name] = on
    } else {
      values[option.name] = option.kind === 'list' ? lines(given) : given
    }
  }
  const { [IMAGES.name]: images = [], ...others } = values
  const files = [
    ...(operation.operands === null ? [] : lines(host.input('files'))),
    ...(images as readonly string[]).map(imageOperand),
  ]
  if (needsOperands(operation) && files.length === 0)
    problems.push(needsFiles(operation) ? 'files: is missing' : 'files, images: neither is given')
  if (problems.length > 0) throw new EngineError('OPTION_INVALID', problems.join('; '), { details: { problems } })
  checkValues(operation, others)
  return { files, values: others }
}

/**
 * Names that were given and are none. A step goes on without them, so that a workflow outlives an input that was renamed; but not where that might weaken
 * what is demanded or signed: at a gate, and where the input that was meant is a guard.
 * @returns what is to be warned of
 * @throws EngineError OPTION_INVALID where the step must not go on
 */
export function unknownInputs(given: readonly string[], operation: OperationSpec): readonly string[] {
  const known = inputNames(operation)
  const unknown = given.filter((name) => !known.includes(name))
  const said = (name: string): string => `${name}: is unknown${suggestion(name, known)}`
  const problems = unknown.filter((name) => operation.gate || mayGuard(name, operation)).map(said)
  if (problems.length > 0) throw new EngineError('OPTION_INVALID', problems.join('; '), { details: { problems } })
  return unknown.map(said)
}

/** Whether the nearest input is a guard, or the name has a word that only guards have: `dry`, `identity`. */
function mayGuard(name: string, operation: OperationSpec): boolean {
  const guards = inputsOf(operation).flatMap((option) => (option.guard ? [inputName(option)] : []))
  const others = new Set(
    inputNames(operation)
      .filter((known) => !guards.includes(known))
      .flatMap(wordsOf),
  )
  const words = new Set(guards.flatMap(wordsOf).filter((word) => !others.has(word)))
  const meant = nearest(name, inputNames(operation))
  // Of fewer files, too, less is signed than was meant.
  return (
    (meant !== null && (meant === 'files' || guards.includes(meant))) || wordsOf(name).some((word) => words.has(word))
  )
}

function wordsOf(name: string): readonly string[] {
  return name.split(/[-_ ]/).filter((word) => word.length > 2)
}

function lines(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** YAML's spellings, as @actions/core takes them. */
function booleanOf(text: string): boolean | null {
  if (/^(true|True|TRUE)$/.test(text)) return true
  return /^(false|False|FALSE)$/.test(text) ? false : null
}
