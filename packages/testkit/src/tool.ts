import { spawn } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { CHECKOUT } from './checkout.ts'

export interface ToolResult {
  /** null where a signal ended it: it took too long, or crashed. */
  readonly code: number | null
  readonly stdout: Uint8Array
  /** Standard output and standard error as text. */
  readonly text: string
  readonly stderr: string
}

export interface RunOptions {
  readonly input?: Uint8Array
  readonly cwd?: string
  /** Beside what the tool needs to run at all. */
  readonly env?: Readonly<Record<string, string>>
  /** Milliseconds; by default a minute. */
  readonly timeout?: number
}

/** A third-party program. */
export interface Tool {
  readonly name: string
  readonly path: string
  run(args: readonly string[], options?: RunOptions): Promise<ToolResult>
}

/** Where the project's set-up script puts what the distribution does not have. */
const ORACLES = join(CHECKOUT, '.oracles', 'root', 'usr', 'bin')

/** The program on PATH or among the oracles that the set-up script brought; null where it is in neither. */
export function findTool(name: string): Tool | null {
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), ORACLES]) {
    const path = join(folder, name)
    if (folder !== '' && isProgram(path)) return { name, path, run: (args, options) => runProgram(path, args, options) }
  }
  return null
}

/** A test's own context, as vitest gives it: `skip` ends the test. */
export interface SkipContext {
  skip(reason?: string): never
}

/** The absent-tool rule, in its one place: in CI a missing tool fails the test, elsewhere it skips it and says why. */
export function tool(name: string, context: SkipContext): Tool {
  const found = findTool(name)
  if (found) return found
  const reason = `${name} is neither on PATH nor in .oracles: run \`npm run setup\` or install it`
  if (process.env.CI) throw new Error(reason)
  return context.skip(reason)
}

/** The same rule for `describe.skipIf`: false in CI, so that the tests run and fail. */
export function toolsMissing(...names: readonly string[]): boolean {
  return !process.env.CI && names.some((name) => findTool(name) === null)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** Not the caller's environment: a verdict must not hang on a language, a proxy or a configuration file. */
function environment(extra: Readonly<Record<string, string>> | undefined): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, JAVA_HOME } = process.env
  return { PATH, HOME, TMPDIR, JAVA_HOME, LC_ALL: 'C.UTF-8', TZ: 'UTC', ...extra }
}

function runProgram(path: string, args: readonly string[], options: RunOptions = {}): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, {
      cwd: options.cwd,
      env: environment(options.env),
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: options.timeout ?? 60_000,
      killSignal: 'SIGKILL',
    })
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    // A tool that refuses its input early closes the pipe: its verdict tells, not EPIPE.
    child.stdin.on('error', () => {})
    child.stdin.end(options.input)
    child.on('error', reject)
    child.on('close', (code) => {
      const out = Buffer.concat(stdout)
      const err = Buffer.concat(stderr).toString('utf8')
      resolve({ code, stdout: Uint8Array.from(out), text: out.toString('utf8') + err, stderr: err })
    })
  })
}
