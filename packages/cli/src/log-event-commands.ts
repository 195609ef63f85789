import { identifyHere } from '@chancery/engine'
import { eraseEvents, eraseEventsOptions, recordEvent, recordEventOptions } from '@chancery/engine/log'
import type { Call } from './command.ts'
import { sayRecorded } from './event-text.ts'
import { printJson, say } from './terminal.ts'

export async function logRecord({ files, values, common, json, terminal }: Call): Promise<number> {
  const options = recordEventOptions(files, values, common)
  const report = await recordEvent({ ...options, ...(await whoAsks(options)) })
  if (json) printJson(terminal, report)
  sayRecorded(terminal, { event: report })
  for (const { name, digest } of report.subjects) say(terminal, `  ${digest.sha256}  ${name}`)
  return 0
}

export async function logErase({ files, values, common, json, terminal }: Call): Promise<number> {
  const options = eraseEventsOptions(files, values, common)
  const report = await eraseEvents({ ...options, ...(await whoAsks(options)) })
  if (json) printJson(terminal, report)
  for (const { path, index, event } of report.erased) {
    say(terminal, `erased  ${path}: entry ${index} of ${report.origin} stays, and says nothing any more`)
    sayRecorded(terminal, { event })
  }
  return 0
}

/** The CI job, proved where the configuration says by whom. */
async function whoAsks(
  options: Parameters<typeof identifyHere>[0],
): Promise<Pick<Parameters<typeof recordEvent>[0], 'identity'>> {
  const { workload, identity } = await identifyHere(options)
  if (workload)
    return { identity: { verified: workload.verified, platform: workload.platform, claims: workload.claims } }
  return identity ? { identity } : {}
}
