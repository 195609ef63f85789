import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SignReport, VerifyReport } from '@chancery/engine'
import { CHECKOUT } from '@chancery/testkit'

export const CHANCERY: string = join(CHECKOUT, 'packages/cli/bin/chancery.js')

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** stdout as JSON. */
  readonly json: SignReport & VerifyReport
}

/** A folder that `chancery init` made, to type commands in. */
export interface Workbench extends Disposable {
  readonly path: string
  at(name: string): string
  read(name: string): Buffer
  /** Files below a folder, sorted. */
  list(name?: string): string[]
  /** Starts a command that is not waited for. */
  start(args: readonly string[]): Running
  run(args: readonly string[], options?: { env?: Record<string, string>; cwd?: string; input?: string }): Promise<Ran>
}

const templates = new Map<string, Promise<string>>()

/**
 * RSA keys take a second to make: one `chancery init` serves a test file, every workbench is a copy of it.
 * @param options of `init`
 */
export async function workbench(...options: readonly string[]): Promise<Workbench> {
  const id = options.join(' ')
  const template = templates.get(id) ?? makeTemplate(options)
  templates.set(id, template)
  const source = await template
  const path = mkdtempSync(join(tmpdir(), 'chancery-bench-'))
  cpSync(source, path, { recursive: true })
  // SoftHSM's configuration names its token folder absolutely.
  const conf = join(path, '.chancery/softhsm2.conf')
  writeFileSync(conf, readFileSync(conf, 'utf8').replaceAll(source, path))
  return bench(path)
}

/**
 * SoftHSM writes its token anew at each login, where it stands: a process that is killed in that moment takes the token along, which no HSM does.
 * @returns puts it back as it is now
 */
export function keepToken({ at }: Workbench): () => void {
  cpSync(at('.chancery/tokens'), at('.tokens'), { recursive: true })
  return () => {
    rmSync(at('.chancery/tokens'), { recursive: true })
    cpSync(at('.tokens'), at('.chancery/tokens'), { recursive: true })
  }
}

async function makeTemplate(options: readonly string[]): Promise<string> {
  const path = mkdtempSync(join(tmpdir(), 'chancery-init-'))
  process.once('exit', () => rmSync(path, { recursive: true, force: true }))
  const { code, stderr } = await bench(path).run(['init', ...options])
  if (code !== 0) throw new Error(`chancery init: ${stderr}`)
  return path
}

function bench(path: string): Workbench {
  return {
    path,
    at: (name) => join(path, name),
    read: (name) => readFileSync(join(path, name)),
    list: (name = '') =>
      existsSync(join(path, name)) ? readdirSync(join(path, name), { recursive: true }).map(String).sort() : [],
    start: (args) => start(args, { cwd: path }),
    run: (args, options = {}) => chancery(args, { cwd: path, ...options }),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  }
}

/** A command line that runs: `ended` is what it printed and how it ended; null for `code` where a signal ended it. */
export interface Running {
  readonly child: ChildProcessWithoutNullStreams
  readonly ended: Promise<Ran>
}

/** The command line as a user has it: its own process, and no environment but PATH. */
export function start(
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
): Running {
  const child = spawn(process.execPath, [CHANCERY, ...args], { cwd, env: { PATH: process.env.PATH ?? '', ...env } })
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', (chunk) => out.push(chunk))
  child.stderr.on('data', (chunk) => err.push(chunk))
  const ended = new Promise<Ran>((done, failed) => {
    child.on('error', failed)
    child.on('close', (code) => {
      const stdout = Buffer.concat(out).toString()
      const result = { code, stdout, stderr: Buffer.concat(err).toString() }
      done({
        ...result,
        get json() {
          return JSON.parse(stdout)
        },
      })
    })
  })
  return { child, ended }
}

/** What a server reports with --json once it listens. */
export interface Listening {
  readonly url: string
  /** Of a witness. */
  readonly verifierKey: string
  readonly failed?: unknown
}

export async function listening({ child }: Pick<Running, 'child'>): Promise<Listening> {
  let text = ''
  for await (const chunk of child.stdout) {
    text += String(chunk)
    if (text.endsWith('}\n')) break
  }
  return JSON.parse(text)
}

export function chancery(
  args: readonly string[],
  { input = '', ...where }: { cwd: string; env?: Record<string, string>; input?: string },
): Promise<Ran> {
  const { child, ended } = start(args, where)
  child.stdin.end(input)
  return ended
}
