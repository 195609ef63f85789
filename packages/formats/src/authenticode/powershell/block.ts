import { fromBase64, toBase64 } from '@chancery/core'
import { FormatError } from '../../errors.ts'
import { findMarkers } from './markers.ts'
import { characterWidth, encodeText, type ScriptEncoding, type ScriptText } from './text.ts'

/** A script taken apart: the text that is signed, and the signature. */
export interface SignedScript {
  readonly text: ScriptText
  /** ContentInfo, DER; null where the script is unsigned. */
  readonly signature: Uint8Array | null
}

const BEGIN = '# SIG # Begin signature block\r\n'
const END = '# SIG # End signature block'
const NEWLINE = '\r\n'
const COMMENT = '# '
const COLUMNS = 64
/** Characters. The real ones have some ten thousand. */
const MAX_BLOCK_LENGTH = 16 * 1024 * 1024
const LINE = /^# [A-Za-z0-9+/]{1,64}={0,2}$/

/**
 * Nothing in the block is signed, so nothing in it may be other than we would write it. docs/formats/powershell.md, "What is not hashed".
 * @throws FormatError POWERSHELL_BLOCK_MALFORMED, POWERSHELL_SECOND_BLOCK, POWERSHELL_TEXT_AFTER_SIGNATURE
 */
export function splitScript(script: ScriptText): SignedScript {
  const [begin, end, ...more] = findMarkers(script)
  if (!begin) return { text: script, signature: null }
  if (more.length > 0 || begin.kind === end?.kind) {
    throw new FormatError('POWERSHELL_SECOND_BLOCK', 'the script has more than one signature block, or parts of one')
  }
  if (!end || begin.kind !== 'begin') throw malformed('it has only one of its two marker lines')
  if (end.start - begin.start > MAX_BLOCK_LENGTH * characterWidth(script.encoding)) throw malformed('it is too long')
  const contentEnd = begin.start - characterWidth(script.encoding) * NEWLINE.length
  const before = contentEnd < 0 ? '' : asciiOf(script, contentEnd, begin.start)
  const block = asciiOf(script, begin.start, end.start)
  const tail = asciiOf(script, end.start, script.bytes.length)
  if (tail.startsWith(END) && /[^\r\n]/.test(tail.slice(END.length))) {
    throw new FormatError('POWERSHELL_TEXT_AFTER_SIGNATURE', 'there is text behind the signature block')
  }
  if (before !== NEWLINE || !block.startsWith(BEGIN) || tail !== END + NEWLINE) {
    throw malformed('its marker lines or their line ends were changed')
  }
  return {
    text: { ...script, bytes: script.bytes.subarray(0, contentEnd) },
    signature: decodeLines(block.slice(BEGIN.length)),
  }
}

/** @param block with the CRLF of its last line */
function decodeLines(block: string): Uint8Array {
  const lines = block.split(NEWLINE)
  const rest = lines.pop()
  const full = lines.slice(0, -1).every((line) => line.length === COMMENT.length + COLUMNS)
  if (
    rest !== '' ||
    lines.length === 0 ||
    !full ||
    !lines.every((line) => LINE.test(line) && line.length <= COMMENT.length + COLUMNS)
  ) {
    throw malformed('a line of it is not "# " and base64 in 64 columns')
  }
  try {
    return fromBase64(lines.map((line) => line.slice(COMMENT.length)).join(''))
  } catch (cause) {
    throw malformed('its base64 is not canonical', cause)
  }
}

/** The block with the CRLF in front of it. */
export function encodeBlock(signature: Uint8Array, encoding: ScriptEncoding): Uint8Array {
  const base64 = toBase64(signature)
  const lines: string[] = []
  for (let at = 0; at < base64.length; at += COLUMNS)
    lines.push(`${COMMENT}${base64.slice(at, at + COLUMNS)}${NEWLINE}`)
  return encodeText(`${NEWLINE}${BEGIN}${lines.join('')}${END}${NEWLINE}`, encoding)
}

/** Characters beyond ASCII come out as something that no rule of the block allows. */
function asciiOf({ bytes, encoding }: ScriptText, start: number, end: number): string {
  const part = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start)
  return part.toString(encoding === 'utf-16le' ? 'utf16le' : 'latin1')
}

function malformed(why: string, cause?: unknown): FormatError {
  return new FormatError('POWERSHELL_BLOCK_MALFORMED', `the signature block is damaged: ${why}`, { cause })
}
