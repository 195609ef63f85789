import { ATTEST_STEP } from './attest-step.ts'
import { ConsoleHost } from './console-host.ts'
import { inputName, inputsOf } from './inputs.ts'
import { RELEASE_STEP } from './release-step.ts'
import { SIGN_STEP } from './sign-step.ts'
import { runStep, type Step } from './step.ts'
import { stepArguments } from './step-arguments.ts'
import { stopSignal } from './stop-signal.ts'
import { VERIFY_STEP } from './verify-step.ts'

export interface StepCommand {
  /** Without Node and program: `sign`, `dist/**`, `--key`, `release`. */
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absolute. */
  readonly workspace: string
  readonly write: (text: string) => void
}

const STEPS: Readonly<Record<string, Step>> = {
  sign: SIGN_STEP,
  verify: VERIFY_STEP,
  attest: ATTEST_STEP,
  release: RELEASE_STEP,
}

const REPORT = '--report='
const REPORT_FOLDER = 'chancery-report'

/**
 * A step as a command, for jobs of any CI platform.
 * @returns the exit code, as that of the command line: 0 done, 1 to 5 by what went wrong
 */
export async function runStepCommand({ argv, env, workspace, write }: StepCommand): Promise<number> {
  const [name = '', ...rest] = argv
  const step = Object.hasOwn(STEPS, name) ? STEPS[name] : undefined
  if (!step || rest.includes('--help')) {
    write(step ? stepHelp(name, step) : usage())
    return step || name === '--help' ? 0 : 2
  }
  const report = rest.filter((word) => word.startsWith(REPORT))
  const { inputs, problems } = stepArguments(
    step.operation,
    rest.filter((word) => !word.startsWith(REPORT)),
  )
  if (problems.length > 0) {
    write(`chancery-step: ${problems.join('; ')}\n${usage()}`)
    return 2
  }
  const folder = report.at(-1)?.slice(REPORT.length) || REPORT_FOLDER
  const host = new ConsoleHost({ step: name, inputs, env, workspace, report: folder, write })
  await runStep(step, host, stopSignal())
  return host.exitCode
}

function usage(): string {
  return `Usage: chancery-step ${Object.keys(STEPS).join('|')} [FILE...] [--INPUT VALUE]... [--report=DIR]
       chancery-step STEP --help
`
}

function stepHelp(name: string, { operation }: Step): string {
  const lines = inputsOf(operation).map((option) => `  --${inputName(option).padEnd(20)} ${option.help}\n`)
  return `${usage()}\nInputs of ${name}:\n${lines.join('')}`
}
