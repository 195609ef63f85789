import {
  attestFiles,
  attestOptions,
  identifyHere,
  inspectFiles,
  inspectOptions,
  sarifLog,
  signFiles,
  signOptions,
  verifyFiles,
  verifyOptions,
} from '@chancery/engine'
import type { Call } from './command.ts'
import { ProgressLine } from './progress.ts'
import { sayInspected, saySigned, sayVerified } from './report-text.ts'
import { printJson, say } from './terminal.ts'

export async function sign({ files, values, common, json, terminal }: Call): Promise<number> {
  const progress = new ProgressLine(terminal.stderr)
  const onProgress = progress.update.bind(progress)
  try {
    const onWarning = (code: string, message: string): void => say(terminal, `warning: ${code}: ${message}`)
    const { report, exitCode } = await signFiles({ ...signOptions(files, values, common), onProgress, onWarning })
    progress.clear()
    if (json) printJson(terminal, report)
    saySigned(terminal, report, values['dry-run'] === true)
    return exitCode
  } finally {
    progress.clear()
  }
}

export async function verify({ files, values, common, json, terminal }: Call): Promise<number> {
  const { report, exitCode } = await verifyFiles(verifyOptions(files, values, common))
  if (values.sarif === true) printJson(terminal, sarifLog(report))
  else if (json) printJson(terminal, report)
  sayVerified(terminal, report)
  return exitCode
}

export async function inspect({ files, values, common, json, terminal }: Call): Promise<number> {
  const { report, exitCode } = await inspectFiles(inspectOptions(files, values, common))
  if (json) printJson(terminal, report)
  sayInspected(terminal, report)
  return exitCode
}

export async function attest({ files, values, common, json, terminal }: Call): Promise<number> {
  const options = attestOptions(files, values, common)
  const job = options.provenance ? await identifyHere(options) : {}
  const report = await attestFiles({ ...options, ...job })
  if (json) printJson(terminal, report)
  for (const { bundle, subjects } of report.attestations)
    say(terminal, `attested  ${subjects} subject${subjects === 1 ? '' : 's'} → ${bundle}`)
  return 0
}
