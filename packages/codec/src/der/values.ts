import { toHex } from '@chancery/core'
import { CodecError } from '../errors.ts'
import { type Der, expectTag } from './reader.ts'
import { TAG } from './tags.ts'

/** Dotted form. */
export function oidOf(node: Der, field: string): string {
  expectTag(node, TAG.oid, field)
  const arcs: bigint[] = []
  let arc = 0n
  let open = false
  for (const byte of node.content) {
    // X.690 section 8.19.2: a padded arc would be a second spelling of the same identifier.
    if (arc === 0n && !open && byte === 0x80) throw new CodecError('DER_MALFORMED', `${field}: padded arc`)
    arc = (arc << 7n) | BigInt(byte & 0x7f)
    open = byte >= 0x80
    if (arc > 1n << 128n) throw new CodecError('DER_MALFORMED', `${field}: object identifier arc too large`)
    if (!open) {
      arcs.push(arc)
      arc = 0n
    }
  }
  const first = arcs[0]
  if (first === undefined || open) throw new CodecError('DER_MALFORMED', `${field}: object identifier cut short`)
  const root = first < 40n ? 0n : first < 80n ? 1n : 2n
  return [root, first - root * 40n, ...arcs.slice(1)].join('.')
}

/** An INTEGER as lower-case hex in whole bytes, `-` before a negative one: serial numbers, which are equal where their hex is. */
export function integerHexOf(node: Der, field: string): string {
  expectTag(node, TAG.integer, field)
  if (node.content.length === 0) throw new CodecError('DER_MALFORMED', `${field}: empty integer`)
  const negative = (node.content[0] as number) >= 0x80
  const hex = negative ? magnitudeOf(node.content) : toHex(node.content).replace(/^(?:00)+(?=..)/, '')
  return negative ? `-${hex}` : hex
}

/** Of a negative number in two's complement. */
function magnitudeOf(content: Uint8Array): string {
  const hex = ((1n << BigInt(content.length * 8)) - BigInt(`0x${toHex(content)}`)).toString(16)
  return hex.length % 2 === 0 ? hex : `0${hex}`
}

/** @throws CodecError DER_MALFORMED where it is negative or beyond a safe integer */
export function smallIntegerOf(node: Der, field: string, tag: number = TAG.integer): number {
  expectTag(node, tag, field)
  const { content } = node
  if (content.length === 0 || content.length > 7 || (content[0] as number) >= 0x80) {
    throw new CodecError('DER_MALFORMED', `${field}: integer out of range`)
  }
  return content.reduce((value, byte) => value * 256 + byte, 0)
}

export function booleanOf(node: Der, field: string): boolean {
  expectTag(node, TAG.boolean, field)
  if (node.content.length !== 1)
    throw new CodecError('DER_MALFORMED', `${field}: boolean of ${node.content.length} bytes`)
  return node.content[0] !== 0
}

/** A BIT STRING that holds whole bytes: keys and signatures. */
export function bitStringBytesOf(node: Der, field: string): Uint8Array {
  expectTag(node, TAG.bitString, field)
  if (node.content.length === 0 || node.content[0] !== 0) {
    throw new CodecError('DER_MALFORMED', `${field}: bit string of incomplete bytes`)
  }
  return node.content.subarray(1)
}

/** A named-bit list: the positions of the bits that are set (RFC 5280 KeyUsage: 0 is digitalSignature). */
export function namedBitsOf(node: Der, field: string): readonly number[] {
  expectTag(node, TAG.bitString, field)
  const unused = node.content[0]
  const length = (node.content.length - 1) * 8 - (unused ?? 0)
  if (unused === undefined || unused > 7 || length < 0)
    throw new CodecError('DER_MALFORMED', `${field}: bad bit string`)
  const bits: number[] = []
  for (let i = 0; i < length; i++) if ((node.content[1 + (i >> 3)] as number) & (0x80 >> (i & 7))) bits.push(i)
  return bits
}

const LATIN1 = new TextDecoder('latin1')

/** Any of the string types of a DirectoryString, and IA5String. */
export function stringOf(node: Der, field: string): string {
  switch (node.tag) {
    case TAG.utf8String:
      return new TextDecoder('utf-8').decode(node.content)
    case TAG.bmpString:
      return utf16be(node.content)
    case TAG.universalString:
      return utf32be(node.content)
    case TAG.printableString:
    case TAG.ia5String:
    case TAG.teletexString:
    case TAG.numericString:
    case TAG.visibleString:
      return LATIN1.decode(node.content)
    default:
      throw new CodecError('DER_UNEXPECTED_TAG', `${field}: is no string`)
  }
}

/** UTCTime or GeneralizedTime, in UTC (RFC 5280 section 4.1.2.5; fractions of a second as RFC 3161 has them). */
export function timeOf(node: Der, field: string): Date {
  const text = LATIN1.decode(node.content)
  const utc = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?Z$/
  const generalized = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/
  const match =
    node.tag === TAG.utcTime ? utc.exec(text) : node.tag === TAG.generalizedTime ? generalized.exec(text) : null
  if (!match) throw new CodecError('DER_MALFORMED', `${field}: is no UTC time`)
  let year = Number(match[1])
  if (node.tag === TAG.utcTime) year += year < 50 ? 2000 : 1900
  const [month, day, hour, minute, second] = [2, 3, 4, 5, 6].map((i) => Number(match[i] ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const millisecond = Math.trunc(Number(`0.${match[7] ?? 0}`) * 1000)
  const time = new Date(Date.UTC(year, month - 1, day, hour, minute, second, millisecond))
  if (year < 100) time.setUTCFullYear(year)
  if (time.getUTCMonth() !== month - 1 || time.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) {
    throw new CodecError('DER_MALFORMED', `${field}: is no date`)
  }
  return time
}

function utf16be(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i + 1 < bytes.length; i += 2)
    text += String.fromCharCode(((bytes[i] as number) << 8) | (bytes[i + 1] as number))
  return text
}

function utf32be(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let text = ''
  for (let i = 0; i + 3 < bytes.length; i += 4) {
    const point = view.getUint32(i)
    text += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd'
  }
  return text
}
