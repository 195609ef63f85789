import { makeReceipt, receiptOptions, verifyReceiptFile, verifyReceiptOptions } from '@chancery/engine/log'
import type { Call } from './command.ts'
import { entriesProgress } from './log-verify-command.ts'
import { printJson, say } from './terminal.ts'

export async function logReceipt({ values, common, json, terminal }: Call): Promise<number> {
  using progress = entriesProgress(terminal)
  const report = await makeReceipt({ ...receiptOptions(values, common), onProgress: progress.update })
  progress.clear()
  if (json) printJson(terminal, report)
  say(terminal, `proved  ${placeOf(report)}  ${report.out}`)
  return 0
}

export async function logVerifyReceipt({ files, values, common, json, terminal }: Call): Promise<number> {
  const report = await verifyReceiptFile(verifyReceiptOptions(files, values, common))
  if (json) printJson(terminal, report)
  say(terminal, `verified  ${placeOf(report)}`)
  say(terminal, `          root ${report.root}`)
  return 0
}

interface Place {
  readonly origin: string
  readonly index: number | null
  readonly size: number
  readonly older: { readonly size: number } | null
}

function placeOf({ origin, index, size, older }: Place): string {
  return older === null ? `${origin} ${index} of ${size}` : `${origin} ${older.size} entries and those up to ${size}`
}
