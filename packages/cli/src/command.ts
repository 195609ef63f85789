import type { CommonOptions, OptionValues } from '@chancery/engine'
import type { Terminal } from './terminal.ts'

/** What a command is given: operands, checked option values, and where to write. */
export interface Call {
  readonly files: readonly string[]
  readonly values: OptionValues
  readonly common: CommonOptions
  readonly json: boolean
  readonly terminal: Terminal
}

/** @returns the exit code */
export type Command = (call: Call) => Promise<number>
