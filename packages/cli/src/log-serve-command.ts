import { type LogRequest, serveLog, serveLogOptions, serveWitness, witnessOptions } from '@chancery/engine/log'
import type { Call } from './command.ts'
import { sayRenewal, stopped } from './serve-command.ts'
import { printJson, say, type Terminal } from './terminal.ts'

/** Serves until the first SIGINT or SIGTERM, and then answers whoever has begun to ask. */
export async function logServe({ files, values, common, json, terminal }: Call): Promise<number> {
  const onRequest = (entry: LogRequest): void => sayLogRequest(terminal, entry)
  const onRenewal = sayRenewal(terminal)
  await using served = await serveLog({ ...serveLogOptions(files, values, common), onRequest, onRenewal })
  const { report } = served
  if (json) printJson(terminal, report)
  say(terminal, `serving  ${report.origin} at ${report.url}, from ${report.log}`)
  await stopped(common.signal)
  say(terminal, 'stopping')
  return 0
}

export async function logWitness({ values, common, json, terminal }: Call): Promise<number> {
  const onRequest = (entry: LogRequest): void => sayLogRequest(terminal, entry)
  const onRenewal = sayRenewal(terminal)
  await using served = await serveWitness({ ...witnessOptions(values, common), onRequest, onRenewal })
  const { report } = served
  if (json) printJson(terminal, report)
  const { url, name, verifierKey, logs } = report
  say(terminal, `witnessing  at ${url}; in a policy: witness ${name} ${verifierKey} ${url}`)
  for (const { origin, size } of logs) say(terminal, `            ${origin}, ${size ?? 'no'} entries seen`)
  await stopped(common.signal)
  say(terminal, 'stopping')
  return 0
}

/** When, who, what, and how long it took. */
function sayLogRequest(terminal: Terminal, entry: LogRequest): void {
  const { client, method, path, status, milliseconds, note } = entry
  const told = note === null ? '' : `  ${note}`
  say(
    terminal,
    `${new Date().toISOString()}  ${client}  ${status}  ${method} ${path.slice(0, 200)}${told}  ${milliseconds} ms`,
  )
}
