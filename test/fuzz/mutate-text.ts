import { join } from './mutate.ts'
import type { Random } from './random.ts'

const EVERYWHERE = [
  '\0',
  '\r',
  '\n',
  '\r\n',
  ' ',
  '\t',
  '\u{feff}',
  '\ud83d',
  'é',
  '%',
  '"',
  "'",
  '\\',
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
]
const LONG = 20_000

/** Changes text line by line and word by word. Bytes are taken as Latin-1, so that every byte comes back as it was. */
export function mutateText(bytes: Uint8Array, words: readonly string[], random: Random): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1')
  const word = latin1(random.oneIn(3) || words.length === 0 ? random.pick(EVERYWHERE) : random.pick(words))
  const at = random.place(text.length + 1)
  switch (random.below(8)) {
    case 0:
    case 1:
      return encode(text.slice(0, at) + word + text.slice(at))
    case 2:
      return encode(text.slice(0, at) + word + text.slice(at + word.length))
    case 3:
      return encode(
        text.slice(0, at) + word.repeat(Math.ceil(random.pick([8, 300, LONG]) / word.length)) + text.slice(at),
      )
    case 4:
      return withLines(text, random, (lines, line) => lines.splice(line, 1))
    case 5:
      return withLines(text, random, (lines, line) =>
        lines.splice(line, 0, lines[random.below(lines.length)] as string),
      )
    case 6:
      return withLines(text, random, (lines, line) => lines.splice(line, 0, word))
    default:
      return encode(
        random.oneIn(2) ? text.replaceAll(/\r?\n/g, random.pick(['\r\n', '\n', '\r', ''])) : join2(text, random),
      )
  }
}

function withLines(text: string, random: Random, edit: (lines: string[], line: number) => void): Uint8Array {
  const lines = text.split('\n')
  edit(lines, random.below(lines.length))
  return encode(lines.join('\n'))
}

/** Half of it twice. */
function join2(text: string, random: Random): string {
  return text + text.slice(random.below(text.length))
}

function latin1(word: string): string {
  return Buffer.from(word, 'utf8').toString('latin1')
}

function encode(text: string): Uint8Array {
  return join(Buffer.from(text, 'latin1'))
}
