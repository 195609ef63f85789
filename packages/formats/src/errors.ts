import { ChanceryError, type ErrorOptions, type ErrorTable, type Fault } from '@chancery/core'

export type FormatErrorCode =
  // authenticode: PE and PowerShell
  | 'PE_HEADER_MALFORMED'
  | 'PE_TOO_MANY_SECTIONS'
  | 'PE_SECTION_TRUNCATED'
  | 'PE_SECTION_UNHASHED'
  | 'PE_SECTION_GAP'
  | 'PE_NO_CERTIFICATE_DIRECTORY'
  | 'PE_CERTIFICATE_TABLE_MISPLACED'
  | 'PE_CERTIFICATE_TABLE_MALFORMED'
  | 'PE_CERTIFICATE_TYPE'
  | 'PE_CERTIFICATE_PADDING'
  | 'PE_TOO_LARGE'
  | 'POWERSHELL_ENCODING'
  | 'POWERSHELL_TOO_LARGE'
  | 'POWERSHELL_BLOCK_MALFORMED'
  | 'POWERSHELL_TEXT_AFTER_SIGNATURE'
  | 'POWERSHELL_SECOND_BLOCK'
  | 'AUTHENTICODE_CONTENT'
  | 'AUTHENTICODE_DIGEST_MISMATCH'
  | 'AUTHENTICODE_NESTING'
  | 'AUTHENTICODE_URL'
  // script and blob
  | 'EMPTY_FILE'
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
  // jar
  | 'JAR_MANIFEST_MALFORMED'
  | 'JAR_MANIFEST_MISSING'
  | 'JAR_MANIFEST_CHANGED'
  | 'JAR_SIGNATURE_INCOMPLETE'
  | 'JAR_SIGNATURE_FILE_MALFORMED'
  | 'JAR_ENTRY_NOT_SIGNED'
  | 'JAR_ENTRY_CHANGED'
  | 'JAR_HIDDEN_DATA'
  | 'JAR_AMBIGUOUS'
  | 'JAR_TOO_MANY_SIGNERS'
  | 'JAR_NAME_UNSUPPORTED'
  | 'JAR_OTHER_SIGNER_BREAKS'

const USE_BLOB = 'Sign it with `--format blob`: the signature then stands beside the file and changes nothing in it.'
const RESTORE_SCRIPT = 'Get the script again from its source, or remove the signature block and sign it anew.'

const REBUILD_PE =
  'Build the file again, or get it again from its source: its headers are damaged or contradict each other.'
const RESTORE_SIGNED = 'Get the file again from its source, or sign an unsigned build anew.'
const RESTORE_POWERSHELL =
  'Get the script again from its source; or remove everything from the marker line on and sign it anew.'
const RESTORE_JAR =
  'The archive or a signature in it was changed after signing: get it again from its source, or sign an unsigned build.'

