import { ByteReader } from '@chancery/core'
import { wide } from './end-record.ts'
import { ZIP64_EXTRA, ZIP64_MARK } from './entry.ts'
import { ZipError } from './errors.ts'

/** The numbers that a header gives twice: in 32 bits, or in its ZIP64 extra field (APPNOTE 4.5.3). */
export interface WideNumbers {
  readonly size: number
  readonly compressedSize: number
  /** Of the local header; absent from local headers themselves. */
  readonly start: number
}

/**
 * The place of the ZIP64 field's content in an extra field, or null. A broken list behind the last whole field is padding (zipalign's), one before the ZIP64 field is not.
 * @throws ZipError ZIP_MALFORMED where there are two
 */
export function findZip64Extra(extra: Uint8Array): { readonly start: number; readonly end: number } | null {
  let found: { start: number; end: number } | null = null
  for (let at = 0; at + 4 <= extra.length; ) {
    const id = (extra[at] as number) | ((extra[at + 1] as number) << 8)
    const end = at + 4 + ((extra[at + 2] as number) | ((extra[at + 3] as number) << 8))
    if (end > extra.length) break
    if (id === ZIP64_EXTRA) {
      if (found) throw new ZipError('ZIP_MALFORMED', 'a header has two ZIP64 extra fields')
      found = { start: at + 4, end }
    }
    at = end
  }
  return found
}

/**
 * `numbers` with the marked ones taken from the ZIP64 field: in its order, and only the marked ones are there.
 * A mark without a ZIP64 field is the number itself.
 */
export function widen(numbers: WideNumbers, extra: Uint8Array): WideNumbers {
  const marked = numbers.size === ZIP64_MARK || numbers.compressedSize === ZIP64_MARK || numbers.start === ZIP64_MARK
  const place = marked ? findZip64Extra(extra) : null
  if (!place) return numbers
  const reader = new ByteReader(extra.subarray(place.start, place.end))
  const take = (value: number, field: string): number => (value === ZIP64_MARK ? wide(reader, field) : value)
  return {
    size: take(numbers.size, 'zip64.size'),
    compressedSize: take(numbers.compressedSize, 'zip64.compressedSize'),
    start: take(numbers.start, 'zip64.localHeaderOffset'),
  }
}
