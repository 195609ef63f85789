import { ChanceryError } from '@chancery/core'
import { type CommonOptions, type Failure, failureOf, isImage, type OptionValues } from '@chancery/engine'
import type { OperationSpec } from '@chancery/engine/operations'
import { CiError } from './errors.ts'
import type { StepHost, Summary } from './host.ts'
import { readInputs, type StepInputs, unknownInputs } from './inputs.ts'
import { outputsOf } from './outputs.ts'
import { useCachedPkcs11js } from './pkcs11js.ts'
import { maskConfigured, maskEnvironment } from './secrets.ts'
import { assertGlobsInside } from './workspace-globs.ts'

/** One step: what it does with its inputs. Both platforms run it. */
export interface Step {
  readonly operation: OperationSpec
  /** Its outputs: name and description. Each is set in every run, if only to nothing; what is not here must not be set. */
  readonly outputs: Readonly<Record<string, string>>
  /** What its summary says where it failed before it had a report. */
  readonly failedTitle: string
  /** It signs nothing: no PKCS#11 addon is looked for. */
  readonly withoutAddon?: (values: OptionValues) => boolean
  /** @returns the failures; none means success */
  run(host: StepHost, inputs: StepInputs, common: CommonOptions): Promise<StepResult>
}

export interface StepResult {
  /** What the step returns as `result`: the JSON of the command line. */
  readonly report: object
  /** null: there is nothing to show. */
  readonly summary: Summary | null
  /** In the order of the files. */
  readonly failures: readonly Failure[]
  /** Of the first failure, as the command line has it: 0 where there is none. */
  readonly exitCode: number
}

/** Runs a step to its end: it fails the build where anything failed, and never ends green without having done its work. */
export async function runStep(step: Step, host: StepHost, signal?: AbortSignal): Promise<void> {
  maskEnvironment(host)
  // Before anything is signed: where nobody could read what was done, nothing is done.
  const unset = setOutputs(host, Object.fromEntries(Object.keys(outputsOf(step)).map((name) => [name, ''])))
  const { report, summary, failures, exitCode } = unset
    ? failedAs(step, unset, ENVIRONMENT)
    : await attempt(step, host, signal)
  const lost = unset ?? setOutputs(host, { result: JSON.stringify(report), failed: String(failures.length) })
  const all = lost && lost !== unset ? [...failures, lost] : failures
  annotate(host, all)
  if (summary) await showSummary(host, summary)
  const [first] = all
  if (first)
    host.fail(`${sentence(first)}${all.length > 1 ? ` (and ${all.length - 1} more)` : ''}`, exitCode || ENVIRONMENT)
}

/** Exit code of what the machine keeps from being done, and of defects of ours: 1 would be a verdict on files. */
const ENVIRONMENT = 3

/** @returns what kept them from being set */
function setOutputs(host: StepHost, outputs: Readonly<Record<string, string>>): Failure | null {
  try {
    for (const [name, value] of Object.entries(outputs)) host.output(name, value)
    return null
  } catch (cause) {
    const why = cause instanceof Error ? `: ${cause.message}` : ''
    return failureOf(new CiError('OUTPUTS_UNAVAILABLE', `outputs cannot be set${why}`, { cause }), null)
  }
}

/** GitHub shows ten errors of a step and drops the others without a word: the tenth says so, and the log has them all. */
const MOST_ANNOTATIONS = 10

function annotate(host: StepHost, failures: readonly Failure[]): void {
  const most = failures.length > MOST_ANNOTATIONS ? MOST_ANNOTATIONS - 1 : MOST_ANNOTATIONS
  for (const { path, code, message, howToFix } of failures.slice(0, most)) {
    const image = path !== null && isImage(path) ? path : null
    const where = image === null ? '' : `${image}: `
    // An image is no file of the workspace that a line could point at.
    host.annotate({ file: image === null ? path : null, title: code, message: `${where}${message}. ${howToFix}` })
  }
  const others = failures.slice(most)
  for (const failure of others) host.info(`ERROR: ${sentence(failure)}`)
  const title = `and ${others.length} more`
  if (others.length > 0) host.annotate({ file: null, title, message: 'The log of the step names them all' })
}

/** What was signed stays signed where there is no page about it. */
async function showSummary(host: StepHost, summary: Summary): Promise<void> {
  try {
    await host.summary(summary)
  } catch (error) {
    host.info(`The summary cannot be written: ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function attempt(step: Step, host: StepHost, signal: AbortSignal | undefined): Promise<StepResult> {
  try {
    for (const unknown of unknownInputs(host.given(), step.operation)) host.warn('UNKNOWN_INPUT', unknown)
    const inputs = readInputs(host, step.operation)
    assertGlobsInside(
      host,
      inputs.files.filter((file) => !isImage(file)),
    )
    await maskConfigured(host, inputs.values)
    if (!step.withoutAddon?.(inputs.values)) await useCachedPkcs11js(host)
    return await step.run(host, inputs, { cwd: host.workspace, env: host.env, ...(signal && { signal }) })
  } catch (error) {
    return error instanceof ChanceryError
      ? failedAs(step, failureOf(error, null), error.exitCode)
      : failedAs(step, defect(error, host), ENVIRONMENT)
  }
}

function failedAs(step: Step, failure: Failure, exitCode: number): StepResult {
  return {
    report: { version: 1, files: [], failed: [failure] },
    summary: { title: step.failedTitle, columns: [], rows: [], commands: [], failures: [failure] },
    failures: [failure],
    exitCode,
  }
}

/** A defect of ours ends like any failure, so that outputs and summary say so too. */
function defect(error: unknown, host: StepHost): Failure {
  if (host.env.CHANCERY_DEBUG) throw error
  return {
    path: null,
    code: 'INTERNAL',
    message: error instanceof Error ? error.message : String(error),
    howToFix: 'This is a defect: report it with the inputs of the step, and with the stack that CHANCERY_DEBUG=1 shows',
  }
}

function sentence({ path, code, message, howToFix }: Failure): string {
  return `${path === null ? '' : `${path}: `}${code}: ${message}. ${howToFix}`
}
