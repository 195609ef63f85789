import { type Checkpoint, parseCheckpoint } from './checkpoint-text.ts'
import { TlogError } from './errors.ts'
import { type NoteKey, signsWholeText } from './note/key.ts'
import { type Note, parseNote, type VerifiedSignature, verifySignatures } from './note/note.ts'

/** A checkpoint that the log has signed, and who else. */
export interface OpenedCheckpoint extends Checkpoint {
  readonly note: Note
  /** By the log's keys: one at least. */
  readonly signatures: readonly VerifiedSignature[]
  /** By the witnesses that were given. */
  readonly cosignatures: readonly VerifiedSignature[]
}

export interface CheckpointTrust {
  /** Which log is meant; null where the keys say it: then that of a key's name. */
  readonly origin: string | null
  readonly keys: readonly NoteKey[]
  readonly witnesses?: readonly NoteKey[]
}

/**
 * A checkpoint by the log that is meant, signed by one of its keys: a witness alone is not enough.
 * @throws TlogError NOTE_MALFORMED, CHECKPOINT_MALFORMED, CHECKPOINT_ORIGIN_MISMATCH, NOTE_KEY_UNTRUSTED, NOTE_SIGNATURE_INVALID
 */
export function openCheckpoint(bytes: Uint8Array, { origin, keys, witnesses = [] }: CheckpointTrust): OpenedCheckpoint {
  const note = parseNote(bytes)
  const checkpoint = parseCheckpoint(note.text)
  if (origin !== null && checkpoint.origin !== origin) {
    throw new TlogError('CHECKPOINT_ORIGIN_MISMATCH', `a checkpoint of ${checkpoint.origin}, not of ${origin}`, {
      details: { origin: checkpoint.origin },
    })
  }
  const eligible = origin === null ? keys.filter(({ name }) => name === checkpoint.origin) : keys
  const signatures = verifySignatures(note, eligible)
  if (signatures.length === 0) {
    throw new TlogError('NOTE_KEY_UNTRUSTED', `no known key of ${checkpoint.origin} has signed the checkpoint`, {
      details: { origin: checkpoint.origin, signatures: note.signatures.map(({ name }) => name).slice(0, 8) },
    })
  }
  if (checkpoint.extensions.length > 0 && !signatures.some(({ key }) => signsWholeText(key))) {
    throw new TlogError(
      'NOTE_KEY_UNTRUSTED',
      `no known key of ${checkpoint.origin} has signed the checkpoint's extensions`,
    )
  }
  return { ...checkpoint, note, signatures, cosignatures: verifySignatures(note, witnesses) }
}
