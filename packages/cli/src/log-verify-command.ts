import { verifyLogOptions, verifyWholeLog } from '@chancery/engine/log'
import type { Call } from './command.ts'
import { ProgressLine } from './progress.ts'
import { printJson, say } from './terminal.ts'

export async function logVerify({ files, values, common, json, terminal }: Call): Promise<number> {
  const line = new ProgressLine(terminal.stderr)
  const onProgress = (entries: { finished: number; total: number }): void =>
    line.update({ path: files[0] ?? '', stage: 'entries of', ...entries })
  const report = await verifyWholeLog({ ...verifyLogOptions(files, values, common), onProgress }).finally(() =>
    line.clear(),
  )
  if (json) printJson(terminal, report)
  const { origin, log, size, root, since, seconds, cosignatures } = report
  say(terminal, `verified  ${origin} in ${log}: ${size} entries, ${seconds} s`)
  say(terminal, `          root ${root}`)
  for (const { name, time } of cosignatures) say(terminal, `          cosigned by ${name}, ${time ?? 'at no time'}`)
  if (since) say(terminal, `          continues ${since.size} entries, root ${since.root}`)
  return 0
}
