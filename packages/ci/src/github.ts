import * as core from '@actions/core'
import type { StepHost } from './host.ts'
import { summaryMarkdown } from './summary-text.ts'

/** GitHub Actions: the runner's files and commands, by @actions/core. */
export function githubHost(env: Readonly<Record<string, string | undefined>>): StepHost {
  return {
    platform: 'github',
    workspace: env.GITHUB_WORKSPACE ?? process.cwd(),
    env,
    input: (name) => core.getInput(name),
    output: (name, value) => core.setOutput(name, value),
    mask: maskLines,
    info: (line) => core.info(line),
    annotate({ level, file, title, message }) {
      core[level](message, file === null ? { title } : { title, file })
    },
    group: (title, work) => core.group(title, work),
    async summary(summary) {
      if (!env.GITHUB_STEP_SUMMARY) return
      await core.summary.addRaw(summaryMarkdown(summary), true).write()
    },
    fail: (message) => core.setFailed(message),
  }
}

/** The runner masks line by line, and not the base64 of what it masks. */
function maskLines(secret: string): void {
  const lines = secret.split(/\r?\n/).filter((line) => line !== '')
  for (const line of new Set([secret, ...lines, Buffer.from(secret).toString('base64')])) core.setSecret(line)
}
