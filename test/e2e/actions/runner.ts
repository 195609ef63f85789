/** What a GitHub runner does around an action: a copy of it outside the workspace, command files, inputs as variables; and what it reads afterwards. */
import { type ChildProcess, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHECKOUT } from '@chancery/testkit'
import { declared } from './declared.ts'

export interface Job {
  readonly action: 'setup' | 'sign' | 'verify' | 'attest' | 'release'
  readonly workspace: string
  readonly inputs: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  /** Whether the tool cache holds pkcs11js; by default yes. */
  readonly cached?: boolean
  /** The runner's own folder, for steps of one job; by default one for this step alone. */
  readonly runner?: string
  /** Runs the action's `post` with what an earlier step saved. */
  readonly state?: Readonly<Record<string, string>>
  readonly onStart?: (child: ChildProcess) => void
  /** Who runs it, where that is not who runs the tests; the runner's folder becomes theirs. */
  readonly uid?: number
}

export interface JobResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  /** For later steps. */
  readonly exported: Readonly<Record<string, string>>
  /** Added to PATH. */
  readonly path: readonly string[]
  readonly state: Readonly<Record<string, string>>
  /** What the action asked to be masked, in the order of the log. */
  readonly masks: readonly string[]
  readonly errors: readonly Annotation[]
  readonly warnings: readonly Annotation[]
  /** Everything that the runner would show or keep, without the lines that ask for masks. */
  readonly shown: string
}

export interface Annotation {
  readonly file: string | null
  readonly title: string
  readonly message: string
}

const COMMAND_FILES = ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY'] as const

export async function runAction(job: Job): Promise<JobResult> {
  const runner = job.runner ?? mkdtempSync(join(tmpdir(), 'chancery-runner-'))
  try {
    const action = join(runner, '_actions/chancery/chancery/v1/actions', job.action)
    cpSync(join(CHECKOUT, 'actions', job.action), action, { recursive: true })
    const file = (name: string): string => join(runner, `_temp/${name.toLowerCase()}`)
    mkdirSync(join(runner, '_temp'), { recursive: true })
    for (const name of COMMAND_FILES) writeFileSync(file(name), '')
    const cache = join(runner, '_tool')
    if (job.cached !== false) fillToolCache(cache)
    if (job.uid !== undefined) giveTo(runner, job.uid)
    const child = spawn(process.execPath, [join(action, job.state ? 'dist/post.js' : 'dist/index.js')], {
      cwd: job.workspace,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(job.uid !== undefined && { uid: job.uid }),
      env: {
        PATH: process.env.PATH,
        HOME: runner,
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: job.workspace,
        GITHUB_REPOSITORY: 'example/app',
        GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
        RUNNER_TEMP: join(runner, '_temp'),
        RUNNER_TOOL_CACHE: cache,
        ...Object.fromEntries(COMMAND_FILES.map((name) => [`GITHUB_${name}`, file(name)])),
        ...Object.fromEntries(
          Object.entries(job.inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
        ),
        ...Object.fromEntries(Object.entries(job.state ?? {}).map(([name, value]) => [`STATE_${name}`, value])),
        ...job.env,
      },
    })
    job.onStart?.(child)
    const { code, stdout, stderr } = await ended(child)
    const outputs = heredocs(readFileSync(file('OUTPUT'), 'utf8'))
    // Whatever the step did, and however it failed; not where it was killed.
    if (code !== null && !job.state && job.env?.GITHUB_OUTPUT === undefined) assertDeclared(job.action, outputs, stderr)
    const texts = COMMAND_FILES.map((name) => readFileSync(file(name), 'utf8'))
    const lines = stdout.split('\n')
    return {
      code,
      stdout,
      stderr,
      outputs,
      summary: readFileSync(file('STEP_SUMMARY'), 'utf8'),
      exported: heredocs(readFileSync(file('ENV'), 'utf8')),
      path: readFileSync(file('PATH'), 'utf8')
        .split('\n')
        .filter((line) => line !== ''),
      state: heredocs(readFileSync(file('STATE'), 'utf8')),
      masks: lines.flatMap((line) => /^::add-mask::(.*)$/.exec(line)?.[1] ?? []),
      errors: lines.flatMap((line) => annotationOf('error', line)),
      warnings: lines.flatMap((line) => annotationOf('warning', line)),
      shown: [...lines.filter((line) => !line.startsWith('::add-mask::')), stderr, ...texts].join('\n'),
    }
  } finally {
    if (job.runner === undefined) rmSync(runner, { recursive: true })
  }
}

/** A folder with all that is in it. */
export function giveTo(folder: string, uid: number): void {
  for (const name of ['.', ...readdirSync(folder, { recursive: true })])
    lchownSync(join(folder, String(name)), uid, uid)
}

function assertDeclared(action: string, outputs: Readonly<Record<string, string>>, stderr: string): void {
  const names = declared(action, 'outputs')
  const unset = names.filter((name) => outputs[name] === undefined)
  const undeclared = Object.keys(outputs).filter((name) => !names.includes(name))
  if (unset.length + undeclared.length === 0) return
  throw new Error(
    `actions/${action} leaves unset: ${unset.join(', ')}; sets undeclared: ${undeclared.join(', ')}\n${stderr}`,
  )
}

/** As @actions/tool-cache lays it out: NAME/VERSION/ARCH, complete where a marker stands beside it. */
export function fillToolCache(cache: string): void {
  const version = join(cache, 'chancery-pkcs11js/2.1.6')
  if (existsSync(version)) return
  mkdirSync(join(version, process.arch, 'node_modules'), { recursive: true })
  symlinkSync(join(CHECKOUT, 'node_modules/pkcs11js'), join(version, process.arch, 'node_modules/pkcs11js'))
  writeFileSync(join(version, `${process.arch}.complete`), '')
}

async function ended(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }
}

/** `NAME<<DELIMITER`, lines, `DELIMITER`: the only form that the runner reads lists from. */
function heredocs(text: string): Record<string, string> {
  const found: Record<string, string> = {}
  const lines = text.split('\n')
  for (let i = 0; i < lines.length; i++) {
    const [, name, delimiter] = /^([\w-]+)<<(.+)$/.exec(lines[i] as string) ?? []
    if (name === undefined || delimiter === undefined) continue
    const end = lines.indexOf(delimiter, i + 1)
    if (end < 0) throw new Error(`the output ${name} has no end`)
    found[name] = lines.slice(i + 1, end).join('\n')
    i = end
  }
  return found
}

function annotationOf(kind: 'error' | 'warning', line: string): readonly Annotation[] {
  if (!line.startsWith(`::${kind}`)) return []
  const [, properties = '', message = ''] = /^::[a-z]+(?: ([^:]*))?::(.*)$/.exec(line) ?? []
  const given = Object.fromEntries(
    properties.split(',').map((one) => (/^([^=]*)=(.*)$/.exec(one) ?? []).slice(1).map(unescaped)),
  )
  return [{ file: given.file ?? null, title: given.title ?? '', message: unescaped(message) }]
}

function unescaped(text: string): string {
  return text
    .replaceAll('%2C', ',')
    .replaceAll('%3A', ':')
    .replaceAll('%0A', '\n')
    .replaceAll('%0D', '\r')
    .replaceAll('%25', '%')
}
