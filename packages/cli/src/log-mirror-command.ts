import { mirrorLog, mirrorOptions } from '@chancery/engine/log'
import type { Call } from './command.ts'
import { entriesProgress } from './log-verify-command.ts'
import { printJson, say } from './terminal.ts'

export async function logMirror({ files, values, common, json, terminal }: Call): Promise<number> {
  using progress = entriesProgress(terminal)
  const report = await mirrorLog({ ...mirrorOptions(files, values, common), onProgress: progress.update })
  progress.clear()
  if (json) printJson(terminal, report)
  const { origin, log, dir, size, copied, since, cosignature, seconds } = report
  const before = since === null ? 'for the first time' : `after ${since.size}`
  say(
    terminal,
    `mirrored  ${origin} from ${log} into ${dir}: ${size} entries, ${before}, ${copied} copied, ${seconds} s`,
  )
  if (cosignature)
    say(terminal, `          cosigned as ${cosignature.name}, ${cosignature.time}: ${cosignature.verifierKey}`)
  return 0
}
