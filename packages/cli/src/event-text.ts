import type { RecordedEvent } from '@chancery/engine'
import { say, type Terminal } from './terminal.ts'

/** Where an act stands in the log, if it does. */
export function sayRecorded(terminal: Terminal, event: RecordedEvent | null | undefined): void {
  if (!event) return
  const { kind, origin, index, bundle } = event
  say(terminal, `recorded  ${kind} ${index === null ? `queued for ${origin}` : `as ${index} of ${origin}`}  ${bundle}`)
}
