import {
  ATTEST_STEP,
  inputName,
  inputsOf,
  needsFiles,
  outputsOf,
  RELEASE_STEP,
  SIGN_STEP,
  type Step,
  setupStep,
  takesImages,
  VERIFY_STEP,
} from '@chancery/ci'
import type { OptionSpec } from '@chancery/engine/operations'

/** A GitHub action: its folder below actions/, the step that it runs, and what the Marketplace shows. */
export interface ActionSpec {
  readonly folder: string
  readonly step: Step
  readonly name: string
  readonly icon: string
  /** It has something to clean up when the job ends. */
  readonly post?: boolean
}

export const ACTIONS: readonly ActionSpec[] = [
  { folder: 'setup', step: setupStep('chancery.js'), name: 'Chancery setup', icon: 'settings', post: true },
  { folder: 'sign', step: SIGN_STEP, name: 'Chancery sign', icon: 'edit-3' },
  { folder: 'verify', step: VERIFY_STEP, name: 'Chancery verify', icon: 'check-circle' },
  { folder: 'attest', step: ATTEST_STEP, name: 'Chancery attest', icon: 'file-text' },
  { folder: 'release', step: RELEASE_STEP, name: 'Chancery release', icon: 'package' },
]

export interface InputRow {
  readonly name: string
  readonly description: string
  readonly required: boolean
}

/** The inputs of a step, described for workflows: inputs instead of flags, and how lists and switches are written. */
export function inputRows({ operation }: Step): readonly InputRow[] {
  const inputs = inputsOf(operation)
  const files: InputRow = {
    name: 'files',
    description: `paths and globs (\`**\`, \`{a,b}\`, \`!exclude\`), one a line${takesImages(operation) ? '; or `images`' : ''}`,
    required: needsFiles(operation),
  }
  const rows = inputs.map((option) => ({
    name: inputName(option),
    description: [flagsAsInputs(option.help, inputs), ...notes(option)].join('; '),
    required: option.required === true && option.env === undefined,
  }))
  return operation.operands === null ? rows : [files, ...rows]
}

function notes({ kind, choices, env, help }: OptionSpec): readonly string[] {
  const unlisted = choices?.filter((choice) => !help.includes(choice)) ?? []
  return [
    ...(kind === 'list' ? ['one a line'] : []),
    ...(kind === 'flag' ? ['`true` or `false` (the default)'] : []),
    ...(kind === 'switch' ? ['`true` (the default) or `false`'] : []),
    ...(unlisted.length > 0
      ? [`one of ${(choices as readonly string[]).map((choice) => `\`${choice}\``).join(', ')}`]
      : []),
    ...(env === undefined ? [] : [`or the variable \`${env}\``]),
  ]
}

/** `--timestamp` is typed, `timestamp-urls` is an input. */
function flagsAsInputs(help: string, inputs: readonly OptionSpec[]): string {
  return help.replace(/--([a-z-]+)/g, (_, flag: string) => {
    const option = inputs.find(({ name }) => name === flag)
    return `\`${option ? inputName(option) : flag}\``
  })
}

export function outputRows(step: Step): readonly (readonly [name: string, description: string])[] {
  return Object.entries(outputsOf(step))
}
