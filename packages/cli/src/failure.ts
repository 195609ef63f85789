import { type Failure, type OptionValues, sarifLog } from '@chancery/engine'
import type { OperationSpec } from '@chancery/engine/operations'
import { printJson, say, type Terminal } from './terminal.ts'

const REPORTS_FILES: readonly string[] = ['sign', 'verify', 'inspect', 'timestamp', 'release']

/** A failure before there was a report: on stderr for people, on stdout in the form that was asked for. */
export function fail(
  terminal: Terminal,
  operation: OperationSpec,
  values: OptionValues,
  exitCode: number,
  failure: Failure,
): number {
  const report = { version: 1, files: [], failed: [failure] } as const
  if (values.sarif === true) printJson(terminal, sarifLog(report))
  else if (values.json === true) {
    printJson(terminal, REPORTS_FILES.includes(operation.name) ? report : { version: 1, failed: [failure] })
  }
  sayFailure(terminal, failure)
  return exitCode
}

export function sayFailure(terminal: Terminal, failure: Failure): void {
  say(terminal, `${failure.path ?? 'chancery'}: ${failure.code}: ${failure.message}`)
  say(terminal, `  fix: ${failure.howToFix}`)
}

/** What is no error of ours is a defect of ours. Its stack goes to whoever sets CHANCERY_DEBUG. */
export function internalFailure(error: unknown, { env, stderr }: Terminal): Failure {
  if (env.CHANCERY_DEBUG && error instanceof Error) stderr.write(`${error.stack}\n`)
  return {
    path: null,
    code: 'INTERNAL',
    message: error instanceof Error ? error.message : String(error),
    howToFix: 'This is a defect: report it with the command line, and with the stack that CHANCERY_DEBUG=1 shows.',
  }
}
