import { ByteReader } from '@chancery/core'
import { TlogError } from '../errors.ts'

/** Its length has two bytes. */
export const MAX_ENTRY_BYTES = 65_535

/** @throws TlogError ENTRY_TOO_LARGE, also for one without any bytes, which says nothing */
export function assertEntry(entry: Uint8Array): void {
  if (entry.length === 0 || entry.length > MAX_ENTRY_BYTES) {
    throw new TlogError('ENTRY_TOO_LARGE', `an entry of ${entry.length} bytes`)
  }
}

/** Each entry behind its length, big-endian (c2sp.org/tlog-tiles). @throws TlogError ENTRY_TOO_LARGE */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const entry of entries) {
    assertEntry(entry)
    length += 2 + entry.length
  }
  const bundle = new Uint8Array(length)
  let at = 0
  for (const entry of entries) {
    bundle[at] = entry.length >> 8
    bundle[at + 1] = entry.length & 0xff
    bundle.set(entry, at + 2)
    at += 2 + entry.length
  }
  return bundle
}

/** @throws TlogError ENTRY_BUNDLE_MALFORMED where it does not hold `width` entries and nothing else */
export function decodeEntries(bundle: Uint8Array, width: number): readonly Uint8Array[] {
  const ends = entryEnds(bundle, width)
  return ends.map((end, at) => bundle.subarray((ends[at - 1] ?? 0) + 2, end))
}

/** The bytes of the first `wanted` of `width` entries. @throws TlogError ENTRY_BUNDLE_MALFORMED */
export function sliceEntries(bundle: Uint8Array, width: number, wanted: number): Uint8Array {
  return bundle.subarray(0, entryEnds(bundle, width)[wanted - 1])
}

function entryEnds(bundle: Uint8Array, width: number): readonly number[] {
  const reader = new ByteReader(bundle)
  const ends: number[] = []
  try {
    while (ends.length < width) ends.push(reader.skip(reader.u16be('entry length'), 'entry').position)
  } catch (cause) {
    throw new TlogError('ENTRY_BUNDLE_MALFORMED', `a bundle that ends before its ${width} entries`, { cause })
  }
  if (reader.left > 0) throw new TlogError('ENTRY_BUNDLE_MALFORMED', `${reader.left} bytes behind ${width} entries`)
  return ends
}
