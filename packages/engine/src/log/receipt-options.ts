import type { CommonOptions } from '../context.ts'
import { EngineError } from '../errors.ts'
import type { OptionValues } from '../option-values.ts'
import { indexOption, list, text, wantedEntry } from './options.ts'
import type { ReceiptOptions, WantedReceipt } from './receipt.ts'
import type { ReceiptMatter, VerifyReceiptOptions } from './verify-receipt.ts'

/** @throws EngineError OPTION_INVALID */
export function receiptOptions(values: OptionValues, common: CommonOptions): ReceiptOptions {
  return { ...common, config: text(values, 'config'), wanted: wantedReceipt(values), out: text(values, 'out') ?? '' }
}

function wantedReceipt(values: OptionValues): WantedReceipt {
  const size = text(values, 'consistency')
  if (size === undefined) return wantedEntry(values)
  if (['index', 'bundle', 'entry-digest'].some((name) => values[name] !== undefined)) {
    throw new EngineError('OPTION_INVALID', '--consistency is of the whole log, and of no entry')
  }
  return { kind: 'consistency', size: indexOption(size, '--consistency') }
}

/** @param operands the receipt @throws EngineError OPTION_INVALID */
export function verifyReceiptOptions(
  operands: readonly string[],
  values: OptionValues,
  common: CommonOptions,
): VerifyReceiptOptions {
  const [receipt, ...more] = operands
  if (receipt === undefined || more.length > 0) throw new EngineError('OPTION_INVALID', 'one receipt is verified')
  return { ...common, config: text(values, 'config'), trust: list(values, 'trust'), receipt, matter: matterOf(values) }
}

function matterOf(values: OptionValues): ReceiptMatter {
  const given = (['entry', 'bundle', 'since'] as const).flatMap((kind) => {
    const path = text(values, kind)
    return path === undefined ? [] : [{ kind, path }]
  })
  const [matter] = given
  if (given.length === 1 && matter) return matter
  throw new EngineError('OPTION_INVALID', 'one of --entry, --bundle and --since says what the receipt is held against')
}
