import { ByteReader, type ByteSource, concat } from '@chancery/core'
import { ZIP_SIGNATURE, ZIP64_MARK, ZIP64_MARK16 } from './entry.ts'
import { ZipError } from './errors.ts'

/** End of central directory record without its comment (APPNOTE 4.3.16). */
const END_LENGTH = 22
/** ZIP64 end of central directory locator (APPNOTE 4.3.15). */
const LOCATOR_LENGTH = 20
/** ZIP64 end of central directory record without extensible data (APPNOTE 4.3.14). */
const ZIP64_END_LENGTH = 56
const MAX_COMMENT = 0xffff

/** Where the central directory lies. */
export interface ZipEnd {
  readonly count: number
  /** The directory's first byte and the one behind its last. */
  readonly start: number
  readonly end: number
  /** The archive's comment. */
  readonly comment: Uint8Array
}

/**
 * The end of central directory record, ZIP64 or not. It must be the last thing in the file, and the directory must end where it begins.
 * @throws ZipError ZIP_MALFORMED, ZIP_UNSUPPORTED for archives in several parts
 */
export async function readZipEnd(source: ByteSource): Promise<ZipEnd> {
  const length = Math.min(source.size, LOCATOR_LENGTH + END_LENGTH + MAX_COMMENT)
  const tail = await source.read(source.size - length, length)
  const at = findEnd(tail)
  const position = source.size - length + at
  const reader = new ByteReader(tail, source.size - length).at(at + 4)
  const disk = reader.u16le('end.numberOfThisDisk')
  const directoryDisk = reader.u16le('end.diskOfDirectory')
  const diskCount = reader.u16le('end.entriesOnThisDisk')
  const count = reader.u16le('end.entries')
  const size = reader.u32le('end.directorySize')
  const start = reader.u32le('end.directoryOffset')
  const comment = Uint8Array.from(tail.subarray(at + END_LENGTH))
  const plain = { disk, directoryDisk, diskCount, count, size, start }
  const hasLocator = at >= LOCATOR_LENGTH && signatureAt(tail, at - LOCATOR_LENGTH) === ZIP_SIGNATURE.zip64Locator
  if (!hasLocator) return placed(plain, position, comment)
  const locator = new ByteReader(tail.subarray(at - LOCATOR_LENGTH, at), position - LOCATOR_LENGTH)
  const zip64 = await readZip64End(source, locator, position - LOCATOR_LENGTH)
  for (const field of ['disk', 'directoryDisk', 'diskCount', 'count'] as const) agree(field, plain[field], ZIP64_MARK16)
  for (const field of ['size', 'start'] as const) agree(field, plain[field], ZIP64_MARK)
  return placed(zip64, zip64.position, comment)

  function agree(field: keyof DirectoryPlace, value: number, mark: number): void {
    if (value !== mark && value !== zip64[field]) {
      throw malformed(`the end record says ${field} ${value}, the ZIP64 one ${zip64[field]}`)
    }
  }
}

interface DirectoryPlace {
  readonly disk: number
  readonly directoryDisk: number
  readonly diskCount: number
  readonly count: number
  readonly size: number
  readonly start: number
}

/** A record whose comment reaches exactly to the end of the file. Two of them would be two archives in one. */
function findEnd(tail: Uint8Array): number {
  let found = -1
  let seen = false
  for (let at = tail.length - END_LENGTH; at >= Math.max(0, tail.length - END_LENGTH - MAX_COMMENT); at--) {
    if (signatureAt(tail, at) !== ZIP_SIGNATURE.end) continue
    seen = true
    const commentLength = (tail[at + 20] as number) | ((tail[at + 21] as number) << 8)
    if (at + END_LENGTH + commentLength !== tail.length) continue
    if (found >= 0) throw malformed('two records could each be the end of the archive')
    found = at
  }
  if (found >= 0) return found
  throw malformed(seen ? 'there are bytes behind the end of the archive' : 'the archive has no end record')
}

