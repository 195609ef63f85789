import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Runs `work`, and meanwhile reads what every user of the machine can: the command lines of all processes. */
export async function withCommandLines<T>(work: () => Promise<T>): Promise<{ result: T; lines: readonly string[] }> {
  const lines = new Set<string>()
  let running = true
  const watching = (async () => {
    while (running) {
      for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) lines.add(commandLine(pid))
      await sleep(10)
    }
  })()
  try {
    return { result: await work(), lines: [...lines] }
  } finally {
    running = false
    await watching
  }
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1')
  } catch {
    return ''
  }
}
