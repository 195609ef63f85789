import { ChanceryError } from '@chancery/core'
import { type CommonOptions, type Failure, failureOf } from '@chancery/engine'
import type { OperationSpec } from '@chancery/engine/operations'
import type { StepHost, Summary } from './host.ts'
import { assertKnownInputs, readInputs, type StepInputs } from './inputs.ts'
import { useCachedPkcs11js } from './pkcs11js.ts'
import { maskConfigured, maskEnvironment } from './secrets.ts'

/** One step: what it does with its inputs. Both platforms run it. */
export interface Step {
  readonly operation: OperationSpec
  /** Its outputs, as action.yml declares them: name and description. */
  readonly outputs: Readonly<Record<string, string>>
  /** What its summary says where it failed before it had a report. */
  readonly failedTitle: string
  /** It signs nothing: no PKCS#11 addon is looked for. */
  readonly withoutAddon?: boolean
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
}

/** Runs a step to its end: it fails the build where anything failed, and never ends green without having done its work. */
export async function runStep(step: Step, host: StepHost, signal?: AbortSignal): Promise<void> {
  maskEnvironment(host)
  const { report, summary, failures } = await attempt(step, host, signal)
  host.output('result', JSON.stringify(report))
  host.output('failed', String(failures.length))
  for (const { path, code, message, howToFix } of failures) {
    host.annotate({ file: path, title: code, message: `${message}. ${howToFix}` })
  }
  if (summary) await host.summary(summary)
  const [first] = failures
  if (first) host.fail(`${sentence(first)}${failures.length > 1 ? ` (and ${failures.length - 1} more)` : ''}`)
}

async function attempt(step: Step, host: StepHost, signal: AbortSignal | undefined): Promise<StepResult> {
  try {
    assertKnownInputs(host.given(), step.operation)
    const inputs = readInputs(host, step.operation)
    await maskConfigured(host, inputs.values)
    if (!step.withoutAddon) await useCachedPkcs11js(host)
    return await step.run(host, inputs, { cwd: host.workspace, env: host.env, ...(signal && { signal }) })
  } catch (error) {
    const failure = error instanceof ChanceryError ? failureOf(error, null) : defect(error, host)
    return {
      report: { version: 1, files: [], failed: [failure] },
      summary: { title: step.failedTitle, columns: [], rows: [], commands: [], failures: [failure] },
      failures: [failure],
    }
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
