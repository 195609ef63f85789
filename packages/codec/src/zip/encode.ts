import { crc32 as crc32Of, deflateRawSync } from 'node:zlib'
import { concat, utf8 } from '@chancery/core'
import { CENTRAL_LENGTH, type ZipCentral } from './central-directory.ts'
import { LOCAL_LENGTH } from './directory.ts'
import { printableName, ZIP_FLAG, ZIP_METHOD, ZIP_SIGNATURE, ZIP64_EXTRA, ZIP64_MARK, type ZipHeader } from './entry.ts'
import { ZipError } from './errors.ts'
import { findZip64Extra } from './extra-field.ts'

/** 1980-01-01 00:00, the first moment that MS-DOS knows: what is written depends on no clock. */
export const ZIP_EPOCH = 0x00210000

export interface NewZipEntry {
  readonly name: string
  readonly content: Uint8Array
  /** MS-DOS date and time, as {@link ZipHeader.modified}. */
  readonly modified?: number
  /** Extra field of the local header, whole. */
  readonly extra?: Uint8Array
}

export interface EncodedZipEntry {
  /** Local header and compressed bytes. */
  readonly local: Uint8Array
  /** @param start where `local` comes to lie */
  central(start: number): Uint8Array
}

/** An entry of ours, deflated where that makes it shorter. Its content is in memory, so only its place can need ZIP64. */
export function encodeZipEntry(entry: NewZipEntry): EncodedZipEntry {
  const { content, modified = ZIP_EPOCH, extra = new Uint8Array() } = entry
  const deflated = deflateRawSync(content)
  const data = deflated.length < content.length ? new Uint8Array(deflated) : content
  const method = data === content ? ZIP_METHOD.stored : ZIP_METHOD.deflated
  const name = utf8(entry.name)
  // From the version needed to the length of the extra field both headers are the same (APPNOTE 4.3.7, 4.3.12).
  const shared = new DataView(new ArrayBuffer(26))
  shared.setUint16(0, 20, true)
  shared.setUint16(2, ZIP_FLAG.utf8, true)
  shared.setUint16(4, method, true)
  shared.setUint32(6, modified, true)
  shared.setUint32(10, crc32Of(content), true)
  shared.setUint32(14, data.length, true)
  shared.setUint32(18, content.length, true)
  shared.setUint16(22, name.length, true)
  const localFields = new Uint8Array(shared.buffer)
  const local = new DataView(new ArrayBuffer(4))
  local.setUint32(0, ZIP_SIGNATURE.localHeader, true)
  const localHeader = concat(new Uint8Array(local.buffer), localFields)
  new DataView(localHeader.buffer).setUint16(LOCAL_LENGTH - 2, extra.length, true)
  return {
    local: concat(localHeader, name, extra, data),
    central(start) {
      const header = new Uint8Array(CENTRAL_LENGTH)
      const view = new DataView(header.buffer)
      view.setUint32(0, ZIP_SIGNATURE.centralHeader, true)
      // Made by Unix, with APPNOTE 2.0.
      view.setUint16(4, 0x0314, true)
      header.set(localFields, 6)
      // A regular file, rw-r--r--.
      view.setUint32(38, 0o100644 * 0x10000, true)
      return movedHeader(concat(header, name), start)
    },
  }
}

/** A kept entry's central header, every byte as it was but for its place and what ZIP64 needs to tell it. */
export function moveZipHeader(central: ZipCentral, header: ZipHeader, start: number): Uint8Array {
  return movedHeader(central.bytes.slice(header.headerStart, header.headerEnd), start, header.name)
}

function movedHeader(header: Uint8Array, start: number, name = ''): Uint8Array {
  const view = new DataView(header.buffer, header.byteOffset, header.length)
  const extraStart = CENTRAL_LENGTH + view.getUint16(28, true)
  const extraEnd = extraStart + view.getUint16(30, true)
  const zip64 = findZip64Extra(header.subarray(extraStart, extraEnd))
  const before = view.getUint32(24, true) === ZIP64_MARK ? 8 : 0
  const place = before + (view.getUint32(20, true) === ZIP64_MARK ? 8 : 0)
  if (zip64 && view.getUint32(42, true) === ZIP64_MARK) {
    view.setBigUint64(extraStart + zip64.start + place, BigInt(start), true)
    return header
  }
  if (start < ZIP64_MARK) {
    view.setUint32(42, start, true)
    return header
  }
  view.setUint16(6, Math.max(45, view.getUint16(6, true)), true)
  view.setUint32(42, ZIP64_MARK, true)
  const offset = new DataView(new ArrayBuffer(8))
  offset.setBigUint64(0, BigInt(start), true)
  const bytes = new Uint8Array(offset.buffer)
  const grown = zip64
    ? growExtra(header, extraStart + zip64.start, place, bytes)
    : insert(header, extraStart, concat(Uint8Array.of(ZIP64_EXTRA, 0, 8, 0), bytes))
  const extraLength = extraEnd - extraStart + (zip64 ? 8 : 12)
  if (extraLength > 0xffff)
    throw new ZipError('ZIP_UNSUPPORTED', `${printableName(name)} has no room for its ZIP64 field`)
  new DataView(grown.buffer, grown.byteOffset).setUint16(30, extraLength, true)
  return grown
}

/** Puts the place behind the sizes in a ZIP64 field that has none yet. */
function growExtra(header: Uint8Array, fieldStart: number, place: number, bytes: Uint8Array): Uint8Array {
  const view = new DataView(header.buffer, header.byteOffset, header.length)
  view.setUint16(fieldStart - 2, view.getUint16(fieldStart - 2, true) + 8, true)
  return insert(header, fieldStart + place, bytes)
}

function insert(into: Uint8Array, at: number, bytes: Uint8Array): Uint8Array {
  return concat(into.subarray(0, at), bytes, into.subarray(at))
}
