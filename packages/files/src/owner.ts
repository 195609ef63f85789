import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** A process, so that a later one can tell whether it still runs. */
export interface Owner {
  readonly host: string
  readonly pid: number
  /** Boot and start time: a process number is given out again. Empty where the system does not tell. */
  readonly started: string
}

export function thisProcess(): Owner {
  return { host: hostname(), pid: process.pid, started: startOf(process.pid) }
}

/** A process of another machine, or of another container, counts as gone: nobody here can ask. */
export function isRunning(owner: Owner): boolean {
  if (!isThisHost(owner) || !pidRuns(owner.pid)) return false
  const started = startOf(owner.pid)
  return started === '' || owner.started === '' || started === owner.started
}

/** A container is a machine of its own, mostly. */
export function isThisHost({ host }: Owner): boolean {
  return host === hostname()
}

export function pidRuns(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it is there and another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** proc(5): field 22 of /proc/PID/stat, counted behind the command's name, which may hold blanks and brackets. */
function startOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return `${boot}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
  } catch {
    return ''
  }
}
