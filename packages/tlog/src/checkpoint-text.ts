import { fromBase64, toBase64 } from '@chancery/core'
import { TlogError } from './errors.ts'
import { HASH_LENGTH } from './merkle/hash.ts'
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
