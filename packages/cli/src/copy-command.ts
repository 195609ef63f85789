import { copyImage, copyOptions } from '@chancery/engine'
import type { Call } from './command.ts'
import { printJson, say } from './terminal.ts'

export async function copy({ files, values, common, json, terminal }: Call): Promise<number> {
  const report = await copyImage(copyOptions(files, values, common))
  if (json) printJson(terminal, report)
  const { blobs, referrers } = report
  say(terminal, `copied  ${report.source} → ${report.destination}  ${referrers} referrer${referrers === 1 ? '' : 's'}`)
  say(terminal, `  blobs: ${blobs.moved} moved, ${blobs.mounted} taken over, ${blobs.present} there already`)
  return 0
}
