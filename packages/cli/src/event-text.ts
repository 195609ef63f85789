import type { RecordedEvent } from '@chancery/engine'
import { say, type Terminal } from './terminal.ts'

interface Recorded {
  readonly event?: RecordedEvent | null
  readonly unrecorded?: string
}

/** Where an act stands in the log, if it does. */
export function sayRecorded(terminal: Terminal, { event, unrecorded }: Recorded): void {
  if (unrecorded !== undefined) say(terminal, `not recorded: ${unrecorded}`)
  if (!event) return
  const { kind, origin, index, bundle } = event
  say(terminal, `recorded  ${kind} ${index === null ? `queued for ${origin}` : `as ${index} of ${origin}`}  ${bundle}`)
}
