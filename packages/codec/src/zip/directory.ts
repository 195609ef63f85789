import { ByteReader, type ByteSource, type DigestPart, equalBytes, inflateExactly } from '@chancery/core'
import { CENTRAL_LENGTH, readZipCentral, type ZipCentral } from './central-directory.ts'
import { printableName, ZIP_FLAG, ZIP_METHOD, ZIP_SIGNATURE, type ZipEntry, type ZipHeader } from './entry.ts'
import { ZipError } from './errors.ts'
import { widen } from './extra-field.ts'
import { type Window, window } from './window.ts'

/** Local header without name and extra field (APPNOTE 4.3.7). */
export const LOCAL_LENGTH = 30

/** An archive whose central directory and local headers agree, and whose entries do not overlap. */
export interface ZipDirectory extends ZipCentral<ZipEntry> {
  /** Runs of bytes before the directory that belong to no entry. */
  readonly gaps: readonly { readonly start: number; readonly end: number }[]
}

/**
 * Reads the directory, and every local header against it.
 * @throws ZipError ZIP_MALFORMED, ZIP_OVERLAP, ZIP_DUPLICATE, ZIP_BOMB, ZIP_TOO_LARGE, ZIP_UNSUPPORTED
 */
export async function readZipDirectory(source: ByteSource): Promise<ZipDirectory> {
  const central = await readZipCentral(source)
  const view = window(source, central.start)
  const located = new Map<string, ZipEntry>()
  const gaps: { start: number; end: number }[] = []
  let at = 0
  const inPlace = [...central.entries].sort((a, b) => a.start - b.start)
  for (const [index, header] of inPlace.entries()) {
    if (header.start < at)
      throw new ZipError('ZIP_OVERLAP', `${printableName(header.name)} overlaps the entry before it`)
    if (header.start > at) gaps.push({ start: at, end: header.start })
    const entry = await locate(header, inPlace[index + 1]?.start ?? central.start, central, view)
    located.set(entry.name, entry)
    at = entry.end
  }
  if (at < central.start) gaps.push({ start: at, end: central.start })
  const entries = central.entries.map(({ name }) => located.get(name) as ZipEntry)
  return { ...central, entries, byName: located, gaps }
}

async function locate(header: ZipHeader, next: number, central: ZipCentral, view: Window): Promise<ZipEntry> {
  const nameBytes = zipNameBytes(central, header)
  const fixed = await view(header.start, LOCAL_LENGTH + nameBytes.length)
  if (!fixed) throw disagreement(header, 'has no local header')
  const reader = new ByteReader(fixed, header.start)
  if (reader.u32le('local.signature') !== ZIP_SIGNATURE.localHeader) throw disagreement(header, 'has no local header')
  const flags = reader.skip(2, 'local.version').u16le('local.flags')
  const method = reader.u16le('local.method')
  reader.skip(4, 'local.modified')
  const crc32 = reader.u32le('local.crc32')
  const narrowCompressed = reader.u32le('local.compressedSize')
  const narrowSize = reader.u32le('local.size')
  const nameLength = reader.u16le('local.nameLength')
  const extraLength = reader.u16le('local.extraLength')
  if (nameLength !== nameBytes.length || !equalBytes(reader.slice(nameLength, 'local.name'), nameBytes)) {
    throw disagreement(header, 'has another name in its local header')
  }
  if (method !== header.method || ((flags ^ header.flags) & ZIP_FLAG.encrypted) !== 0) {
    throw disagreement(header, 'has another method in its local header')
  }
  const dataStart = header.start + LOCAL_LENGTH + nameLength + extraLength
  const dataEnd = dataStart + header.compressedSize
  const extra = await view(header.start + LOCAL_LENGTH + nameLength, extraLength)
  if (!extra || dataEnd > central.start) throw disagreement(header, 'reaches into the directory')
  if ((flags & ZIP_FLAG.descriptor) !== 0) {
    return { ...header, dataStart, end: await descriptorEnd(header, dataEnd, next, view) }
  }
  const local = widen({ size: narrowSize, compressedSize: narrowCompressed, start: 0 }, extra)
  if (local.size !== header.size || local.compressedSize !== header.compressedSize || crc32 !== header.crc32) {
    throw disagreement(header, 'has other sizes in its local header')
  }
  return { ...header, dataStart, end: dataEnd }
}

