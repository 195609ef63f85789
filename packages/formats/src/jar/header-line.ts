import { utf8 } from '@chancery/core'

/** With its CRLF a line has the 72 bytes that the specification allows, whichever way they are counted. */
const LINE = 70
const CRLF = '\r\n'
const SHORT = /^[\x20-\x7e]{0,70}$/

/** The blank line behind a section. */
export const END_OF_SECTION: string = CRLF

/** `Name: value` and CRLF, folded between characters (JAR specification, "Name-Value pairs and Sections"). */
export function headerLine(name: string, value: string): string {
  const line = `${name}: ${value}`
  if (SHORT.test(line)) return line + CRLF
  let folded = ''
  let length = 0
  for (const character of line) {
    const more = utf8(character).length
    if (length + more > LINE) {
      folded += `${CRLF} `
      length = 1
    }
    folded += character
    length += more
  }
  return folded + CRLF
}
