import type { LogDialect } from './log-dialect.ts'

/** Buildkite: a line that begins with `---` opens a fold, `^^^ +++` unfolds the one that is open. What else it reads are escape sequences. */
export const buildkiteLog: LogDialect = {
  platform: 'buildkite',
  line: (text) => text,
  group: (title) => ({ open: `--- ${title}\n`, close: () => '' }),
  error: () => '^^^ +++\n',
  // By its standard input: an argument could be read by every process of the machine.
  mask: (secret, { run }) => run('buildkite-agent', ['redactor', 'add'], secret),
  show({ step, markdown, failed }, { run }) {
    const style = failed ? 'error' : 'success'
    run('buildkite-agent', ['annotate', '--style', style, '--context', `chancery-${step}`], markdown)
  },
}
