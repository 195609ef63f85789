/**
 * How an operation and its options are declared: once, for the command line's flags and help, the actions' inputs and Jenkins' arguments.
 * The folder imports nothing from outside it, so that `--help` is instant.
 */
/**
 * Every option of every operation, declared once: the command line's flags and help, the actions' inputs and Jenkins' arguments are this table.
 * It imports nothing, so that `--help` is instant.
 */
export interface OptionSpec {
  /** The flag without dashes, and the CI input unless `input` names another. */
  readonly name: string
  /** `flag`: present or not; `switch`: also as --no-NAME, on by default; `list`: repeatable (one a line in CI inputs). */
  readonly kind: 'flag' | 'switch' | 'text' | 'number' | 'list'
  /** What stands for the value in help. */
  readonly value?: string
  readonly help: string
  readonly choices?: readonly string[]
  /** Name of the CI input, where it differs. */
  readonly input?: string
  /** Only where commands are typed: not an input of CI steps. */
  readonly terminalOnly?: boolean
  /** Environment variable that gives it where the flag does not. */
  readonly env?: string
  /** Without it other things are signed or demanded than were meant, or signed things get lost: a step ends where its name is misspelt. */
  readonly guard?: true
  /** Must be given, here or by `env`. */
  readonly required?: boolean
}

export interface OperationSpec {
  /** `sign`, `keys list`. */
  readonly name: string
  readonly summary: string
  /** What the operands are called, in brackets where they may be left out; null where there are none. */
  readonly operands: string | null
  readonly options: readonly OptionSpec[]
  /** What it is told are demands: a step ends at any name that it does not know, since that might have been one. */
  readonly gate?: true
  readonly examples: readonly (readonly [command: string, explanation: string])[]
}
