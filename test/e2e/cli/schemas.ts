import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECKOUT } from '@chancery/testkit'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

/** The published schema of what a command prints with `--json`. */
export function schemaOf(command: string): ValidateFunction {
  const text = readFileSync(join(CHECKOUT, 'docs/schema', `${command}.v1.json`), 'utf8')
  return new Ajv2020({ allErrors: true }).compile(JSON.parse(text))
}
