import { FormatError } from '../errors.ts'
import { joined } from './joined.ts'

/** A run of lines of a manifest or signature file. Positions are in {@link Manifest.bytes}. */
export interface ManifestSection {
  readonly start: number
  /** Behind the last line that is not blank. */
  readonly contentEnd: number
  /** Behind the blank line, which digests include. */
  readonly end: number
}

export interface ManifestAttribute {
  readonly name: string
  /** With continuation lines joined; digests and names are text, other values may be in any encoding. */
  readonly value: Uint8Array
  /** Its lines, the ends included. */
  readonly start: number
  readonly end: number
}

/** A manifest or signature file (JAR specification, "Name-Value pairs and Sections"). */
export interface Manifest {
  readonly bytes: Uint8Array
  readonly main: ManifestSection
  /** By name, in the file's order. Several sections of one name count as one (same place). */
  readonly sections: ReadonlyMap<string, readonly ManifestSection[]>
}

const CR = 0x0d
const LF = 0x0a
const SPACE = 0x20
const COLON = 0x3a

/** @throws FormatError JAR_MANIFEST_MALFORMED */
export function parseManifest(bytes: Uint8Array): Manifest {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const main = sectionAt(bytes, 0)
  const sections = new Map<string, ManifestSection[]>()
  for (let at = main.end; at < bytes.length; ) {
    const section = sectionAt(bytes, at)
    at = section.end
    // A second blank line is a section of nothing.
    if (section.contentEnd === section.start) continue
    const [first] = attributesOf(bytes, section)
    if (first?.name.toLowerCase() !== 'name') throw malformed(`the section at byte ${section.start} has no name`)
    const name = decode(decoder, first.value, section.start)
    const same = sections.get(name)
    if (same) same.push(section)
    else sections.set(name, [section])
  }
  return { bytes, main, sections }
}

/** From `start` to the next blank line, or the end. */
function sectionAt(bytes: Uint8Array, start: number): ManifestSection {
  let at = start
  while (at < bytes.length) {
    const end = endOfLine(bytes, at)
    const next = startOfNext(bytes, end)
    if (end === at) return { start, contentEnd: at, end: next }
    at = next
  }
  return { start, contentEnd: at, end: at }
}

/** The attributes of a section, its `Name` too. @throws FormatError JAR_MANIFEST_MALFORMED */
export function attributesOf(bytes: Uint8Array, section: ManifestSection): readonly ManifestAttribute[] {
  const attributes: ManifestAttribute[] = []
  for (let at = section.start; at < section.contentEnd; ) {
    const start = at
    const colon = endOfName(bytes, start, section.contentEnd)
    const pieces: Uint8Array[] = []
    let from = colon + 2
    do {
      const end = endOfLine(bytes, from)
      pieces.push(bytes.subarray(from, end))
      at = startOfNext(bytes, end)
      from = at + 1
    } while (at < section.contentEnd && bytes[at] === SPACE)
    attributes.push({ name: latin1(bytes.subarray(start, colon)), value: joined(pieces), start, end: at })
  }
  return attributes
}

/** The colon behind a header's name: letters, digits, `-` and `_`, then colon and space. */
function endOfName(bytes: Uint8Array, start: number, limit: number): number {
  let at = start
  while (at < limit && isNameByte(bytes[at] as number)) at++
  if (at === start || bytes[at] !== COLON || bytes[at + 1] !== SPACE || at + 1 >= limit) {
    throw malformed(`no header at byte ${start}`)
  }
  return at
}

function isNameByte(byte: number): boolean {
  const letter = byte | 0x20
  return (letter >= 0x61 && letter <= 0x7a) || (byte >= 0x30 && byte <= 0x39) || byte === 0x2d || byte === 0x5f
}

function endOfLine(bytes: Uint8Array, start: number): number {
  let at = start
  while (at < bytes.length && bytes[at] !== CR && bytes[at] !== LF) at++
  return at
}

/** CRLF, LF and CR each end a line. */
function startOfNext(bytes: Uint8Array, end: number): number {
  return Math.min(bytes.length, bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1)
}

/** ASCII in practice; every byte is a character, so that nothing is lost in a comparison. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, at: number): string {
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw new FormatError('JAR_MANIFEST_MALFORMED', `the name of the section at byte ${at} is not UTF-8`, { cause })
  }
}

function malformed(message: string): FormatError {
  return new FormatError('JAR_MANIFEST_MALFORMED', message)
}
