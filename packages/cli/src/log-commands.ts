import { commonOptions, createLog, flushLog } from '@chancery/engine'
import type { Call } from './command.ts'
import { sayRecorded } from './event-text.ts'
import { printJson, say } from './terminal.ts'

export async function logInit({ values, common, json, terminal }: Call): Promise<number> {
  const out = typeof values.out === 'string' ? values.out : null
  const report = await createLog({ ...commonOptions(values, common), out })
  if (json) printJson(terminal, report)
  else if (out === null) terminal.stdout.write(`${report.verifierKey}\n`)
  say(terminal, `made  ${report.origin} in ${report.log}`)
  if (out !== null) say(terminal, `      verifier key ${out}: give it to whoever verifies (--trust)`)
  sayRecorded(terminal, report)
  return 0
}

export async function logFlush({ values, common, json, terminal }: Call): Promise<number> {
  const { report, exitCode } = await flushLog(commonOptions(values, common))
  if (json) printJson(terminal, report)
  for (const { index, bundle } of report.logged) {
    const where =
      bundle ??
      (index === null ? 'it was there already, without a proof' : 'its bundle is gone: nothing to put the proof into')
    say(terminal, `logged  ${report.origin} ${index ?? '-'}  ${where}`)
  }
  for (const { code, message, howToFix } of report.failed)
    say(terminal, `failed  ${code}: ${message}\nfix: ${howToFix}`)
  if (report.logged.length + report.failed.length === 0) say(terminal, 'nothing is queued')
  return exitCode
}
