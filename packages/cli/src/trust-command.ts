import {
  initTrust,
  rotateTrust,
  showTrust,
  type TrustReport,
  trustInitOptions,
  trustRotateOptions,
  trustShowOptions,
} from '@chancery/engine'
import type { Call } from './command.ts'
import { sayRecorded } from './event-text.ts'
import { printJson, say } from './terminal.ts'

export async function trustInit(call: Call): Promise<number> {
  return show(await initTrust(trustInitOptions(call.values, call.common)), call, 'made')
}

export async function trustRotate(call: Call): Promise<number> {
  return show(await rotateTrust(trustRotateOptions(call.files, call.values, call.common)), call, 'rotated')
}

export async function trustShow(call: Call): Promise<number> {
  return show(await showTrust(trustShowOptions(call.files, call.values, call.common)), call, null)
}

function show(report: TrustReport, { json, terminal }: Call, did: string | null): number {
  if (json) printJson(terminal, report)
  if (did !== null) {
    const config = report.signingConfig === null ? '' : ` and ${report.signingConfig}`
    say(terminal, `${did}  ${report.trustedRoot}${config}`)
  }
  for (const { kind, id, name, url, from, until, state, notes } of report.entries) {
    const where = url === null || url.includes(name) ? '' : `  ${url}`
    say(terminal, `${state}  ${kind}  ${id.slice(0, 12)}  ${name}${where}`)
    say(terminal, `  ${from ?? 'always'} to ${until ?? 'further notice'}`)
    for (const note of notes) say(terminal, `  note: ${note}`)
  }
  sayRecorded(terminal, report)
  return 0
}
