import { ChanceryError } from '@chancery/core'
import { type CommonOptions, failureOf } from '@chancery/engine'
import type { OperationSpec } from '@chancery/engine/operations'
import type { StepHost } from './host.ts'
import { readInputs, type StepInputs } from './inputs.ts'
import { useCachedPkcs11js } from './pkcs11js.ts'

/** One step: what it does with its inputs. Both platforms run it. */
export interface Step {
  readonly operation: OperationSpec
  /** Names of its outputs, as action.yml declares them. */
  readonly outputs: readonly string[]
  /** @returns the failures; none means success */
  run(host: StepHost, inputs: StepInputs, common: CommonOptions): Promise<StepResult>
}

export interface StepResult {
  /** What the step returns as `result`: the JSON of the command line. */
  readonly report: object
  readonly failed: number
  /** One line for the log of a failed step. */
  readonly message: string
}

/** Secrets that the environment may hold: masked before anything is said. */
const SECRETS: readonly string[] = ['CHANCERY_PIN', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN']

/** Runs a step to its end: it fails the build where anything failed, and never ends green without having done its work. */
export async function runStep(step: Step, host: StepHost, signal?: AbortSignal): Promise<void> {
  for (const name of SECRETS) {
    const secret = host.env[name]
    if (secret) host.mask(secret)
  }
  try {
    const inputs = readInputs(host, step.operation)
    await useCachedPkcs11js(host)
    const common = { cwd: host.workspace, env: host.env, ...(signal && { signal }) }
    const result = await step.run(host, inputs, common)
    host.output('result', JSON.stringify(result.report))
    host.output('failed', String(result.failed))
    if (result.failed > 0) host.fail(result.message)
  } catch (error) {
    if (!(error instanceof ChanceryError)) throw error
    const failure = failureOf(error, null)
    host.output('result', JSON.stringify({ version: 1, files: [], failed: [failure] }))
    host.output('failed', '1')
    host.annotate({
      level: 'error',
      file: null,
      title: failure.code,
      message: `${failure.message}. ${failure.howToFix}`,
    })
    host.fail(`${failure.code}: ${failure.message}. ${failure.howToFix}`)
  }
}
