import type { CommonOptions } from '../context.ts'
import { EngineError } from '../errors.ts'
import { listenAddress, type OptionValues } from '../option-values.ts'
import type { ServeLogOptions } from './serve-log.ts'
import type { VerifyLogOptions } from './verify-whole-log.ts'

/** @param operands the log, or nothing @throws EngineError OPTION_INVALID */
export function verifyLogOptions(
  operands: readonly string[],
  values: OptionValues,
  common: CommonOptions,
): VerifyLogOptions {
  return {
    ...trusting(values, common),
    log: oneLog(operands),
    since: text(values, 'since'),
    out: text(values, 'out'),
  }
}

/** @param operands the folder, or nothing @throws EngineError OPTION_INVALID */
export function serveLogOptions(
  operands: readonly string[],
  values: OptionValues,
  common: CommonOptions,
): ServeLogOptions {
  const dir = oneLog(operands)
  return { ...common, config: text(values, 'config'), dir, ...listenAddress(text(values, 'listen')) }
}

function trusting(values: OptionValues, common: CommonOptions): Omit<VerifyLogOptions, 'log'> {
  return {
    ...common,
    config: text(values, 'config'),
    trust: list(values, 'trust'),
    logPolicy: text(values, 'log-policy'),
    logCa: list(values, 'log-ca'),
  }
}

function oneLog(operands: readonly string[]): string | undefined {
  if (operands.length > 1) throw new EngineError('OPTION_INVALID', `one log, not ${operands.join(' and ')}`)
  return operands[0]
}

function text(values: OptionValues, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

function list(values: OptionValues, name: string): readonly string[] | undefined {
  const value = values[name]
  return Array.isArray(value) && value.length > 0 ? value : undefined
}
