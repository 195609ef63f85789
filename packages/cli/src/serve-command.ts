import {
  type ServedRequest,
  type ServeTimestampsOptions,
  serveOptions,
  serveTimestampAuthority,
} from '@chancery/engine'
import type { Call } from './command.ts'
import { printJson, say, type Terminal } from './terminal.ts'

/** Serves until the first SIGINT or SIGTERM, and then answers whoever has begun to ask. */
export async function serve({ values, common, json, terminal }: Call): Promise<number> {
  const onRequest = (entry: ServedRequest): void => sayRequest(terminal, entry)
  const onRenewal = sayRenewal(terminal)
  await using served = await serveTimestampAuthority({ ...serveOptions(values, common), onRequest, onRenewal })
  const { report } = served
  if (json) printJson(terminal, report)
  say(terminal, `serving  timestamps at ${report.url}: key ${report.key}, policy ${report.policy}`)
  say(terminal, `         ${report.certificate.subject}, until ${report.certificate.notAfter}`)
  await stopped(common.signal)
  say(terminal, 'stopping')
  return 0
}

/** Says of a certificate that was taken up while it is served, or could not be. */
export function sayRenewal(terminal: Terminal): NonNullable<ServeTimestampsOptions['onRenewal']> {
  return (fault) => {
    if (fault === null) say(terminal, 'the renewed certificate is served from now on')
    else say(terminal, `the renewed certificate is not served: ${fault.code}: ${fault.message}\nfix: ${fault.howToFix}`)
  }
}

/** When SIGINT or SIGTERM comes. */
export function stopped(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve()
    else signal?.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** When, who, what, and how long it took. */
function sayRequest(terminal: Terminal, { client, status, milliseconds, note }: ServedRequest): void {
  say(terminal, `${new Date().toISOString()}  ${client}  ${status}  ${outcomeOf(note)}  ${milliseconds} ms`)
}

function outcomeOf(note: ServedRequest['note']): string {
  if (note === null) return 'not answered'
  if (note.granted) return `granted ${note.serial}`
  const { cause } = note
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : ''
  return `${note.failure}: ${note.text}${code}`
}
