/** Runs workflows in a team's repository under act, a stock implementation of the runner's protocol, without a network. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { CHECKOUT, type SkipContext, type ToolResult, tool } from '@chancery/testkit'
import { fillToolCache } from '../actions/runner.ts'
import type { Team } from './team.ts'

export interface WorkflowRunner extends Disposable {
  /** What workflows uploaded: a folder for each artifact. */
  readonly artifacts: string
  /** @param files all of .github/workflows, name to text @param name which of them runs */
  run(files: Readonly<Record<string, string>>, name: string, more?: RunMore): Promise<ToolResult>
}

export interface RunMore {
  readonly env?: Readonly<Record<string, string>>
  readonly secrets?: Readonly<Record<string, string>>
  /** The repository's variables. */
  readonly vars?: Readonly<Record<string, string>>
}

/** The version that examples and pages name. */
const VERSION = 'v0.1.0'
const RUNNERS = ['self-hosted', 'ubuntu-latest', 'ubuntu-24.04', 'windows-2025', 'macos-15']

/** @param programs that runners of this team have on their PATH */
export function workflowRunner(team: Team, context: SkipContext, programs: readonly string[] = []): WorkflowRunner {
  const act = tool('act', context)
  const home = mkdtempSync(join(tmpdir(), 'chancery-act-'))
  const at = (name: string): string => join(home, name)
  cpSync(join(CHECKOUT, 'actions'), at('steps/actions'), { recursive: true })
  for (const folder of ['.config/act', 'artifacts', 'bin']) mkdirSync(at(folder), { recursive: true })
  writeFileSync(at('.config/act/actrc'), '')
  // Installs nothing: what a page has installed is here already, or the test would not run.
  writeFileSync(at('bin/sudo'), '#!/bin/sh\ntest "$*" = "apt-get install --yes softhsm2"\n', { mode: 0o755 })
  for (const name of programs) symlinkSync(tool(name, context).path, at(`bin/${name}`))
  const repository = at('repository')
  team.checkOut(repository)
  const identity = ['-c', 'user.name=A Team', '-c', 'user.email=team@example.com']
  for (const command of [
    ['init', '--quiet'],
    ['add', '.'],
    [...identity, 'commit', '--quiet', '-m', 'The team'],
    ['tag', 'v1.2.3'],
  ])
    execFileSync('git', command, { cwd: repository })
  const stands = join(import.meta.dirname, 'artifacts')
  const local = [
    `chancery/chancery@${VERSION}=${at('steps')}`,
    `actions/upload-artifact@v4=${join(stands, 'upload')}`,
    `actions/download-artifact@v5=${join(stands, 'download')}`,
  ]
  const flags = [
    ...RUNNERS.flatMap((name) => ['-P', `${name}=-self-hosted`]),
    ...local.flatMap((one) => ['--local-repository', one]),
    ...['--rm', '--no-cache-server'],
  ]
  // Warm, as on a runner that is not new: setup.test.ts shows how the addon comes into it.
  fillToolCache(at('.cache/act/tool_cache'))
  return {
    artifacts: at('artifacts'),
    async run(files, name, { env = {}, secrets = { HSM_PIN: team.pin }, vars = {} } = {}) {
      const folder = join(repository, '.github/workflows')
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder, { recursive: true })
      for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
      const given = { ARTIFACTS: at('artifacts'), ...env }
      const envFlags = Object.entries(given).flatMap(([key, value]) => ['--env', `${key}=${value}`])
      const secretFlags = Object.keys(secrets).flatMap((key) => ['--secret', key])
      const varFlags = Object.entries(vars).flatMap(([key, value]) => ['--var', `${key}=${value}`])
      return act.run(['push', '-W', `.github/workflows/${name}`, ...flags, ...envFlags, ...secretFlags, ...varFlags], {
        cwd: repository,
        env: { PATH: [at('bin'), dirname(process.execPath), process.env.PATH].join(delimiter), HOME: home, ...secrets },
        timeout: 55_000,
      })
    },
    [Symbol.dispose]: () => rmSync(home, { recursive: true, force: true }),
  }
}
