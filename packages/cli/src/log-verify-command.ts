import { type LogProgress, verifyLogOptions, verifyWholeLog } from '@chancery/engine/log'
import type { Call } from './command.ts'
import { ProgressLine } from './progress.ts'
import { printJson, say, type Terminal } from './terminal.ts'

export async function logVerify({ files, values, common, json, terminal }: Call): Promise<number> {
  using progress = entriesProgress(terminal)
  const report = await verifyWholeLog({ ...verifyLogOptions(files, values, common), onProgress: progress.update })
  progress.clear()
  if (json) printJson(terminal, report)
  const { origin, log, size, root, since, seconds, cosignatures } = report
  say(terminal, `verified  ${origin} in ${log}: ${size} entries, ${seconds} s`)
  say(terminal, `          root ${root}`)
  for (const { name, time } of cosignatures) say(terminal, `          cosigned by ${name}, ${time ?? 'at no time'}`)
  if (since) say(terminal, `          continues ${since.size} entries, root ${since.root}`)
  return 0
}

/** How far a log has been read; gone when its scope ends, however that ends. */
export function entriesProgress({ stderr }: Terminal): Disposable & {
  update(this: void, progress: LogProgress): void
  clear(): void
} {
  const line = new ProgressLine(stderr)
  const clear = (): void => line.clear()
  return {
    update: (progress) => line.update({ path: '', stage: 'entries', ...progress }),
    clear,
    [Symbol.dispose]: clear,
  }
}
