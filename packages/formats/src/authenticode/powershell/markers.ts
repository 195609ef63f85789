import { characterWidth, markLength, type ScriptText } from './text.ts'

/** A line that begins or ends a signature block, or looks as if it did. */
export interface Marker {
  readonly kind: 'begin' | 'end'
  /** Of its line, in bytes. */
  readonly start: number
}

const KINDS: readonly (readonly [Marker['kind'], string])[] = [
  ['begin', 'sig#beginsignatureblock'],
  ['end', 'sig#endsignatureblock'],
]
const HASH = 0x23
/** A second block is one too many already. */
const MAX_MARKERS = 3

/**
 * The marker lines of a script. PowerShell's tokenizer compares without blanks and without case, osslsigncode only the beginning of the line:
 * whatever one of them takes for a marker is one here.
 */
export function findMarkers(text: ScriptText): readonly Marker[] {
  const markers: Marker[] = []
  const width = characterWidth(text.encoding)
  for (let at = 0; at < text.bytes.length && markers.length < MAX_MARKERS; at += width) {
    if (text.bytes[at] !== HASH) continue
    const marker = markerAt(text, at)
    if (marker) markers.push(marker)
  }
  return markers
}

function markerAt(text: ScriptText, hash: number): Marker | null {
  const start = characterAt(text, hash) === HASH ? lineStart(text, hash) : null
  if (start === null) return null
  const kind = KINDS.find(([, letters]) => matches(text, hash, letters))?.[0]
  return kind ? { kind, start } : null
}

/** Where the line begins that has nothing but blanks before `at`; null where there is more. */
function lineStart(text: ScriptText, at: number): number | null {
  const width = characterWidth(text.encoding)
  const first = markLength(text.bytes)
  let start = at
  while (start > first && isBlank(characterAt(text, start - width))) start -= width
  return start <= first || isLineEnd(characterAt(text, start - width)) ? start : null
}

/** Whether these letters follow the hash, whatever blanks lie between them. */
function matches(text: ScriptText, hash: number, letters: string): boolean {
  const width = characterWidth(text.encoding)
  let matched = 0
  for (let at = hash + width; matched < letters.length && at < text.bytes.length; at += width) {
    const character = characterAt(text, at)
    if (isBlank(character)) continue
    if (lowerCase(character) !== letters.charCodeAt(matched)) return false
    matched++
  }
  return matched === letters.length
}

function characterAt({ bytes, encoding }: ScriptText, at: number): number {
  const low = bytes[at] ?? 0
  return encoding === 'utf-16le' ? low | ((bytes[at + 1] ?? 0) << 8) : low
}

function lowerCase(character: number): number {
  return character >= 0x41 && character <= 0x5a ? character + 0x20 : character
}

function isBlank(character: number): boolean {
  return character === 0x20 || character === 0x09
}

function isLineEnd(character: number): boolean {
  return character === 0x0a || character === 0x0d
}
