import { equalBytes, fromBase64, fromUtf8, toBase64, utf8 } from '@chancery/core'
import { TlogError } from '../errors.ts'
import { cosignatureTime, holds } from './cosignature.ts'
import { isKeyName, type NoteKey } from './key.ts'

/** Bytes; those of Go's note package. */
export const MAX_NOTE_BYTES = 1_000_000
const MAX_NOTE_SIGNATURES = 100

/** A line under a note, of whatever key. */
export interface NoteSignature {
  readonly name: string
  /** Four bytes. */
  readonly id: Uint8Array
  readonly signature: Uint8Array
}

/** A note as it stands there: nothing of it has been verified. */
export interface Note {
  /** Ends with a line feed. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** @throws TlogError NOTE_MALFORMED */
export function parseNote(bytes: Uint8Array): Note {
  if (bytes.length > MAX_NOTE_BYTES) malformed(`a note of ${bytes.length} bytes`)
  const note = textOf(bytes)
  if (bytes.some((byte) => byte < 0x20 && byte !== 0x0a)) malformed('control characters in a note')
  // The last empty line: the text may have some of its own.
  const split = note.lastIndexOf('\n\n')
  if (split < 0 || !note.endsWith('\n')) malformed('a note without signatures')
  const lines = note.slice(split + 2).split('\n')
  lines.pop()
  if (lines.length === 0) malformed('a note without signatures')
  if (lines.length > MAX_NOTE_SIGNATURES) malformed(`a note with ${lines.length} signatures`)
  return { text: note.slice(0, split + 1), signatures: lines.map(parseSignatureLine) }
}

function textOf(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes)
  } catch (cause) {
    throw new TlogError('NOTE_MALFORMED', 'a note that is not UTF-8', { cause })
  }
}

/** @throws TlogError NOTE_MALFORMED */
export function parseSignatureLine(line: string): NoteSignature {
  const [, name = '', encoded = ''] = /^— ([^ ]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? []
  if (!isKeyName(name)) malformed('a signature line without a name')
  const bytes = base64(encoded)
  if (bytes.length < 5) malformed('a signature line without a signature')
  return { name, id: bytes.subarray(0, 4), signature: bytes.subarray(4) }
}

function base64(text: string): Uint8Array {
  try {
    return fromBase64(text)
  } catch (cause) {
    throw new TlogError('NOTE_MALFORMED', 'a signature that is not base64', { cause })
  }
}

function malformed(why: string): never {
  throw new TlogError('NOTE_MALFORMED', why)
}

/** With its line feed. */
export function encodeSignatureLine({ name, id, signature }: NoteSignature): string {
  return `— ${name} ${toBase64(Uint8Array.of(...id, ...signature))}\n`
}

export function encodeNote({ text, signatures }: Note): Uint8Array {
  return utf8(`${text}\n${signatures.map(encodeSignatureLine).join('')}`)
}

/** A signature that held. */
export interface VerifiedSignature extends NoteSignature {
  readonly key: NoteKey
  /** Of a cosignature, in seconds since 1970; null of others. */
  readonly time: number | null
}

/**
 * The signatures of a note that are by keys of `keys`. Others are ignored, whatever they claim.
 * @throws TlogError NOTE_SIGNATURE_INVALID where one of a known key does not hold
 */
export function verifySignatures(note: Note, keys: readonly NoteKey[]): readonly VerifiedSignature[] {
  const text = utf8(note.text)
  const verified: VerifiedSignature[] = []
  for (const one of note.signatures) {
    const key = keys.find(({ name, id }) => name === one.name && equalBytes(id, one.id))
    if (!key || verified.some((other) => other.key === key)) continue
    if (!holds(key, text, one.signature)) {
      throw new TlogError('NOTE_SIGNATURE_INVALID', `the signature of ${key.name} does not hold`, {
        details: { key: key.name },
      })
    }
    verified.push({ ...one, key, time: cosignatureTime(key, one.signature) })
  }
  return verified
}

/**
 * A note that one of `keys` has signed at least.
 * @throws TlogError NOTE_MALFORMED, NOTE_SIGNATURE_INVALID, NOTE_KEY_UNTRUSTED
 */
export function openNote(
  bytes: Uint8Array,
  keys: readonly NoteKey[],
): Note & { readonly verified: readonly VerifiedSignature[] } {
  const note = parseNote(bytes)
  const verified = verifySignatures(note, keys)
  if (verified.length === 0) {
    throw new TlogError('NOTE_KEY_UNTRUSTED', 'no known key has signed the note', {
      details: { signatures: note.signatures.map(({ name }) => name).slice(0, 8) },
    })
  }
  return { ...note, verified }
}
