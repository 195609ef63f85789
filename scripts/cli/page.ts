import { OPERATIONS, type OperationSpec, type OptionSpec } from '@chancery/engine/operations'

const HEAD = `# The command line

This page is written by \`node --conditions=@chancery/source scripts/cli-doc.ts\` from the table of operations, which \`chancery COMMAND --help\` prints too; a test fails
where the two differ. What \`chancery.yaml\` and the environment say is in [configuration.md](configuration.md), every error code in [errors.md](errors.md), the
library behind the commands in [api.md](api.md).

- FILE is a path or a glob: \`**\` any folders, \`{a,b}\` either, \`!PATTERN\` leaves out. Globs are resolved by Chancery, so quote them: they work the same on every platform.
  Dot files and what lies beside signed files (\`*.p7s\`, \`*.sigstore.json\`) are passed over.
- A flag goes before the environment, the environment before \`chancery.yaml\`.
- People read stderr, machines stdout: \`--json\` prints one object there, whatever happens, as the schemas in [schema/](schema/) describe it.
- \`chancery completion bash|zsh|fish\` prints a completion script: \`source <(chancery completion bash)\`.

| Exit code | Meaning |
|---|---|
| 0 | done |
| 1 | verification failed, or an input is malformed |
| 2 | usage or configuration |
| 3 | environment: HSM, network, disk, timestamp authority; may be retried |
| 4 | denied by policy |
| 5 | pending approval |

With several files, every one is reported, and the code is that of the first that failed in the order of the command line.
`

/** docs/cli.md, whole. */
export function renderCommandLine(): string {
  return [HEAD, ...OPERATIONS.map(section)].join('\n')
}

function section({ name, summary, operands, options, examples }: OperationSpec): string {
  const usage = ['chancery', name, operands, '[OPTIONS]'].filter((part) => part !== null).join(' ')
  const shown = examples.map(([command, explanation]) => `# ${explanation}\n${command}`)
  return `## chancery ${name}

${summary}.

\`${usage}\`

| Option | What it does |
|---|---|
${options.map(row).join('\n')}

\`\`\`sh
${shown.join('\n')}
\`\`\`
`
}

function row(option: OptionSpec): string {
  const flag = option.kind === 'switch' ? `--[no-]${option.name}` : `--${option.name}`
  const notes = [
    option.required ? 'required' : null,
    option.kind === 'switch' ? 'on by default' : null,
    option.kind === 'list' ? 'repeatable' : null,
    option.choices ? option.choices.map((choice) => `\`${choice}\``).join(', ') : null,
    option.env ? `environment: \`${option.env}\`` : null,
  ].filter((note) => note !== null)
  const help = notes.length > 0 ? `${option.help} (${notes.join('; ')})` : option.help
  return `| \`${[flag, option.value].filter(Boolean).join(' ').replaceAll('|', '\\|')}\` | ${help.replaceAll('|', '\\|')} |`
}
