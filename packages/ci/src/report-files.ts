import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Failure, failureOf, type OptionValues } from '@chancery/engine'
import type { OptionSpec } from '@chancery/engine/operations'
import { CiError } from './errors.ts'
import type { StepHost } from './host.ts'

/** Inputs of steps alone: on a command line, output is redirected. */
export const JUNIT: OptionSpec = {
  name: 'junit',
  kind: 'text',
  value: 'FILE',
  help: 'write the verdicts as JUnit XML to FILE, for the test report of the CI platform',
}
export const SARIF: OptionSpec = {
  name: 'sarif',
  kind: 'text',
  value: 'FILE',
  help: 'write what was refused as SARIF 2.1.0 to FILE, for code scanning',
}

/**
 * Writes what the input of that name asks for, also where files failed: then it is wanted most.
 * @returns what kept it from being written; the report of what was done must not be lost for it
 */
export async function writeReport(
  host: StepHost,
  values: OptionValues,
  name: string,
  text: () => string,
): Promise<readonly Failure[]> {
  const given = values[name]
  if (typeof given !== 'string') return []
  const path = resolve(host.workspace, given)
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text())
    return []
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? `: ${String(cause.code)}` : ''
    return [failureOf(new CiError('REPORT_NOT_WRITTEN', `${name}: cannot be written${why}`, { cause }), given)]
  }
}
