import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Report } from '../architecture/rules.ts'

interface Tool {
  readonly name: string
  readonly command: readonly string[]
  /** Where its output says how many files it looked at. */
  readonly looked: RegExp
}

/** Where the set-up script puts oxlint's partner for the rules that need types. */
const TSGOLINT = join(import.meta.dirname, '../../.oracles/lint/node_modules/.bin/tsgolint')

const TOOLS: readonly Tool[] = [
  {
    name: 'biome (format and lint)',
    command: ['biome', 'check', '--error-on-warnings', '.'],
    looked: /Checked (\d+) files?/,
  },
  {
    name: 'oxlint',
    command: ['oxlint', ...(existsSync(TSGOLINT) ? ['--type-aware'] : []), '--deny-warnings', '.'],
    looked: /on (\d+) files?/,
  },
  {
    name: 'tsc',
    command: ['tsc', '-p', 'tsconfig.json', '--pretty', 'false', '--diagnostics'],
    looked: /^Files:\s+(\d+)/m,
  },
  {
    name: 'knip (unused files, exports, dependencies)',
    command: ['knip', '--no-progress', '--no-config-hints', '--performance'],
    looked: /parseFile\s+(\d+)/,
  },
]

export function checkTools(root: string): readonly Promise<Report>[] {
  return TOOLS.map((tool) => runTool(root, tool))
}

async function runTool(root: string, { name, command: [program, ...args], looked }: Tool): Promise<Report> {
  const child = spawn(join(root, 'node_modules/.bin', program as string), args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', OXLINT_TSGOLINT_PATH: TSGOLINT },
  })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const output = Buffer.concat(chunks).toString()
  return { rule: name, looked: Number(looked.exec(output)?.[1] ?? 0), faults: code === 0 ? [] : [output.trim()] }
}
