import { type EventKind, isEventKind } from '@chancery/attest/events'
import type { CommonOptions } from '../../context.ts'
import { EngineError } from '../../errors.ts'
import { suggestion } from '../../nearest.ts'
import { EVENT_KINDS } from '../../operations/choices.ts'
import type { OptionValues } from '../../option-values.ts'
import type { EraseEventsOptions } from './erase-event.ts'
import type { RecordEventOptions } from './record-event.ts'

/** @param operands the kind, and files @throws EngineError OPTION_INVALID */
export function recordEventOptions(
  [kind = '', ...files]: readonly string[],
  values: OptionValues,
  common: CommonOptions,
): RecordEventOptions {
  return {
    ...common,
    config: text(values, 'config'),
    kind: eventKind(kind),
    files,
    key: text(values, 'key'),
    module: text(values, 'module'),
    by: text(values, 'by'),
    reason: text(values, 'reason'),
  }
}

/** @param operands paths of events */
export function eraseEventsOptions(
  operands: readonly string[],
  values: OptionValues,
  common: CommonOptions,
): EraseEventsOptions {
  return {
    ...common,
    config: text(values, 'config'),
    events: operands,
    by: text(values, 'by'),
    reason: text(values, 'reason'),
  }
}

/** @throws EngineError OPTION_INVALID */
function eventKind(kind: string): EventKind {
  if (isEventKind(kind)) return kind
  throw new EngineError('OPTION_INVALID', `${kind}: is no kind of event${suggestion(kind, EVENT_KINDS)}`, {
    howToFix: `Give one of ${EVENT_KINDS.join(', ')}.`,
  })
}

function text(values: OptionValues, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}
