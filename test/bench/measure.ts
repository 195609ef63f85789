import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Command {
  readonly argv: readonly string[]
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
}

export interface Cost {
  /** Seconds from start to end. */
  readonly wall: number
  /** Seconds of processor time, user and system, of the command and of all that it started. */
  readonly cpu: number
  /** Largest resident set of any process among them, MiB. */
  readonly peak: number
}

/** GNU time: the one way to learn a child's peak memory and processor time by wait4(2). */
const TIME = '/usr/bin/time'

/** Runs commands one after the other and adds up what they cost. @throws Error where one fails: a failed run is no measurement */
export function measure(commands: readonly Command[], scratch: string): Cost {
  const costs = commands.map((command) => measureOne(command, join(scratch, 'cost')))
  return {
    wall: costs.reduce((sum, cost) => sum + cost.wall, 0),
    cpu: costs.reduce((sum, cost) => sum + cost.cpu, 0),
    peak: Math.max(...costs.map((cost) => cost.peak)),
  }
}

function measureOne({ argv, cwd, env = {} }: Command, file: string): Cost {
  const { PATH = '', HOME = '', TMPDIR } = process.env
  const started = performance.now()
  const done = spawnSync(TIME, ['--quiet', '-f', '%U %S %M', '-o', file, ...argv], {
    cwd,
    env: { PATH, HOME, LC_ALL: 'C.UTF-8', ...(TMPDIR !== undefined && { TMPDIR }), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const wall = (performance.now() - started) / 1000
  if (done.error) throw new Error(`${TIME} cannot be run (Debian's package time): ${done.error.message}`)
  if (done.status !== 0) throw new Error(`${argv.join(' ')}: exit code ${done.status}\n${done.stdout}${done.stderr}`)
  const [user, system, kilobytes] = readFileSync(file, 'utf8').trim().split(' ').map(Number) as [number, number, number]
  return { wall, cpu: user + system, peak: kilobytes / 1024 }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

export function medianCost(costs: readonly Cost[]): Cost {
  return {
    wall: median(costs.map((cost) => cost.wall)),
    cpu: median(costs.map((cost) => cost.cpu)),
    peak: Math.max(...costs.map((cost) => cost.peak)),
  }
}
