import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT } from '@chancery/testkit'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { expect } from 'vitest'
import { type VerifiedFile, type VerifyOptions, verifyFiles } from '../src/index.ts'

/** The published schema of a command's JSON. */
export function schemaOf(command: string): ValidateFunction {
  return new Ajv2020({ allErrors: true }).compile(
    JSON.parse(readFileSync(join(CHECKOUT, 'docs/schema', `${command}.v1.json`), 'utf8')),
  )
}

const validVerify = schemaOf('verify')

/** What verification says of one file, and the exit code; the report must be as its schema says. */
export async function verdict(
  file: string,
  options: Omit<VerifyOptions, 'files'>,
): Promise<VerifiedFile & { readonly exitCode: number }> {
  const { report, exitCode } = await verifyFiles({ ...options, files: [file] })
  expect(validVerify(report), JSON.stringify(validVerify.errors)).toBe(true)
  expect(report.failed).toEqual([])
  expect(report.files).toHaveLength(1)
  return { ...(report.files[0] as VerifiedFile), exitCode }
}
