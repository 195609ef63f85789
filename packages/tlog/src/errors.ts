import { ChanceryError, type ErrorOptions, type ErrorTable } from '@chancery/core'

export type TlogErrorCode =
  | 'TILE_MALFORMED'
  | 'TILE_MISSING'
  | 'TILE_MISMATCH'
  | 'ENTRY_BUNDLE_MALFORMED'
  | 'ENTRY_TOO_LARGE'
  | 'INDEX_BEYOND_TREE'
  | 'INCLUSION_UNPROVEN'
  | 'CONSISTENCY_UNPROVEN'
  | 'NOTE_MALFORMED'
  | 'NOTE_KEY_UNTRUSTED'
  | 'NOTE_SIGNATURE_INVALID'
  | 'NOTE_KEY_MALFORMED'
  | 'NOTE_ALGORITHM_UNAVAILABLE'
  | 'NOTE_KEY_UNSUITABLE'
  | 'CHECKPOINT_MALFORMED'
  | 'CHECKPOINT_ORIGIN_MISMATCH'
  | 'LOG_PROOF_MALFORMED'
  | 'LOG_POLICY_INVALID'
  | 'LOG_QUORUM_MISSED'
  | 'WITNESS_MESSAGE_MALFORMED'
  | 'WITNESS_REFUSED'
  | 'WITNESS_UNAVAILABLE'
  | 'LOG_ENTRY_MALFORMED'
  | 'LOG_ENTRY_MISMATCH'
  | 'RECEIPT_MALFORMED'
  | 'RECEIPT_UNSUPPORTED'
  | 'RECEIPT_KEY_UNTRUSTED'
  | 'RECEIPT_SUBJECT_MISMATCH'
  | 'RECEIPT_SIGNATURE_INVALID'

const DAMAGED = 'The log, or the copy of it that was read, is damaged or forged: compare it with another copy.'
const AGAIN = 'Get the proof again from whoever published it; it does not show what it claims.'

export const TLOG_ERRORS: ErrorTable<TlogErrorCode> = {
  TILE_MALFORMED: { family: 'malformed', howToFix: DAMAGED },
  TILE_MISSING: { family: 'malformed', howToFix: 'Copy the log whole: a file that its checkpoint needs is not there.' },
  TILE_MISMATCH: { family: 'untrusted', howToFix: DAMAGED },
  ENTRY_BUNDLE_MALFORMED: { family: 'malformed', howToFix: DAMAGED },
  ENTRY_TOO_LARGE: {
    family: 'usage',
    howToFix: 'An entry has 1 to 65535 bytes: log the digest of what is larger, and keep it elsewhere.',
  },
  INDEX_BEYOND_TREE: {
    family: 'untrusted',
    howToFix: 'The log has no entry of that index yet: check the index, or get a newer checkpoint.',
  },
  INCLUSION_UNPROVEN: { family: 'untrusted', howToFix: AGAIN },
  CONSISTENCY_UNPROVEN: {
    family: 'untrusted',
    howToFix: 'The log does not continue what it showed before: keep both checkpoints, they are the evidence.',
  },
  NOTE_MALFORMED: { family: 'malformed', howToFix: 'Get the checkpoint again: it is no signed note.' },
  NOTE_KEY_UNTRUSTED: {
    family: 'untrusted',
    howToFix: "Trust the log's key, if it is the log that was meant: no known key has signed the checkpoint.",
  },
  NOTE_SIGNATURE_INVALID: {
    family: 'untrusted',
    howToFix: 'Get the checkpoint again; it is not what a key that is trusted has signed.',
  },
  NOTE_KEY_MALFORMED: {
    family: 'usage',
    howToFix: 'Give the verifier key as the log publishes it: NAME+8 hexadecimal digits+base64.',
  },
  NOTE_ALGORITHM_UNAVAILABLE: {
    family: 'environment',
    howToFix:
      'Run it with Node 24.7 or newer, whose OpenSSL knows ML-DSA: nothing can be said of such a signature without.',
  },
  NOTE_KEY_UNSUITABLE: {
    family: 'usage',
    howToFix: 'Checkpoints are signed by Ed25519 and ECDSA P-256 keys, cosignatures by Ed25519 keys.',
  },
  CHECKPOINT_MALFORMED: { family: 'malformed', howToFix: 'Get the checkpoint again: its lines are not in order.' },
  CHECKPOINT_ORIGIN_MISMATCH: {
    family: 'untrusted',
    howToFix: 'The checkpoint is of another log: get the one of the log that was meant.',
  },
  LOG_PROOF_MALFORMED: { family: 'malformed', howToFix: AGAIN },
  LOG_POLICY_INVALID: {
    family: 'usage',
    howToFix: 'Write the policy as c2sp.org/tlog-policy says: log, witness, group and one quorum line.',
  },
  LOG_QUORUM_MISSED: {
    family: 'untrusted',
    howToFix: 'Get a checkpoint that more witnesses have cosigned, or ask for fewer in the policy.',
  },
  WITNESS_MESSAGE_MALFORMED: {
    family: 'malformed',
    howToFix: 'Check the address: what answered or asked does not speak c2sp.org/tlog-witness.',
  },
  WITNESS_REFUSED: {
    family: 'untrusted',
    howToFix:
      'The witness has seen another history of the log, or does not know it: compare what it has seen before the log goes on.',
  },
  WITNESS_UNAVAILABLE: { family: 'environment', howToFix: 'Ask the witness again later.' },
  LOG_ENTRY_MALFORMED: {
    family: 'malformed',
    howToFix: 'Get the bundle again: its log entry is no hashedrekord 0.0.2.',
  },
  LOG_ENTRY_MISMATCH: {
    family: 'untrusted',
    howToFix: 'The log entry is of another signature: get the bundle and its file again.',
  },
  RECEIPT_MALFORMED: { family: 'malformed', howToFix: 'Get the receipt again: it is none of a log (RFC 9942).' },
  RECEIPT_UNSUPPORTED: {
    family: 'malformed',
    howToFix: 'Verify it with the tool that it was made for: docs/formats/receipt.md says what is read here.',
  },
  RECEIPT_KEY_UNTRUSTED: {
    family: 'untrusted',
    howToFix: "Trust the log's key, if it is the log that was meant: the receipt names no log that is trusted.",
  },
  RECEIPT_SUBJECT_MISMATCH: {
    family: 'untrusted',
    howToFix: 'Give the entry that the receipt is of, or get the receipt of this one.',
  },
  RECEIPT_SIGNATURE_INVALID: { family: 'untrusted', howToFix: AGAIN },
}

export class TlogError extends ChanceryError<TlogErrorCode> {
  constructor(code: TlogErrorCode, message: string, options?: ErrorOptions) {
    super(TLOG_ERRORS, code, message, options)
    this.name = 'TlogError'
  }
}
