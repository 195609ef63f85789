import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

/**
 * Runs a scenario and kills itself at the n-th call that changes a disk: before it, or, for a write, half-way through it.
 * Arguments: scenario, folder, n, `before` or `half`. Ends with the names of these calls on stdout where it gets that far.
 */
const [name, folder, at, when] = process.argv.slice(2) as [string, string, string, 'before' | 'half']

type Call = (...args: unknown[]) => Promise<unknown>
const calls: string[] = []
const PAGE = 4096

function die(): void {
  process.kill(process.pid, 'SIGKILL')
  // A signal to oneself is delivered before kill(2) returns; this line is never reached.
  throw new Error('still alive')
}

function watch(holder: object, method: string, counts: (args: unknown[]) => boolean = () => true): void {
  const methods = holder as Record<string, Call>
  const original = methods[method] as Call
  methods[method] = async function (this: unknown, ...args) {
    if (!counts(args)) return original.apply(this, args)
    calls.push(method)
    if (calls.length === Number(at)) {
      if (when === 'half' && method === 'write') {
        const [bytes, offset, length, position] = args as [Uint8Array, number, number, number]
        // The kernel copies what lies in one page at once: a kill comes before it or behind it.
        const onePage = Math.floor(position / PAGE) === Math.floor((position + length - 1) / PAGE)
        await original.call(this, bytes, offset, onePage ? length : Math.floor(length / 2), position)
      }
      if (when === 'half' && method === 'writeFile') {
        const [bytes] = args as [Uint8Array]
        await original.call(this, bytes.subarray(0, Math.floor(bytes.length / 2)))
      }
      die()
    }
    return original.apply(this, args)
  }
}

const probe = await fs.open(new URL(import.meta.url), 'r')
const handles = Object.getPrototypeOf(probe) as object
await probe.close()
for (const method of [
  'write',
  'writev',
  'writeFile',
  'appendFile',
  'truncate',
  'sync',
  'datasync',
  'chmod',
  'chown',
  'utimes',
]) {
  watch(handles, method)
}
const changing = [
  'rename',
  'unlink',
  'rm',
  'rmdir',
  'mkdir',
  'mkdtemp',
  'link',
  'symlink',
  'copyFile',
  'cp',
  'truncate',
  'writeFile',
  'appendFile',
  'utimes',
  'chmod',
  'chown',
]
for (const method of changing) watch(fs, method)
watch(fs, 'open', ([, flags]) => flags !== undefined && flags !== 'r')
syncBuiltinESMExports()

const { SCENARIOS } = await import('./scenarios.ts')
const scenario = SCENARIOS[name]
if (!scenario) throw new Error(`no scenario ${name}`)
await scenario.run(folder)
console.log(JSON.stringify(calls))
