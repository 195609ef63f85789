import { Buffer } from 'node:buffer'
import { concat, utf8 } from '@chancery/core'
import { type Cbor, type CborMap, type CborTag, isCborMap, isCborTag, MAJOR, MAX_DEPTH, SIMPLE } from './value.ts'

/**
 * Deterministic encoding (RFC 8949 section 4.2.1): shortest lengths, nothing indefinite, map keys in the order of their encodings.
 * @throws TypeError for numbers that are no safe integers, ill-formed text, and what is nested too deep
 */
export function encodeCbor(value: Cbor, depth = 0): Uint8Array {
  if (depth > MAX_DEPTH) throw new TypeError('CBOR nested too deep')
  if (value === null) return head(MAJOR.simple, SIMPLE.null)
  if (typeof value === 'boolean') return head(MAJOR.simple, value ? SIMPLE.true : SIMPLE.false)
  if (typeof value === 'number') return encodeInteger(value)
  if (typeof value !== 'string') return encodeStructure(value, depth)
  if (!value.isWellFormed()) throw new TypeError('a lone surrogate')
  const text = utf8(value)
  return concat(head(MAJOR.text, text.length), text)
}

function encodeStructure(value: Uint8Array | readonly Cbor[] | CborMap | CborTag, depth: number): Uint8Array {
  if (value instanceof Uint8Array) return concat(head(MAJOR.bytes, value.length), value)
  if (isCborMap(value)) return encodeMap(value, depth)
  if (isCborTag(value)) return concat(head(MAJOR.tag, value.tag), encodeCbor(value.value, depth + 1))
  return concat(head(MAJOR.array, value.length), ...value.map((item) => encodeCbor(item, depth + 1)))
}

function encodeMap(map: CborMap, depth: number): Uint8Array {
  const entries = [...map].map(([key, item]) => [encodeCbor(key), encodeCbor(item, depth + 1)] as const)
  entries.sort(([a], [b]) => Buffer.compare(a, b))
  return concat(head(MAJOR.map, map.size), ...entries.flat())
}

function encodeInteger(value: number): Uint8Array {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is no safe integer`)
  return value < 0 ? head(MAJOR.negative, -1 - value) : head(MAJOR.unsigned, value)
}

function head(major: number, argument: number): Uint8Array {
  if (!Number.isSafeInteger(argument) || argument < 0) throw new TypeError(`${argument} is no CBOR argument`)
  const type = major << 5
  if (argument < 24) return Uint8Array.of(type | argument)
  const width = argument < 0x100 ? 1 : argument < 0x1_0000 ? 2 : argument < 0x1_0000_0000 ? 4 : 8
  const bytes = new Uint8Array(1 + width)
  bytes[0] = type | (24 + Math.log2(width))
  for (let at = width, rest = argument; at > 0; at--, rest = Math.floor(rest / 256)) bytes[at] = rest % 256
  return bytes
}