async function readZip64End(
  source: ByteSource,
  locator: ByteReader,
  locatorStart: number,
): Promise<DirectoryPlace & { readonly position: number }> {
  const disk = locator.skip(4, 'locator.signature').u32le('locator.disk')
  const position = wide(locator, 'locator.zip64EndOffset')
  const disks = locator.u32le('locator.disks')
  if (disk !== 0 || disks > 1) throw new ZipError('ZIP_UNSUPPORTED', 'the archive is in several parts')
  if (position > locatorStart - ZIP64_END_LENGTH) throw malformed('the ZIP64 end record is not where its locator says')
  const reader = new ByteReader(await source.read(position, ZIP64_END_LENGTH), position)
  const signature = reader.u32le('zip64End.signature')
  const length = wide(reader, 'zip64End.size')
  if (signature !== ZIP_SIGNATURE.zip64End || position + 12 + length !== locatorStart) {
    throw malformed('the ZIP64 end record is not where its locator says')
  }
  reader.skip(4, 'zip64End.versions')
  return {
    position,
    disk: reader.u32le('zip64End.disk'),
    directoryDisk: reader.u32le('zip64End.diskOfDirectory'),
    diskCount: wide(reader, 'zip64End.entriesOnThisDisk'),
    count: wide(reader, 'zip64End.entries'),
    size: wide(reader, 'zip64End.directorySize'),
    start: wide(reader, 'zip64End.directoryOffset'),
  }
}

function placed(place: DirectoryPlace, endOfDirectory: number, comment: Uint8Array): ZipEnd {
  if (place.disk !== 0 || place.directoryDisk !== 0 || place.diskCount !== place.count) {
    throw new ZipError('ZIP_UNSUPPORTED', 'the archive is in several parts')
  }
  if (place.start > endOfDirectory || place.start + place.size !== endOfDirectory) {
    throw malformed(
      `the directory is said to be ${place.size} bytes at ${place.start}, and its end is ${endOfDirectory}`,
    )
  }
  return { count: place.count, start: place.start, end: endOfDirectory, comment }
}

/** @throws ZipError ZIP_MALFORMED for what is beyond any file */
export function wide(reader: ByteReader, field: string): number {
  try {
    return reader.u64le(field)
  } catch (cause) {
    throw new ZipError('ZIP_MALFORMED', `${field}: cut short, or beyond any file`, { cause })
  }
}

function signatureAt(bytes: Uint8Array, at: number): number {
  if (at < 0 || at + 4 > bytes.length) return -1
  const [a, b, c, d] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]] as [number, number, number, number]
  return (a | (b << 8) | (c << 16) | (d << 24)) >>> 0
}

function malformed(message: string): ZipError {
  return new ZipError('ZIP_MALFORMED', message)
}

/** The end records of an archive; ZIP64 ones where a number needs them. */
export function encodeZipEnd(end: ZipEnd): Uint8Array {
  const size = end.end - end.start
  const needsZip64 = end.count >= ZIP64_MARK16 || size >= ZIP64_MARK || end.start >= ZIP64_MARK
  const record = new DataView(new ArrayBuffer(END_LENGTH))
  record.setUint32(0, ZIP_SIGNATURE.end, true)
  record.setUint16(8, Math.min(end.count, ZIP64_MARK16), true)
  record.setUint16(10, Math.min(end.count, ZIP64_MARK16), true)
  record.setUint32(12, Math.min(size, ZIP64_MARK), true)
  record.setUint32(16, Math.min(end.start, ZIP64_MARK), true)
  record.setUint16(20, end.comment.length, true)
  const plain = new Uint8Array(record.buffer)
  return concat(needsZip64 ? encodeZip64End(end, size) : new Uint8Array(), plain, end.comment)
}

function encodeZip64End(end: ZipEnd, size: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(ZIP64_END_LENGTH + LOCATOR_LENGTH))
  view.setUint32(0, ZIP_SIGNATURE.zip64End, true)
  view.setBigUint64(4, BigInt(ZIP64_END_LENGTH - 12), true)
  // Version made by (Unix) and needed: 4.5, the first with ZIP64.
  view.setUint16(12, 0x032d, true)
  view.setUint16(14, 45, true)
  view.setBigUint64(24, BigInt(end.count), true)
  view.setBigUint64(32, BigInt(end.count), true)
  view.setBigUint64(40, BigInt(size), true)
  view.setBigUint64(48, BigInt(end.start), true)
  view.setUint32(ZIP64_END_LENGTH, ZIP_SIGNATURE.zip64Locator, true)
  view.setBigUint64(ZIP64_END_LENGTH + 8, BigInt(end.end), true)
  view.setUint32(ZIP64_END_LENGTH + 16, 1, true)
  return new Uint8Array(view.buffer)
}
