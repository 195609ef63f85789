import {
  generateKey,
  generateOptions,
  importCertificate as importToToken,
  initialise,
  type KeysReport,
  keysOptions,
  listKeys,
  requestCertificate,
  requestOptions,
} from '@chancery/engine'
import type { Call } from './command.ts'
import { sayRecorded } from './event-text.ts'
import { printJson, say } from './terminal.ts'

export async function init({ values, common, json, terminal }: Call): Promise<number> {
  const dir = typeof values.dir === 'string' ? values.dir : '.'
  const module = typeof values.module === 'string' ? values.module : undefined
  const log = typeof values.log === 'string' ? values.log : undefined
  const report = await initialise({ ...common, dir, log, ...(module !== undefined && { module }) })
  if (json) printJson(terminal, report)
  say(terminal, `made  ${report.config}: keys release, attestation, tsa on token ${report.token}`)
  say(terminal, `      trust ${report.trust}; records ${report.attestationKey}`)
  if (log !== undefined) say(terminal, `      log ${log}: records go there, and bring the proof`)
  say(terminal, 'next: chancery sign FILE --key release --out signed')
  return 0
}

export async function keysList(call: Call): Promise<number> {
  return showKeys(await listKeys(keysOptions(call.values, call.common)), call)
}

export async function keysGenerate(call: Call): Promise<number> {
  return showKeys(await generateKey(generateOptions(call.values, call.common)), call)
}

export async function importCertificate(call: Call): Promise<number> {
  const certificate = call.values.certificate as string
  return showKeys(await importToToken({ ...keysOptions(call.values, call.common), certificate }), call)
}

export async function csr({ values, common, json, terminal }: Call): Promise<number> {
  const report = await requestCertificate(requestOptions(values, common))
  if (json) printJson(terminal, report)
  else if (report.out === null) terminal.stdout.write(report.csr)
  if (report.out !== null) say(terminal, `wrote  ${report.out}`)
  sayRecorded(terminal, report)
  return 0
}

function showKeys(report: KeysReport, { json, terminal }: Call): number {
  if (json) printJson(terminal, report)
  for (const key of report.keys) {
    const kind = key.kind === 'rsa' ? `rsa-${key.bits}` : (key.kind ?? 'unsupported')
    const name = key.name === null ? '' : `  (${key.name})`
    const certificate = key.certificate ? 'certificate' : 'no certificate'
    say(terminal, `${key.token}  ${key.label}${name}  ${kind}  ${certificate}  ${key.uri}`)
  }
  if (report.keys.length === 0) say(terminal, 'no keys')
  sayRecorded(terminal, report)
  return 0
}
