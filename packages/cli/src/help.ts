import { OPERATIONS, type OperationSpec, type OptionSpec } from '@chancery/engine/operations'

const EXIT_CODES = `Exit codes:
  0  done
  1  verification failed, or an input is malformed
  2  usage or configuration
  3  environment: HSM, network, disk, timestamp authority (may be retried)
  4  denied by policy
  5  pending approval`

export function generalHelp(): string {
  const commands = OPERATIONS.map(({ name, summary }) => row(name, summary))
  return `chancery: sign what CI builds with keys that stay in an HSM, and leave a record that anyone can check

Usage: chancery COMMAND [OPTIONS]

Commands:
${commands.join('\n')}
${row('completion', 'Print a completion script for bash, zsh or fish')}

  chancery COMMAND --help   options and examples
  chancery --version

Examples:
  chancery init
  chancery sign dist/app.exe --key release --out signed
  chancery verify signed/app.exe

${EXIT_CODES}
`
}

export function operationHelp(operation: OperationSpec): string {
  const operands = operation.operands === null ? '' : ` ${operation.operands}`
  const examples = operation.examples.map(([command, explanation]) => `  ${command}\n      ${explanation}`)
  return `${operation.summary}

Usage: chancery ${operation.name}${operands} [OPTIONS]
${!operation.operands?.includes('FILE') ? '' : '\nFILE is a path or a glob: ** any folders, {a,b} either, !PATTERN leaves out.\n'}
Options:
${operation.options.map(optionRow).join('\n')}
${row('-h, --help', 'this text')}

Examples:
${examples.join('\n')}

${EXIT_CODES}
`
}

function optionRow(option: OptionSpec): string {
  const flag = option.kind === 'switch' ? `--[no-]${option.name}` : `--${option.name}`
  const notes = [
    option.kind === 'switch' ? 'on by default' : null,
    option.kind === 'list' ? 'repeatable' : null,
    option.choices && option.kind !== 'list' ? option.choices.join(', ') : null,
    option.env ?? null,
  ].filter((note) => note !== null)
  const help = notes.length > 0 ? `${option.help} (${notes.join('; ')})` : option.help
  return row(option.value === undefined ? flag : `${flag} ${option.value}`, help)
}

function row(left: string, right: string): string {
  return `  ${left.padEnd(26)} ${right}`
}
