import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Report } from '../architecture/rules.ts'

interface Tool {
  readonly name: string
  readonly command: readonly string[]
  /** Where its output says how many files it looked at. */
  readonly looked: RegExp
}

const TOOLS: readonly Tool[] = [
  {
    name: 'biome (format and lint)',
    command: ['biome', 'check', '--error-on-warnings', '.'],
    looked: /Checked (\d+) files?/,
  },
  { name: 'oxlint', command: ['oxlint', '--deny-warnings', '.'], looked: /on (\d+) files?/ },
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
    env: { ...process.env, NO_COLOR: '1' },
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
