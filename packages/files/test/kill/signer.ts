import fs from 'node:fs'
import promises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

/**
 * Runs a scenario and kills itself at the n-th call that changes a disk: before it, or, for a write, half-way through it.
 * Arguments: scenario, folder, n, `before` or `half`. Ends with the names of these calls on stdout where it gets that far.
 */
const [name, folder, at, when] = process.argv.slice(2) as [string, string, string, 'before' | 'half']

type Call = (...args: unknown[]) => unknown
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
  methods[method] = function (this: unknown, ...args) {
    if (!counts(args)) return original.apply(this, args)
    calls.push(method)
    if (calls.length !== Number(at)) return original.apply(this, args)
    if (when === 'half' && method === 'writeSync') {
      const [fd, bytes, offset, length, position] = args as [number, Uint8Array, number, number, number]
      // The kernel copies what lies in one page at once: a kill comes before it or behind it.
      const onePage = Math.floor(position / PAGE) === Math.floor((position + length - 1) / PAGE)
      original.call(this, fd, bytes, offset, onePage ? length : Math.floor(length / 2), position)
    }
    return die()
  }
}

const changing = ['rename', 'unlink', 'rm', 'rmdir', 'mkdir', 'mkdtemp', 'link', 'symlink', 'copyFile', 'cp']
const ofContent = ['writeFile', 'appendFile', 'truncate', 'utimes', 'chmod', 'chown']
const ofDescriptors = ['write', 'writev', 'fsync', 'fdatasync', 'ftruncate', 'futimes', 'fchmod', 'fchown']
for (const method of [...changing, ...ofContent]) watch(promises, method)
for (const method of [...changing, ...ofContent, ...ofDescriptors]) watch(fs, `${method}Sync`)
for (const method of ofDescriptors) watch(fs, method)
const opensToWrite = ([, flags]: unknown[]): boolean => flags !== undefined && flags !== 'r'
watch(fs, 'openSync', opensToWrite)
watch(fs, 'open', opensToWrite)
watch(promises, 'open', opensToWrite)
syncBuiltinESMExports()

const { SCENARIOS } = await import('./scenarios.ts')
const scenario = SCENARIOS[name]
if (!scenario) throw new Error(`no scenario ${name}`)
await scenario.run(folder)
console.log(JSON.stringify(calls))
