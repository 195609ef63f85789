import { concat, fromUtf8, toBase64, utf8 } from '@chancery/core'
import { parseHash, parseSize } from '../checkpoint-text.ts'
import { TlogError } from '../errors.ts'
import { MAX_PROOF_HASHES } from '../merkle/proof.ts'
import { isCosigner, type NoteKey } from '../note/key.ts'
import {
  encodeSignatureLine,
  MAX_NOTE_BYTES,
  type NoteSignature,
  parseNote,
  parseSignatureLine,
  type VerifiedSignature,
  verifySignatures,
} from '../note/note.ts'

/** The body of `POST <prefix>/add-checkpoint` (c2sp.org/tlog-witness). */
export interface AddCheckpoint {
  /** Entries of the checkpoint that the witness cosigned last. */
  readonly old: number
  /** Of consistency with that. */
  readonly proof: readonly Uint8Array[]
  /** The signed note. */
  readonly checkpoint: Uint8Array
}

export function encodeAddCheckpoint({ old, proof, checkpoint }: AddCheckpoint): Uint8Array {
  return concat(utf8(`old ${old}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n`), checkpoint)
}

/** @throws TlogError WITNESS_MESSAGE_MALFORMED */
export function parseAddCheckpoint(bytes: Uint8Array): AddCheckpoint {
  if (bytes.length > MAX_NOTE_BYTES) malformed(`a request of ${bytes.length} bytes`)
  const text = textOf(bytes)
  const split = text.indexOf('\n\n')
  const [first = '', ...lines] = text.slice(0, Math.max(0, split)).split('\n')
  if (split < 0 || !first.startsWith('old ')) malformed('a request begins with the old size')
  if (lines.length > MAX_PROOF_HASHES) malformed(`a proof of ${lines.length} hashes`)
  return {
    old: parseSize(first.slice('old '.length), 'WITNESS_MESSAGE_MALFORMED'),
    proof: lines.map((line) => parseHash(line, 'WITNESS_MESSAGE_MALFORMED')),
    checkpoint: utf8(text.slice(split + 2)),
  }
}

export function encodeCosignatures(signatures: readonly NoteSignature[]): Uint8Array {
  return utf8(signatures.map(encodeSignatureLine).join(''))
}

/**
 * What a witness answered with status 200: its cosignatures, to be put under the checkpoint.
 * @param witnesses known keys; lines of others are ignored
 * @throws TlogError WITNESS_MESSAGE_MALFORMED, NOTE_MALFORMED, NOTE_SIGNATURE_INVALID, NOTE_KEY_UNTRUSTED where no known witness signed
 */
export function parseCosignatures(
  body: Uint8Array,
  checkpoint: Uint8Array,
  witnesses: readonly NoteKey[],
): readonly VerifiedSignature[] {
  if (body.length > MAX_NOTE_BYTES) malformed(`an answer of ${body.length} bytes`)
  const text = textOf(body)
  if (!text.endsWith('\n')) malformed('an answer that ends within a line')
  const signatures = text.slice(0, -1).split('\n').map(parseSignatureLine)
  const cosigners = witnesses.filter(isCosigner)
  const verified = verifySignatures({ text: parseNote(checkpoint).text, signatures }, cosigners)
  if (verified.length === 0) throw new TlogError('NOTE_KEY_UNTRUSTED', 'no known witness has cosigned')
  return verified
}

/** The body of status 409: how many entries the witness has seen. @throws TlogError WITNESS_MESSAGE_MALFORMED */
export function parseConflict(body: Uint8Array): number {
  const text = textOf(body.subarray(0, 64))
  if (!text.endsWith('\n')) malformed('a size that ends without a line feed')
  return parseSize(text.slice(0, -1), 'WITNESS_MESSAGE_MALFORMED')
}

function textOf(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes)
  } catch (cause) {
    throw new TlogError('WITNESS_MESSAGE_MALFORMED', 'not UTF-8', { cause })
  }
}

function malformed(why: string): never {
  throw new TlogError('WITNESS_MESSAGE_MALFORMED', why)
}
