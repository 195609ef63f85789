import { suggestion } from '@chancery/engine'
import type { OperationSpec, OptionSpec } from '@chancery/engine/operations'
import { inputName, inputsOf } from './inputs.ts'

export interface StepArguments {
  /** By input name; lists one a line. */
  readonly inputs: Readonly<Record<string, string>>
  /** Everything that is wrong with how they are written. */
  readonly problems: readonly string[]
}

/** The inputs of a step as they stand on a command line; an input can be called by the name of its flag as well (`--timestamp`). */
export function stepArguments(operation: OperationSpec, argv: readonly string[]): StepArguments {
  const options = new Map(
    inputsOf(operation).flatMap((option) => namesOf(option).map((name) => [name, option] as const)),
  )
  const inputs: Record<string, string> = {}
  const problems: string[] = []
  const add = (name: string, value: string): void => {
    const list = name === 'files' || options.get(name)?.kind === 'list'
    if (inputs[name] !== undefined && !list) problems.push(`--${name} is given twice`)
    inputs[name] = inputs[name] === undefined ? value : `${inputs[name]}\n${value}`
  }
  const isNegated = (name: string): boolean => options.get(name.replace(/^no-/, ''))?.kind === 'switch'
  const rest = [...argv]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      for (const file of rest.splice(0)) add('files', file)
      continue
    }
    const [, name, inline] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word) ?? []
    if (name === undefined) {
      add('files', word)
      continue
    }
    const option = options.get(name)
    if (name !== 'files' && !option && !isNegated(name)) {
      // Whether the next word is its value or a file nobody knows: there is no going on as with inputs that have names.
      problems.push(`--${name} is unknown${suggestion(name, ['files', ...options.keys()])}`)
      continue
    }
    const positive = options.get(name.replace(/^no-/, ''))
    if (!option && positive?.kind === 'switch') add(inputName(positive), 'false')
    else if (option && (option.kind === 'flag' || option.kind === 'switch')) add(inputName(option), inline ?? 'true')
    else {
      const value = inline ?? rest.shift()
      if (value === undefined || value === '') problems.push(`--${name} needs a value`)
      else add(option ? inputName(option) : name, value)
    }
  }
  return { inputs, problems }
}

function namesOf(option: OptionSpec): readonly string[] {
  return [...new Set([option.name, inputName(option)])]
}
