import type { OperationSpec } from '@chancery/engine/operations'
import { printJson, say, type Terminal } from './terminal.ts'

export interface CommandFailure {
  readonly path: string | null
  readonly code: string
  readonly message: string
  readonly howToFix: string
}

const REPORTS_FILES: readonly string[] = ['sign', 'verify', 'inspect']

/** A failure before there was a report. */
export function fail(
  terminal: Terminal,
  operation: OperationSpec,
  json: boolean,
  exitCode: number,
  failure: CommandFailure,
): number {
  if (json) {
    printJson(terminal, { version: 1, ...(REPORTS_FILES.includes(operation.name) && { files: [] }), failed: [failure] })
  }
  say(terminal, `${failure.path ?? 'chancery'}: ${failure.code}: ${failure.message}`)
  say(terminal, `  fix: ${failure.howToFix}`)
  return exitCode
}
