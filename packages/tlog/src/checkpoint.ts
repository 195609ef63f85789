import { fromBase64, toBase64 } from '@chancery/core'
import { TlogError } from './errors.ts'
import { HASH_LENGTH } from './merkle/hash.ts'
import type { NoteKey } from './note/key.ts'
import { type Note, parseNote, type VerifiedSignature, verifySignatures } from './note/note.ts'
import type { TreeHead } from './tiles/tree-head.ts'

/** c2sp.org/tlog-checkpoint, the text of the note. */
export interface Checkpoint extends TreeHead {
  /** Which log. */
  readonly origin: string
  readonly extensions: readonly string[]
}

export function encodeCheckpoint({
  origin,
  size,
  root,
  extensions = [],
}: Omit<Checkpoint, 'extensions'> & Partial<Checkpoint>): string {
  return [origin, String(size), toBase64(root), ...extensions].map((line) => `${line}\n`).join('')
}

/** @param text of a note @throws TlogError CHECKPOINT_MALFORMED */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n')
  if (lines.pop() !== '' || lines.length < 3 || lines.includes('')) {
    throw new TlogError('CHECKPOINT_MALFORMED', 'a checkpoint has three lines or more, none of them empty')
  }
  const [origin, size, root, ...extensions] = lines as [string, string, string, ...string[]]
  return {
    origin,
    size: parseSize(size, 'CHECKPOINT_MALFORMED'),
    root: parseHash(root, 'CHECKPOINT_MALFORMED'),
    extensions,
  }
}

/** Decimal, without leading zeros. */
export function parseSize(
  text: string,
  code: 'CHECKPOINT_MALFORMED' | 'LOG_PROOF_MALFORMED' | 'WITNESS_MESSAGE_MALFORMED',
): number {
  const size = /^(?:0|[1-9][0-9]{0,15})$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(size)) throw new TlogError(code, `${JSON.stringify(text.slice(0, 40))} is no size or index`)
  return size
}

export function parseHash(
  text: string,
  code: 'CHECKPOINT_MALFORMED' | 'LOG_PROOF_MALFORMED' | 'WITNESS_MESSAGE_MALFORMED',
): Uint8Array {
  try {
    const hash = fromBase64(text)
    if (hash.length === HASH_LENGTH) return hash
  } catch {}
  throw new TlogError(code, 'a hash is 32 bytes in base64')
}

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
  return { ...checkpoint, note, signatures, cosignatures: verifySignatures(note, witnesses) }
}
