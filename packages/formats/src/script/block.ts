import { encodePem, parsePem } from '@chancery/codec'
import { type ByteSource, equalBytes, fromUtf8, utf8 } from '@chancery/core'
import { FormatError } from '../errors.ts'
import { linesIn, windowsOf } from './windows.ts'

const LABEL = 'CMS'
const FIRST_LINE = utf8('# -----BEGIN CMS-----')
const LAST_LINE = utf8('# -----END CMS-----')
/** Bytes. */
export const MAX_BLOCK: number = 1 << 20

/** A script in its two parts. */
export interface ScriptLayout {
  /** Bytes before the block: what is signed. The whole file where there is no block. */
  readonly bodySize: number
  /** DER; null where there is no block. */
  readonly cms: Uint8Array | null
  readonly hasNul: boolean
}

/** The block, beginning at the start of a line: PEM in comments. */
export function encodeBlock(cms: Uint8Array): Uint8Array {
  return utf8(encodePem(LABEL, cms).replace(/^(?=.)/gm, '# '))
}

/**
 * @throws FormatError SCRIPT_TEXT_AFTER_BLOCK, SCRIPT_SECOND_BLOCK, SCRIPT_BLOCK_MALFORMED
 */
export async function readLayout(source: ByteSource): Promise<ScriptLayout> {
  const first: number[] = []
  const last: number[] = []
  let hasNul = false
  for await (const window of windowsOf(source)) {
    hasNul ||= window.bytes.includes(0)
    first.push(...linesIn(window, FIRST_LINE))
    last.push(...linesIn(window, LAST_LINE))
    if (first.length > 1 || last.length > 1) {
      throw new FormatError(
        'SCRIPT_SECOND_BLOCK',
        `${source.name}: has the first or last line of a signature block twice`,
      )
    }
  }
  const [start] = first
  const [end] = last
  if (start === undefined && end === undefined) return { bodySize: source.size, cms: null, hasNul }
  if (start === undefined || end === undefined || end < start) throw malformed(source, 'lacks its first or last line')
  if (start === 0) throw malformed(source, 'has no script before it')
  const rest = source.size - (end + LAST_LINE.length)
  const after = await source.read(source.size - rest, Math.min(rest, 2))
  if (after[0] === 0x0d) throw malformed(source, 'ends its lines with a carriage return')
  if (rest > 1) throw new FormatError('SCRIPT_TEXT_AFTER_BLOCK', `${source.name}: has text after its signature block`)
  if (source.size - start > MAX_BLOCK) throw malformed(source, `has ${source.size - start} bytes`)
  return { bodySize: start, cms: parseBlock(await source.read(start, source.size - start), source), hasNul }
}

/** Only the one spelling that {@link encodeBlock} has for a CMS: what the block's text may be leaves no room for anything else in it. */
function parseBlock(block: Uint8Array, source: ByteSource): Uint8Array {
  let cms: Uint8Array
  try {
    const [pem] = parsePem(fromUtf8(block).replace(/^# /gm, ''))
    if (!pem) throw malformed(source, 'is no PEM')
    cms = pem.bytes
  } catch (cause) {
    throw malformed(source, 'holds something that is no base64', cause)
  }
  if (!equalBytes(encodeBlock(cms), block)) throw malformed(source, 'holds something else than its signature')
  return cms
}

function malformed(source: ByteSource, what: string, cause?: unknown): FormatError {
  return new FormatError('SCRIPT_BLOCK_MALFORMED', `${source.name}: the signature block ${what}`, { cause })
}

/** Whether a block begins or ends in these bytes. */
export function showsBlock(head: Uint8Array): boolean {
  const window = { start: 0, step: head.length, bytes: head }
  return [...linesIn(window, FIRST_LINE), ...linesIn(window, LAST_LINE)].length > 0
}
