import { ChanceryError, type ErrorOptions, type ErrorTable, type Fault } from '@chancery/core'

export type FormatErrorCode =
  // script and blob
  | 'FILE_EMPTY'
  | 'DESCRIPTION_MALFORMED'
  | 'APPEND_TO_BROKEN'
  | 'SCRIPT_BINARY'
  | 'SCRIPT_COMMENT_SYNTAX'
  | 'SCRIPT_READS_ITSELF'
  | 'SCRIPT_ENDS_OPEN'
  | 'SCRIPT_TEXT_AFTER_BLOCK'
  | 'SCRIPT_SECOND_BLOCK'
  | 'SCRIPT_BLOCK_MALFORMED'
  | 'SIGNATURE_FILE_MALFORMED'
  | 'SIGNATURE_NOT_DETACHED'

const USE_BLOB = 'Sign it with `--format blob`: the signature then stands beside the file and changes nothing in it.'
const RESTORE_SCRIPT = 'Get the script again from its source, or remove the signature block and sign it anew.'

export const FORMAT_ERRORS: ErrorTable<FormatErrorCode> = {
  // script and blob
  FILE_EMPTY: { family: 'malformed', howToFix: 'Build the file first: there is nothing in it to sign.' },
  DESCRIPTION_MALFORMED: {
    family: 'usage',
    howToFix: 'Make the request with `chancery sign`: its description is not what this format writes.',
  },
  APPEND_TO_BROKEN: {
    family: 'malformed',
    howToFix: 'Sign without --append, which replaces the signature that is there.',
  },
  SCRIPT_BINARY: { family: 'usage', howToFix: USE_BLOB },
  SCRIPT_COMMENT_SYNTAX: { family: 'usage', howToFix: USE_BLOB },
  SCRIPT_READS_ITSELF: { family: 'usage', howToFix: USE_BLOB },
  SCRIPT_ENDS_OPEN: { family: 'usage', howToFix: 'End the last line without a backslash, then sign.' },
  SCRIPT_TEXT_AFTER_BLOCK: { family: 'malformed', howToFix: RESTORE_SCRIPT },
  SCRIPT_SECOND_BLOCK: { family: 'malformed', howToFix: RESTORE_SCRIPT },
  SCRIPT_BLOCK_MALFORMED: { family: 'malformed', howToFix: RESTORE_SCRIPT },
  SIGNATURE_FILE_MALFORMED: {
    family: 'malformed',
    howToFix: 'Give a CMS signature in DER or PEM, as `openssl cms -sign -binary -outform DER` makes it.',
  },
  SIGNATURE_NOT_DETACHED: {
    family: 'malformed',
    howToFix: 'Make the signature without its content inside (`openssl cms -sign` without -nodetach).',
  },
}

export class FormatError extends ChanceryError<FormatErrorCode> {
  constructor(code: FormatErrorCode, message: string, options?: ErrorOptions) {
    super(FORMAT_ERRORS, code, message, options)
    this.name = 'FormatError'
  }
}

/** What an error says, as evidence about a signature. */
export function faultOf(error: ChanceryError): Fault {
  return { code: error.code, message: error.message, howToFix: error.howToFix }
}
