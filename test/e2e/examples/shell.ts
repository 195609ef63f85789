/** Runs the commands of a job of any CI system in a team's checkout, as its agent would: one shell for each entry of a script, or one for all. */
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { CHECKOUT, findTool, type TempDir, type ToolResult, tempDir } from '@chancery/testkit'
import type { Team } from './team.ts'

export interface Job extends Disposable {
  readonly workspace: string
  readonly env: Readonly<Record<string, string>>
  run(script: string, env?: Readonly<Record<string, string>>): Promise<ToolResult>
  /** What `buildkite-agent` was asked: its arguments, then its input. */
  asked(): readonly string[]
}

const PROGRAMS = { chancery: 'packages/cli/bin/chancery.js', 'chancery-step': 'packages/ci/bin/chancery-step.js' }

/**
 * Stands for npm where it would install: what it installs is packed, installed and tried in pack.test.ts. Before it ran, npx finds nothing.
 */
function npmScript(): string {
  const links = Object.entries(PROGRAMS).map(
    ([name, path]) => `ln -sf '${join(CHECKOUT, path)}' node_modules/.bin/${name}`,
  )
  return `#!/bin/sh\nset -eu\ntest "$*" = ci\nmkdir -p node_modules/.bin\n${links.join('\n')}\n`
}

/** Stands for Buildkite's agent: keeps what it is asked, and gives the token that lies beside it. */
function buildkiteScript(folder: string): string {
  return `#!/bin/sh
set -eu
if test "$1" = oidc; then echo "$*" >> '${folder}/asked'; cat '${folder}/token'; exit; fi
{ echo "$*"; cat; echo; } >> '${folder}/asked'
`
}

export function startJob(team: Team): Job {
  const folder: TempDir = tempDir()
  const workspace = folder.at('workspace')
  team.checkOut(workspace)
  const bin = folder.at('bin')
  mkdirSync(bin)
  for (const [name, text] of [
    ['npm', npmScript()],
    ['buildkite-agent', buildkiteScript(folder.path)],
  ] as const) {
    writeFileSync(join(bin, name), text)
    chmodSync(join(bin, name), 0o755)
  }
  symlinkSync(execFileSync('sh', ['-c', 'command -v npx'], { encoding: 'utf8' }).trim(), join(bin, 'npx'))
  const env = {
    PATH: [bin, dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: folder.path,
    CHANCERY_PIN: team.pin,
    CHANCERY_PKCS11JS: join(CHECKOUT, 'node_modules/pkcs11js'),
    // Nothing is fetched: what is not installed is not there.
    npm_config_offline: 'true',
    npm_config_yes: 'false',
  }
  return {
    workspace,
    env,
    run(script, more = {}) {
      const { CHANCERY_ID_TOKEN_FOR_AGENT: token, ...given } = more
      if (token !== undefined) writeFileSync(folder.at('token'), token)
      const shell = findTool('sh')
      if (!shell) throw new Error('there is no sh')
      return shell.run(['-e', '-c', script], { cwd: workspace, env: { ...env, ...given }, timeout: 50_000 })
    },
    asked: () => (existsSync(folder.at('asked')) ? readFileSync(folder.at('asked'), 'utf8').split('\n') : []),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  }
}