/**
 * The data descriptor (APPNOTE 4.3.9): with or without a signature, with sizes of 32 or 64 bits. The one that says what the directory says is it;
 * of several (nothing but zeros) the one that reaches to the next header.
 */
async function descriptorEnd(header: ZipHeader, dataEnd: number, next: number, view: Window): Promise<number> {
  let found: number | null = null
  for (const wide of [false, true]) {
    for (const signed of [true, false]) {
      const bytes = await view(dataEnd, (signed ? 4 : 0) + (wide ? 20 : 12))
      if (!bytes || !describes(bytes, header, signed, wide)) continue
      if (dataEnd + bytes.length === next) return next
      found ??= dataEnd + bytes.length
    }
  }
  if (found === null) throw disagreement(header, 'has no data descriptor that agrees')
  return found
}

function describes(bytes: Uint8Array, header: ZipHeader, signed: boolean, wide: boolean): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const at = signed ? 4 : 0
  const size = (offset: number): number =>
    wide ? Number(view.getBigUint64(offset, true)) : view.getUint32(offset, true)
  return (
    (!signed || view.getUint32(0, true) === ZIP_SIGNATURE.dataDescriptor) &&
    view.getUint32(at, true) === header.crc32 &&
    size(at + 4) === header.compressedSize &&
    size(at + (wide ? 12 : 8)) === header.size
  )
}

/** The entry's name as the archive spells it. */
export function zipNameBytes(central: ZipCentral, header: ZipHeader): Uint8Array {
  const { bytes } = central
  const length = (bytes[header.headerStart + 28] as number) | ((bytes[header.headerStart + 29] as number) << 8)
  return bytes.subarray(header.headerStart + CENTRAL_LENGTH, header.headerStart + CENTRAL_LENGTH + length)
}

/** The entry's content, inflated, as something to hash. @throws ZipError ZIP_UNSUPPORTED */
export function zipContent(entry: ZipEntry): DigestPart {
  const { dataStart, compressedSize, method, size } = entry
  const end = dataStart + compressedSize
  if ((entry.flags & (ZIP_FLAG.encrypted | ZIP_FLAG.strongEncryption)) !== 0) {
    throw new ZipError('ZIP_UNSUPPORTED', `${printableName(entry.name)} is encrypted`)
  }
  if (method === ZIP_METHOD.stored) return { kind: 'range', start: dataStart, end }
  if (method === ZIP_METHOD.deflated) return { kind: 'inflate', start: dataStart, end, size }
  throw new ZipError('ZIP_UNSUPPORTED', `${printableName(entry.name)} is compressed by method ${method}`)
}

/**
 * The entry's content in memory.
 * @param limit bytes
 * @throws ZipError ZIP_TOO_LARGE beyond the limit; ZIP_UNSUPPORTED; CoreError COMPRESSED_DATA_CORRUPT
 */
export async function readZipContent(source: ByteSource, entry: ZipEntry, limit: number): Promise<Uint8Array> {
  if (entry.size > limit || entry.compressedSize > limit) {
    throw new ZipError('ZIP_TOO_LARGE', `${printableName(entry.name)} is longer than ${limit} bytes`)
  }
  const part = zipContent(entry)
  const bytes = await source.read(entry.dataStart, entry.compressedSize)
  return part.kind === 'inflate' ? Uint8Array.from(inflateExactly(bytes, entry.size, printableName(entry.name))) : bytes
}

function disagreement(header: ZipHeader, message: string): ZipError {
  return new ZipError('ZIP_MALFORMED', `${printableName(header.name)} ${message}`)
}
