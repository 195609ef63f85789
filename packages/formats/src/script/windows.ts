import type { ByteSource } from '@chancery/core'

/** Bytes looked at together, and how much of the next window each sees, so that nothing shorter is cut in two. */
const STEP = 1 << 20
const OVERLAP = 64

export interface Window {
  /** Where it begins in the source. */
  readonly start: number
  /** Matches that begin behind this index belong to the next window. */
  readonly step: number
  readonly bytes: Uint8Array
}

/** The whole source in constant memory. */
export async function* windowsOf(source: ByteSource): AsyncGenerator<Window> {
  for (let start = 0; start < source.size; start += STEP) {
    const bytes = await source.read(start, Math.min(STEP + OVERLAP, source.size - start))
    yield { start, step: STEP, bytes }
  }
}

/** Where `line` begins a line and fills it, be that ended by LF, CR or the source. Needs a line shorter than the overlap. */
export function* linesIn({ bytes, start, step }: Window, line: Uint8Array): Generator<number> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = text.indexOf(line); at >= 0 && at <= step; at = text.indexOf(line, at + 1)) {
    // What begins with a later window's first byte is the window's before, which sees the byte in front of it.
    const begins = at === 0 ? start === 0 : bytes[at - 1] === 0x0a
    const next = bytes[at + line.length]
    if (begins && (next === 0x0a || next === 0x0d || next === undefined)) yield start + at
  }
}
