import type { ValidateFunction } from 'ajv/dist/2020.js'
import { expect } from 'vitest'
import type { Workbench } from './workbench.ts'

/** What the commands print that are about events and the log: each has some of these. */
export interface EventReport {
  readonly origin: string
  readonly kind: string
  readonly index: number | null
  readonly bundle: string
  readonly subjects: readonly { readonly name: string }[]
  readonly event?: object
  readonly size: number
  readonly keys: readonly { readonly label: string }[]
  readonly entries: readonly { readonly id: string; readonly index: number }[]
  readonly erased: readonly { readonly entry: string; readonly event: { readonly bundle: string } }[]
  readonly unknown: readonly { readonly index: number }[]
  readonly failed: readonly { readonly code: string; readonly message: string }[]
}

/** A command with `--json`, whose report is held against its schema where it has one. */
export async function runJson(
  bench: Workbench,
  args: readonly string[],
  schema?: ValidateFunction,
): Promise<{ readonly code: number | null; readonly report: EventReport }> {
  const { code, stdout } = await bench.run([...args, '--json'])
  const report = JSON.parse(stdout)
  if (schema) expect(schema(report), stdout).toBe(true)
  return { code, report }
}

/** What a command prints that is refused. */
export const refused = (code: string): object => ({ report: { failed: [{ code }] } })
