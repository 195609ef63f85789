import { isUtf8 } from 'node:buffer'
import { type ByteSource, createDigester, type DigestFunction, utf8 } from '@chancery/core'
import { FormatError } from '../../errors.ts'

export type ScriptEncoding = 'utf-8' | 'utf-16le'

/** A script's bytes, and how they are read. A byte order mark belongs to the text. */
export interface ScriptText {
  readonly encoding: ScriptEncoding
  readonly bytes: Uint8Array
}

/** The whole script is held in memory. Bytes. */
const MAX_SCRIPT_LENGTH = 64 * 1024 * 1024

const UTF8_MARK = Uint8Array.of(0xef, 0xbb, 0xbf)
const UTF16LE_MARK = Uint8Array.of(0xff, 0xfe)
const UTF16BE_MARK = Uint8Array.of(0xfe, 0xff)

/** @throws FormatError EMPTY_FILE, POWERSHELL_TOO_LARGE, POWERSHELL_ENCODING */
export async function readScript(source: ByteSource): Promise<ScriptText> {
  if (source.size > MAX_SCRIPT_LENGTH) {
    throw new FormatError('POWERSHELL_TOO_LARGE', `the script has ${source.size} bytes`, {
      details: { size: source.size, limit: MAX_SCRIPT_LENGTH },
    })
  }
  const bytes = await source.read(0, source.size)
  const encoding = encodingOf(bytes)
  if (encoding === 'utf-16le') checkUtf16(bytes)
  else checkUtf8(bytes)
  return { encoding, bytes }
}

/** By the byte order mark, as the PowerShell SIP does; without one UTF-8. docs/formats/powershell.md, "Encodings". */
export function encodingOf(bytes: Uint8Array): ScriptEncoding {
  return startsWith(bytes, UTF16LE_MARK) ? 'utf-16le' : 'utf-8'
}

export function markLength(bytes: Uint8Array): number {
  const mark = [UTF8_MARK, UTF16LE_MARK, UTF16BE_MARK].find((candidate) => startsWith(bytes, candidate))
  return mark?.length ?? 0
}

/** No text of any encoding that we read: another kind of file by this name. */
export function isBinary(head: Uint8Array): boolean {
  return head.includes(0) && !startsWith(head, UTF16LE_MARK) && !startsWith(head, UTF16BE_MARK)
}

/** Bytes of one ASCII character. */
export function characterWidth(encoding: ScriptEncoding): 1 | 2 {
  return encoding === 'utf-16le' ? 2 : 1
}

export function encodeText(text: string, encoding: ScriptEncoding): Uint8Array {
  return encoding === 'utf-16le' ? Uint8Array.from(Buffer.from(text, 'utf16le')) : utf8(text)
}

/** The digest of the text as UTF-16LE, which is what is hashed whatever the file's encoding. Converted in chunks. */
export function digestText(text: ScriptText, algorithm: DigestFunction): Uint8Array {
  const digester = createDigester(algorithm)
  if (text.encoding === 'utf-16le') {
    digester.update(text.bytes)
    return digester.digest()
  }
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const step = 1024 * 1024
  for (let at = 0; at < text.bytes.length; at += step) {
    const chunk = decoder.decode(text.bytes.subarray(at, at + step), { stream: true })
    digester.update(Buffer.from(chunk, 'utf16le'))
  }
  return digester.digest()
}

function checkUtf8(bytes: Uint8Array): void {
  if (startsWith(bytes, UTF16BE_MARK)) throw unreadable('UTF-16 in big-endian order')
  if (!isUtf8(bytes)) throw unreadable('neither UTF-8 nor UTF-16LE: its meaning hangs on the code page of the machine')
  if (bytes.includes(0)) throw unreadable('text with U+0000 in it')
}

function checkUtf16(bytes: Uint8Array): void {
  if (bytes.length % 2 !== 0) throw unreadable('UTF-16LE that ends inside a character')
  for (let at = 0; at < bytes.length; at += 2) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) throw unreadable('text with U+0000 in it')
  }
}

function unreadable(what: string): FormatError {
  return new FormatError('POWERSHELL_ENCODING', `the script is ${what}`)
}

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return prefix.every((byte, i) => bytes[i] === byte)
}
