/** The part of CBOR (RFC 8949) that COSE signatures use. Map keys are text or integers. */
export type Cbor = null | boolean | number | string | Uint8Array | readonly Cbor[] | CborMap | CborTag

export type CborMap = ReadonlyMap<string | number, Cbor>

export interface CborTag {
  readonly tag: number
  readonly value: Cbor
}

/** Major types, RFC 8949 section 3.1. */
export const MAJOR = {
  unsigned: 0,
  negative: 1,
  bytes: 2,
  text: 3,
  array: 4,
  map: 5,
  tag: 6,
  simple: 7,
} as const

export const SIMPLE = { false: 20, true: 21, null: 22 } as const

/** Items inside one another, in what is read and in what is written. */
export const MAX_DEPTH = 16

export function isCborMap(value: Cbor | undefined): value is CborMap {
  return value instanceof Map
}

export function isCborTag(value: Cbor | undefined): value is CborTag {
  return typeof value === 'object' && value !== null && 'tag' in value
}
