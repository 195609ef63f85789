import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, relative } from 'node:path'
import * as core from '@actions/core'
import type { StepHost } from './host.ts'
import { limitedOutputs } from './outputs.ts'
import { printable } from './printable.ts'
import { secretForms } from './secrets.ts'
import { summaryMarkdown } from './summary-markdown.ts'
import { workspacePath } from './workspace-path.ts'

const PREFIX = 'INPUT_'
/** State that `post` reads: the folder to remove. */
const CLEAN_UP = 'clean-up'

/** GitHub Actions: the runner's files and commands, by @actions/core. */
export function githubHost(env: Readonly<Record<string, string | undefined>>): StepHost {
  const workspace = env.GITHUB_WORKSPACE || process.cwd()
  return {
    platform: 'github',
    workspace,
    temporary: env.RUNNER_TEMP || tmpdir(),
    env,
    given: () =>
      Object.keys(env)
        .filter((name) => name.toUpperCase().startsWith(PREFIX))
        .map((name) => name.slice(PREFIX.length).toLowerCase()),
    input: (name) => core.getInput(name),
    output: limitedOutputs(env.RUNNER_TEMP || tmpdir(), core.setOutput),
    mask: (secret) => {
      for (const form of secretForms(secret)) core.setSecret(form)
    },
    info: (line) => core.info(logLine(line)),
    exportVariable: (name, value) => core.exportVariable(name, value),
    addPath: (folder) => core.addPath(folder),
    cleanUp: (folder) => core.saveState(CLEAN_UP, folder),
    annotate({ file, title, message }) {
      const where = file === null ? {} : { file: workspacePath(workspace, file) }
      core.error(printable(message), { title, ...where })
    },
    warn: (title, message) => core.warning(printable(message), { title }),
    group: (title, work) => core.group(printable(title), work),
    async summary(summary) {
      if (!env.GITHUB_STEP_SUMMARY) return
      await core.summary.addRaw(summaryMarkdown(summary), true).write()
    },
    // Not `setFailed`, which would annotate again what is annotated already; and the runner knows no exit codes but this.
    fail: (message) => {
      process.exitCode = core.ExitCode.Failure
      core.info(logLine(message))
    },
  }
}

/** The runner takes a line for a command that begins with `::`, whatever blanks are before it; a line may begin with the name of a file. */
function logLine(text: string): string {
  return printable(text).replace(/^(\s*):(?=:)/, '$1: ')
}

/** The `post` of a step: removes what {@link StepHost.cleanUp} named, where that is still below the runner's temporary folder. */
export function cleanUpGithub(env: Readonly<Record<string, string | undefined>>): void {
  const folder = core.getState(CLEAN_UP)
  const below = relative(env.RUNNER_TEMP || tmpdir(), folder)
  if (folder === '' || below === '' || below.startsWith('..') || isAbsolute(below)) return
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  core.info(`removed ${printable(folder)}`)
}
