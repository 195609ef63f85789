import { markLength, type ScriptText } from './text.ts'

/** A line that begins or ends a signature block, or looks as if it did. */
export interface Marker {
  readonly kind: 'begin' | 'end'
  /** Of its line, in bytes. */
  readonly start: number
}

const KINDS: readonly (readonly [Marker['kind'], string])[] = [
  ['begin', 'beginsignatureblock'],
  ['end', 'endsignatureblock'],
]
const PREFIX = 'sig#'
const HASH = 0x23
/** A second block is one too many already. */
const MAX_MARKERS = 3

/**
 * The marker lines of a script. PowerShell's tokenizer compares without blanks and without case, osslsigncode only the beginning of the line:
 * whatever one of them takes for a marker is one here.
 */
export function findMarkers({ bytes, encoding }: ScriptText): readonly Marker[] {
  const markers: Marker[] = []
  const width = encoding === 'utf-16le' ? 2 : 1
  let start = markLength(bytes)
  let onlyBlanks = true
  for (let at = start; at < bytes.length && markers.length < MAX_MARKERS; at += width) {
    const character = width === 1 || bytes[at + 1] === 0 ? (bytes[at] as number) : BEYOND_ASCII
    if (character === 0x0a || character === 0x0d) {
      start = at + width
      onlyBlanks = true
    } else if (onlyBlanks && !isBlank(character)) {
      onlyBlanks = false
      const kind = character === HASH ? markerKind(bytes, at + width, width) : null
      if (kind) markers.push({ kind, start })
    }
  }
  return markers
}

/** Equal to no character that is looked for. */
const BEYOND_ASCII = 0xff

function markerKind(bytes: Uint8Array, at: number, width: 1 | 2): Marker['kind'] | null {
  const next = afterLetters(bytes, at, width, PREFIX)
  if (next === null) return null
  return KINDS.find(([, letters]) => afterLetters(bytes, next, width, letters) !== null)?.[0] ?? null
}

/** Where these letters end, whatever blanks lie between them; null where something else comes. */
function afterLetters(bytes: Uint8Array, at: number, width: 1 | 2, letters: string): number | null {
  let matched = 0
  let next = at
  for (; matched < letters.length; next += width) {
    const character = width === 1 || bytes[next + 1] === 0 ? bytes[next] : BEYOND_ASCII
    if (character === undefined) return null
    if (isBlank(character)) continue
    if (lowerCase(character) !== letters.charCodeAt(matched)) return null
    matched++
  }
  return next
}

function lowerCase(character: number): number {
  return character >= 0x41 && character <= 0x5a ? character + 0x20 : character
}

function isBlank(character: number): boolean {
  return character === 0x20 || character === 0x09
}
