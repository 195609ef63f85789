import { OPERATIONS, type OperationSpec } from '@chancery/engine/operations'
import { parseArguments } from './arguments.ts'
import { fail } from './failure.ts'
import { generalHelp, operationHelp } from './help.ts'
import { say, type Terminal } from './terminal.ts'

/** Runs one command line. @returns the exit code */
export async function run(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [first] = argv
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    ;(first === undefined ? terminal.stderr : terminal.stdout).write(generalHelp())
    return first === undefined ? 2 : 0
  }
  if (first === 'completion') return completion(argv[1], terminal)
  const operation = operationOf(argv)
  if (!operation) return unknownCommand(argv, terminal)
  const rest = argv.slice(operation.name.split(' ').length)
  if (asksForHelp(rest)) {
    terminal.stdout.write(operationHelp(operation))
    return 0
  }
  const { suggestion } = await import('@chancery/engine')
  const { operands, values, problems } = parseArguments(operation, rest, suggestion)
  if (problems.length > 0) {
    const howToFix = `Run chancery ${operation.name} --help for its options and examples.`
    return fail(terminal, operation, values, 2, {
      path: null,
      code: 'USAGE',
      message: problems.join('; '),
      howToFix,
    })
  }
  const { runOperation } = await import('./commands.ts')
  return runOperation(operation, operands, values, terminal)
}

/** Anywhere before `--`, also where it stands in for a value: whoever asks for help wants nothing done. */
function asksForHelp(args: readonly string[]): boolean {
  const options = args.includes('--') ? args.slice(0, args.indexOf('--')) : args
  return options.includes('--help') || options.includes('-h')
}

function operationOf(argv: readonly string[]): OperationSpec | undefined {
  return OPERATIONS.find(({ name }) => name === argv.slice(0, name.split(' ').length).join(' '))
}

async function unknownCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [group, second] = argv
  const grouped = OPERATIONS.filter(({ name }) => name.startsWith(`${group} `))
  const isHelp = second === '--help' || second === '-h'
  if (grouped.length > 0 && (isHelp || second === undefined)) {
    terminal[isHelp ? 'stdout' : 'stderr'].write(grouped.map(operationHelp).join('\n'))
    return isHelp ? 0 : 2
  }
  const word = argv.slice(0, grouped.length > 0 ? 2 : 1).join(' ')
  const names = OPERATIONS.map(({ name }) => name)
  const { suggestion } = await import('@chancery/engine')
  say(terminal, `chancery: there is no command ${word}${suggestion(word, names)}`)
  say(terminal, 'fix: chancery --help lists them')
  return 2
}

async function completion(shell: string | undefined, terminal: Terminal): Promise<number> {
  const { completionScript, SHELLS } = await import('./completion.ts')
  if (shell === undefined || !SHELLS.includes(shell)) {
    terminal[shell === '--help' ? 'stdout' : 'stderr'].write(
      `Usage: chancery completion ${SHELLS.join('|')}\n\nExample:\n  source <(chancery completion bash)\n`,
    )
    return shell === '--help' ? 0 : 2
  }
  terminal.stdout.write(completionScript(shell))
  return 0
}
