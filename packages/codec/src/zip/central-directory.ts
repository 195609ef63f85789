import { ByteReader, type ByteSource } from '@chancery/core'
import { readZipEnd, type ZipEnd } from './end-record.ts'
import { printableName, ZIP_METHOD, ZIP_SIGNATURE, ZIP64_MARK16, type ZipHeader } from './entry.ts'
import { ZipError } from './errors.ts'
import { widen } from './extra-field.ts'

/** Central header without name, extra field and comment (APPNOTE 4.3.12). */
export const CENTRAL_LENGTH = 46
const MAX_ENTRIES = 500_000
/** Bytes. */
const MAX_DIRECTORY = 64 * 1024 * 1024
/** Deflate makes at most 1032 bytes of one (RFC 1951: 258 from two bits). */
const MAX_EXPANSION = 1032
/** What a whole archive may inflate to: this, or a hundred times its size. */
const BOMB_FLOOR = 256 * 1024 * 1024
const BOMB_RATIO = 100

/** A central directory, read and not yet held against the local headers. */
export interface ZipCentral<Header extends ZipHeader = ZipHeader> extends ZipEnd {
  /** In the directory's order. */
  readonly entries: readonly Header[]
  readonly byName: ReadonlyMap<string, Header>
  /** The central headers as they are. */
  readonly bytes: Uint8Array
}

/**
 * The central directory alone: enough to tell what kind of archive it is, not to believe it.
 * @throws ZipError
 */
export async function readZipCentral(source: ByteSource): Promise<ZipCentral> {
  const end = await readZipEnd(source)
  const length = end.end - end.start
  if (length > MAX_DIRECTORY || end.count > MAX_ENTRIES) {
    throw new ZipError('ZIP_TOO_LARGE', `${end.count} entries in a directory of ${length} bytes`)
  }
  // Each header takes at least its fixed part: a count beyond that is a lie, found before anything is allocated for it.
  if (end.count * CENTRAL_LENGTH > length) throw malformed(`${end.count} entries cannot be in ${length} bytes`)
  const bytes = await source.read(end.start, length)
  const reader = new ByteReader(bytes, end.start)
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const entries: ZipHeader[] = []
  const byName = new Map<string, ZipHeader>()
  let total = 0
  for (let i = 0; i < end.count; i++) {
    const entry = readCentralHeader(reader, decoder, end.start)
    if (byName.has(entry.name)) {
      throw new ZipError('ZIP_DUPLICATE', `${printableName(entry.name)} is in the archive twice`)
    }
    byName.set(entry.name, entry)
    entries.push(entry)
    total += entry.size
  }
  if (reader.left > 0) throw malformed(`${reader.left} bytes of the directory belong to no entry`)
  if (total > BOMB_FLOOR && total > source.size * BOMB_RATIO) {
    throw new ZipError('ZIP_BOMB', `${source.size} bytes claim to inflate to ${total}`)
  }
  return { ...end, entries, byName, bytes }
}

function readCentralHeader(
  reader: ByteReader,
  decoder: InstanceType<typeof TextDecoder>,
  directoryStart: number,
): ZipHeader {
  const headerStart = reader.position
  if (reader.left < CENTRAL_LENGTH || reader.u32le('central.signature') !== ZIP_SIGNATURE.centralHeader) {
    throw malformed(`no central header at ${directoryStart + headerStart}`)
  }
  reader.skip(4, 'central.versions')
  const flags = reader.u16le('central.flags')
  const method = reader.u16le('central.method')
  const modified = reader.u32le('central.modified')
  const crc32 = reader.u32le('central.crc32')
  const narrowCompressed = reader.u32le('central.compressedSize')
  const narrowSize = reader.u32le('central.size')
  const nameLength = reader.u16le('central.nameLength')
  const extraLength = reader.u16le('central.extraLength')
  const commentLength = reader.u16le('central.commentLength')
  const disk = reader.u16le('central.disk')
  const narrowStart = reader.skip(6, 'central.attributes').u32le('central.localHeaderOffset')
  if (reader.left < nameLength + extraLength + commentLength)
    throw malformed('a central header reaches behind the directory')
  const name = decodeName(decoder, reader.slice(nameLength, 'central.name'))
  const extra = reader.slice(extraLength, 'central.extra')
  reader.skip(commentLength, 'central.comment')
  const narrow = { size: narrowSize, compressedSize: narrowCompressed, start: narrowStart }
  const { size, compressedSize, start } = widen(narrow, extra)
  const where = printableName(name)
  if (disk !== 0 && disk !== ZIP64_MARK16)
    throw new ZipError('ZIP_UNSUPPORTED', `${where} is in another part of the archive`)
  if (start + compressedSize > directoryStart) throw malformed(`${where} does not lie before the directory`)
  if (method === ZIP_METHOD.stored && size !== compressedSize) throw malformed(`${where} is stored in two sizes`)
  if (method === ZIP_METHOD.deflated && size > compressedSize * MAX_EXPANSION) {
    throw new ZipError('ZIP_BOMB', `${where}: ${compressedSize} bytes cannot inflate to ${size}`)
  }
  return { name, flags, method, modified, crc32, compressedSize, size, start, headerStart, headerEnd: reader.position }
}

/** Java, NuGet, VSIX and APPX demand UTF-8; in other code pages one name would be several. */
function decodeName(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): string {
  if (bytes.length === 0) throw malformed('an entry has no name')
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw new ZipError('ZIP_UNSUPPORTED', 'the name of an entry is not UTF-8', { cause })
  }
}

function malformed(message: string): ZipError {
  return new ZipError('ZIP_MALFORMED', message)
}
