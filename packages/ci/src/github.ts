import * as core from '@actions/core'
import type { StepHost } from './host.ts'
import { printable } from './printable.ts'
import { secretForms } from './secrets.ts'
import { summaryMarkdown } from './summary-markdown.ts'
import { workspacePath } from './workspace-path.ts'

const PREFIX = 'INPUT_'

/** GitHub Actions: the runner's files and commands, by @actions/core. */
export function githubHost(env: Readonly<Record<string, string | undefined>>): StepHost {
  const workspace = env.GITHUB_WORKSPACE || process.cwd()
  return {
    platform: 'github',
    workspace,
    env,
    given: () =>
      Object.keys(env)
        .filter((name) => name.toUpperCase().startsWith(PREFIX))
        .map((name) => name.slice(PREFIX.length).toLowerCase()),
    input: (name) => core.getInput(name),
    output: (name, value) => core.setOutput(name, value),
    mask: (secret) => {
      for (const form of secretForms(secret)) core.setSecret(form)
    },
    info: (line) => core.info(printable(line)),
    annotate({ file, title, message }) {
      const where = file === null ? {} : { file: workspacePath(workspace, file) }
      core.error(printable(message), { title, ...where })
    },
    group: (title, work) => core.group(printable(title), work),
    async summary(summary) {
      if (!env.GITHUB_STEP_SUMMARY) return
      await core.summary.addRaw(summaryMarkdown(summary), true).write()
    },
    // Not `setFailed`, which would annotate again what is annotated already.
    fail: (message) => {
      process.exitCode = core.ExitCode.Failure
      core.info(printable(message))
    },
  }
}
