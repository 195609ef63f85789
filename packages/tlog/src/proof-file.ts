import { concat, fromBase64, fromUtf8, toBase64, utf8 } from '@chancery/core'
import { parseHash, parseSize } from './checkpoint-text.ts'
import { TlogError } from './errors.ts'
import { MAX_PROOF_HASHES } from './merkle/proof.ts'
import { MAX_NOTE_BYTES } from './note/note.ts'

const FIRST_LINE = 'c2sp.org/tlog-proof@v1'
/** Of the extra data, in base64. */
const MAX_EXTRA = 100_000

/** c2sp.org/tlog-proof: that an entry is in a log, to be kept beside what was logged as `NAME.tlog-proof`. Nothing of it has been verified. */
export interface LogProof {
  readonly index: number
  /** The sibling of the leaf first. */
  readonly hashes: readonly Uint8Array[]
  /** The signed note. */
  readonly checkpoint: Uint8Array
  /** Whatever the application puts there; nobody vouches for it. */
  readonly extra: Uint8Array | null
}

export function encodeLogProof({ index, hashes, checkpoint, extra }: LogProof): Uint8Array {
  const lines = [
    FIRST_LINE,
    ...(extra === null ? [] : [`extra ${toBase64(extra)}`]),
    `index ${index}`,
    ...hashes.map(toBase64),
  ]
  return concat(utf8(`${lines.join('\n')}\n\n`), checkpoint)
}

/** @throws TlogError LOG_PROOF_MALFORMED */
export function parseLogProof(bytes: Uint8Array): LogProof {
  if (bytes.length > MAX_NOTE_BYTES + 2 * MAX_EXTRA) malformed(`a proof of ${bytes.length} bytes`)
  const text = textOf(bytes)
  const split = text.indexOf('\n\n')
  if (split < 0) malformed('a proof without a checkpoint')
  const [first, ...lines] = text.slice(0, split).split('\n')
  if (first !== FIRST_LINE) malformed(`a proof begins with ${FIRST_LINE}`)
  const extra = lines[0]?.startsWith('extra ') ? extraOf(lines.shift() as string) : null
  const index = lines.shift()
  if (!index?.startsWith('index ')) malformed('a proof without an index')
  if (lines.length > MAX_PROOF_HASHES) malformed(`a proof of ${lines.length} hashes`)
  return {
    index: parseSize(index.slice('index '.length), 'LOG_PROOF_MALFORMED'),
    hashes: lines.map((line) => parseHash(line, 'LOG_PROOF_MALFORMED')),
    checkpoint: utf8(text.slice(split + 2)),
    extra,
  }
}

function textOf(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes)
  } catch (cause) {
    throw new TlogError('LOG_PROOF_MALFORMED', 'a proof that is not UTF-8', { cause })
  }
}

function extraOf(line: string): Uint8Array {
  const encoded = line.slice('extra '.length)
  if (encoded.length > MAX_EXTRA) malformed('extra data beyond all measure')
  try {
    return fromBase64(encoded)
  } catch (cause) {
    throw new TlogError('LOG_PROOF_MALFORMED', 'extra data that is not base64', { cause })
  }
}

function malformed(why: string): never {
  throw new TlogError('LOG_PROOF_MALFORMED', why)
}