export const FORMAT_ERRORS: ErrorTable<FormatErrorCode> = {
  // authenticode: PE and PowerShell
  PE_HEADER_MALFORMED: { family: 'malformed', howToFix: REBUILD_PE },
  PE_TOO_MANY_SECTIONS: { family: 'malformed', howToFix: REBUILD_PE },
  PE_SECTION_TRUNCATED: {
    family: 'malformed',
    howToFix: 'The file is cut short: build or download it again.',
  },
  PE_SECTION_UNHASHED: { family: 'malformed', howToFix: REBUILD_PE },
  PE_SECTION_GAP: {
    family: 'malformed',
    howToFix: 'Link the EFI image so that its sections lie one behind the other in the file, from SizeOfHeaders on.',
  },
  PE_NO_CERTIFICATE_DIRECTORY: {
    family: 'malformed',
    howToFix: 'Link the file with all 16 data directories: its header has no room for a signature.',
  },
  PE_CERTIFICATE_TABLE_MISPLACED: { family: 'malformed', howToFix: RESTORE_SIGNED },
  PE_CERTIFICATE_TABLE_MALFORMED: { family: 'malformed', howToFix: RESTORE_SIGNED },
  PE_CERTIFICATE_TYPE: { family: 'malformed', howToFix: RESTORE_SIGNED },
  PE_CERTIFICATE_PADDING: {
    family: 'untrusted',
    howToFix:
      'Do not run it: somebody put data behind the signature, where no digest covers it. Get it from its source.',
  },
  PE_TOO_LARGE: {
    family: 'usage',
    howToFix: 'A PE file and its signature must end below 4 GiB: ship the data beside it.',
  },
  POWERSHELL_ENCODING: {
    family: 'malformed',
    howToFix: 'Save the script as UTF-8 with a byte order mark (or as UTF-16LE), then sign it.',
  },
  POWERSHELL_TOO_LARGE: {
    family: 'usage',
    howToFix: 'Keep data in a file of its own: scripts above 64 MiB are not signed.',
  },
  POWERSHELL_BLOCK_MALFORMED: { family: 'malformed', howToFix: RESTORE_POWERSHELL },
  POWERSHELL_TEXT_AFTER_SIGNATURE: { family: 'malformed', howToFix: RESTORE_POWERSHELL },
  POWERSHELL_SECOND_BLOCK: { family: 'malformed', howToFix: RESTORE_POWERSHELL },
  AUTHENTICODE_CONTENT: { family: 'untrusted', howToFix: RESTORE_SIGNED },
  AUTHENTICODE_DIGEST_MISMATCH: {
    family: 'untrusted',
    howToFix: 'The file is not what was signed: get it again from its source, or sign what you have built.',
  },
  AUTHENTICODE_NESTING: { family: 'untrusted', howToFix: RESTORE_SIGNED },
  AUTHENTICODE_URL: { family: 'usage', howToFix: 'Give an absolute URL in ASCII, such as https://example.com/app.' },
  // script and blob
  EMPTY_FILE: { family: 'malformed', howToFix: 'Build the file first: there is nothing in it to sign.' },
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
  // jar
  JAR_MANIFEST_MALFORMED: {
    family: 'malformed',
    howToFix: 'Build the archive anew with a manifest as `jar` writes it.',
  },
  JAR_MANIFEST_MISSING: { family: 'untrusted', howToFix: RESTORE_JAR },
  JAR_MANIFEST_CHANGED: { family: 'untrusted', howToFix: RESTORE_JAR },
  JAR_SIGNATURE_INCOMPLETE: { family: 'untrusted', howToFix: RESTORE_JAR },
  JAR_SIGNATURE_FILE_MALFORMED: { family: 'untrusted', howToFix: RESTORE_JAR },
  JAR_ENTRY_NOT_SIGNED: {
    family: 'untrusted',
    howToFix: 'Something was added after signing. Get the archive again from its source, or sign it once more.',
  },
  JAR_ENTRY_CHANGED: { family: 'untrusted', howToFix: RESTORE_JAR },
  JAR_HIDDEN_DATA: {
    family: 'untrusted',
    howToFix: 'Sign the archive anew, which leaves the hidden bytes out, or get it again from its source.',
  },
  JAR_AMBIGUOUS: {
    family: 'malformed',
    howToFix: 'Build the archive anew with one manifest and one signature file of each name, whatever its case.',
  },
  JAR_TOO_MANY_SIGNERS: {
    family: 'malformed',
    howToFix: 'Build the archive anew: no archive needs so many signatures.',
  },
  JAR_NAME_UNSUPPORTED: {
    family: 'usage',
    howToFix: 'Rename the file in the archive: a manifest cannot hold a name with line breaks or NUL.',
  },
  JAR_OTHER_SIGNER_BREAKS: {
    family: 'usage',
    howToFix: 'Sign the unsigned build, or take the other signature out first (`zip -d FILE META-INF/NAME.*`).',
  },
}

export class FormatError extends ChanceryError<FormatErrorCode> {
  constructor(code: FormatErrorCode, message: string, options?: ErrorOptions) {
    super(FORMAT_ERRORS, code, message, options)
    this.name = 'FormatError'
  }
}

/** What an error says, as evidence about a signature. */
export function faultOf({ code, message, howToFix }: ChanceryError): Fault {
  return { code, message, howToFix }
}
