/**
 * Errors with a stable code. Every package has one class and one table of its codes; docs/errors.md is held against the tables by a test.
 * The family decides the exit code: `usage` 2, `malformed` and `untrusted` 1, `environment` 3 (the only one worth a retry), `denied` 4, `pending` 5.
 */
export type ErrorFamily = 'usage' | 'malformed' | 'untrusted' | 'environment' | 'denied' | 'pending'

export interface ErrorEntry {
  readonly family: ErrorFamily
  /** What the reader should do next: one sentence. */
  readonly howToFix: string
}

export type ErrorTable<Code extends string> = Readonly<Record<Code, ErrorEntry>>

export type ErrorDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

export interface ErrorOptions {
  /** Facts for machines. Never a PIN, a token, a key or file content. */
  readonly details?: ErrorDetails | undefined
  /** Where this case has better advice than the code's general one. */
  readonly howToFix?: string | undefined
  readonly cause?: unknown
}

const EXIT_CODES: Readonly<Record<ErrorFamily, number>> = {
  malformed: 1,
  untrusted: 1,
  usage: 2,
  environment: 3,
  denied: 4,
  pending: 5,
}

export class ChanceryError<Code extends string = string> extends Error {
  readonly code: Code
  readonly family: ErrorFamily
  readonly howToFix: string
  readonly details: ErrorDetails

  constructor(table: ErrorTable<Code>, code: Code, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    const entry = table[code]
    this.code = code
    this.family = entry.family
    this.howToFix = options.howToFix ?? entry.howToFix
    this.details = options.details ?? {}
  }

  get exitCode(): number {
    return EXIT_CODES[this.family]
  }
}

export type CoreErrorCode =
  | 'ABORTED'
  | 'ALGORITHM_UNSUPPORTED'
  | 'FILE_CHANGED'
  | 'FORMAT_UNKNOWN'
  | 'FORMAT_MISMATCH'
  | 'UNSUPPORTED_FORMAT'
  | 'NOT_SIGNED'
  | 'DENIED'
  | 'SELF_CHECK_FAILED'
  | 'UNEXPECTED_END'
  | 'BAD_MAGIC'
  | 'COMPRESSED_DATA_CORRUPT'

export const CORE_ERRORS: ErrorTable<CoreErrorCode> = {
  ABORTED: { family: 'environment', howToFix: 'Run the command again; nothing was left half-written.' },
  ALGORITHM_UNSUPPORTED: {
    family: 'usage',
    howToFix: 'Use an RSA 2048-4096, ECDSA P-256/P-384/P-521 or Ed25519 key, with a digest that the key supports.',
  },
  FILE_CHANGED: {
    family: 'environment',
    howToFix:
      'Something else wrote to the file while it was being signed: let the build finish first, then sign again.',
  },
  FORMAT_UNKNOWN: { family: 'usage', howToFix: 'Use one of the format ids that `chancery sign --help` lists.' },
  FORMAT_MISMATCH: {
    family: 'usage',
    howToFix: 'Drop --format, or name the format that the file really has (`chancery inspect FILE` tells).',
  },
  UNSUPPORTED_FORMAT: {
    family: 'usage',
    howToFix: 'Sign it with its own tool, or with `--format blob` to get a detached signature beside it.',
  },
  NOT_SIGNED: { family: 'untrusted', howToFix: 'Sign the file, or give the side file with --signature or --bundle.' },
  DENIED: { family: 'denied', howToFix: 'Ask the owners of the key what the policy demands.' },
  SELF_CHECK_FAILED: {
    family: 'environment',
    howToFix:
      'The signature that was made does not verify, so no output was left: check the disk and the HSM, then report it with `chancery inspect FILE`.',
  },
  UNEXPECTED_END: {
    family: 'malformed',
    howToFix: 'The file is cut short or a field lies about a length: get it again from its source.',
  },
  BAD_MAGIC: { family: 'malformed', howToFix: 'The file is damaged or not of its kind: get it again from its source.' },
  COMPRESSED_DATA_CORRUPT: {
    family: 'malformed',
    howToFix: 'Compressed data inside the file is damaged or larger than declared: build or download the file again.',
  },
}

export class CoreError extends ChanceryError<CoreErrorCode> {
  constructor(code: CoreErrorCode, message: string, options?: ErrorOptions) {
    super(CORE_ERRORS, code, message, options)
    this.name = 'CoreError'
  }
}
