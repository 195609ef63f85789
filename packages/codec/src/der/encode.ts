import { concat, fromHex, utf8 } from '@chancery/core'
import { constructedContextTag, contextTag, TAG } from './tags.ts'

/** DER encodings (X.690 section 10). Every function gives a whole type-length-value. */
export function encodeDer(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const content of contents) length += content.length
  return concat(Uint8Array.of(tag), encodeLength(length), ...contents)
}

function encodeLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length)
  const digits: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256)
  return Uint8Array.of(0x80 | digits.length, ...digits)
}

export function encodeSequence(...members: readonly Uint8Array[]): Uint8Array {
  return encodeDer(TAG.sequence, ...members)
}

/** SET OF: members in the order of their encodings (X.690 section 11.6). */
export function encodeSetOf(...members: readonly Uint8Array[]): Uint8Array {
  return encodeDer(TAG.set, ...sortEncodings(members))
}

export function sortEncodings(members: readonly Uint8Array[]): readonly Uint8Array[] {
  return [...members].sort((a, b) => Buffer.compare(a, b))
}

/** `[n]` EXPLICIT around whole encodings, or `[n]` IMPLICIT over a constructed type whose members are given. */
export function encodeContext(number: number, ...members: readonly Uint8Array[]): Uint8Array {
  return encodeDer(constructedContextTag(number), ...members)
}

/** `[n]` IMPLICIT over a primitive type. */
export function encodeContextPrimitive(number: number, content: Uint8Array): Uint8Array {
  return encodeDer(contextTag(number), content)
}

/** Unsigned: bytes are big-endian magnitude. */
export function encodeInteger(value: number | Uint8Array): Uint8Array {
  let bytes = typeof value === 'number' ? fromHex(evenHex(value.toString(16))) : value
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start++
  bytes = bytes.subarray(start)
  const signed = bytes.length === 0 || (bytes[0] as number) >= 0x80 ? concat(Uint8Array.of(0), bytes) : bytes
  return encodeDer(TAG.integer, signed)
}

function evenHex(hex: string): string {
  return hex.length % 2 === 0 ? hex : `0${hex}`
}

export function encodeBoolean(value: boolean): Uint8Array {
  return encodeDer(TAG.boolean, Uint8Array.of(value ? 0xff : 0))
}

export function encodeNull(): Uint8Array {
  return Uint8Array.of(TAG.null, 0)
}

/** Every signature names the same few dozen. */
const oids = new Map<string, Uint8Array>()

export function encodeOid(dotted: string): Uint8Array {
  const known = oids.get(dotted)
  if (known) return known.slice()
  const [first, second, ...rest] = dotted.split('.').map(BigInt)
  if (first === undefined || second === undefined) throw new TypeError(`not an object identifier: ${dotted}`)
  const bytes: number[] = []
  for (const arc of [first * 40n + second, ...rest]) {
    const digits = [Number(arc & 0x7fn)]
    for (let more = arc >> 7n; more > 0n; more >>= 7n) digits.unshift(Number(more & 0x7fn) | 0x80)
    bytes.push(...digits)
  }
  const encoded = encodeDer(TAG.oid, Uint8Array.from(bytes))
  // Those of a stranger's file must not fill the memory.
  if (oids.size < MAX_OIDS) oids.set(dotted, encoded)
  return encoded.slice()
}

const MAX_OIDS = 256

export function encodeOctetString(content: Uint8Array): Uint8Array {
  return encodeDer(TAG.octetString, content)
}

export function encodeBitString(content: Uint8Array): Uint8Array {
  return encodeDer(TAG.bitString, Uint8Array.of(0), content)
}

/** A named-bit list: the positions of the bits that are set, each below 8, without the zeros behind the last (X.690 section 11.2.2). */
export function encodeNamedBits(bits: readonly number[]): Uint8Array {
  const byte = bits.reduce((sum, bit) => sum | (0x80 >> bit), 0)
  return encodeDer(TAG.bitString, byte === 0 ? Uint8Array.of(0) : Uint8Array.of(7 - Math.max(...bits), byte))
}

export function encodeUtf8String(text: string): Uint8Array {
  return encodeDer(TAG.utf8String, utf8(text))
}

/** UTF-16, big-endian. */
export function utf16beBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i))
  return bytes
}

/** Seconds only; `fraction` adds milliseconds, without trailing zeros (RFC 3161 section 2.4.2). */
export function encodeGeneralizedTime(time: Date, fraction = false): Uint8Array {
  const [whole, milliseconds] = time.toISOString().replace('Z', '').split('.') as [string, string]
  const digits = fraction ? milliseconds.replace(/0+$/, '') : ''
  return encodeDer(TAG.generalizedTime, utf8(`${whole.replace(/[-:T]/g, '')}${digits && `.${digits}`}Z`))
}

/** UTCTime up to 2049, GeneralizedTime after (RFC 5280 section 4.1.2.5). */
export function encodeTime(time: Date): Uint8Array {
  const year = time.getUTCFullYear()
  if (year < 1950 || year >= 2050) return encodeGeneralizedTime(time)
  return encodeDer(TAG.utcTime, utf8(`${time.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`))
}
