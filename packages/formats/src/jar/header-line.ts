import { concat, utf8 } from '@chancery/core'

/** With its CRLF a line has the 72 bytes that the specification allows, whichever way they are counted. */
const LINE = 70
const CRLF: Uint8Array = utf8('\r\n')
const SPACE: Uint8Array = utf8(' ')

/** The blank line behind a section. */
export const END_OF_SECTION: Uint8Array = CRLF

/** `Name: value` and CRLF, folded between characters (JAR specification, "Name-Value pairs and Sections"). */
export function encodeHeader(name: string, value: string): Uint8Array {
  const line = utf8(`${name}: ${value}`)
  if (line.length <= LINE) return concat(line, CRLF)
  const chunks: Uint8Array[] = []
  for (let at = 0; at < line.length; ) {
    let end = Math.min(line.length, at + (at === 0 ? LINE : LINE - SPACE.length))
    while (end < line.length && ((line[end] as number) & 0xc0) === 0x80) end--
    if (at > 0) chunks.push(SPACE)
    chunks.push(line.subarray(at, end), CRLF)
    at = end
  }
  return concat(...chunks)
}
