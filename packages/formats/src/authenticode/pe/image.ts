import { ByteReader, type ByteSource, utf8 } from '@chancery/core'
import { FormatError } from '../../errors.ts'
import { checkSections, type Section } from './sections.ts'

/** Where the fields lie that signing changes, and what the digest covers. Offsets are of the file, in bytes. */
export interface PeImage {
  readonly size: number
  /** IMAGE_OPTIONAL_HEADER.CheckSum. */
  readonly checksumOffset: number
  /** Data directory 4, IMAGE_DIRECTORY_ENTRY_SECURITY. */
  readonly directoryOffset: number
  /** The end of data directory 4: everything from here to `contentEnd` is hashed. */
  readonly headerEnd: number
  /** The certificate table; null where the image is unsigned. */
  readonly certificateTable: { readonly start: number; readonly end: number } | null
  /** Where that which is hashed ends: at the certificate table, or with the file. */
  readonly contentEnd: number
  /** Firmware reads it, and not Windows. */
  readonly efi: boolean
}

export const CHECKSUM_LENGTH = 4
const DIRECTORY_LENGTH = 8
/** IMAGE_SUBSYSTEM_EFI_APPLICATION to IMAGE_SUBSYSTEM_EFI_ROM. */
const EFI_SUBSYSTEMS = { first: 10, last: 13 }
/** Windows' loader stops at 96 (XP) or 65535 (Vista); no linker comes near this. Bounds the section table to 160 KB. */
const MAX_SECTIONS = 4096
const FILE_HEADER_LENGTH = 24
const SECTION_HEADER_LENGTH = 40

/** Where NumberOfRvaAndSizes lies in the optional header, by its Magic: PE32 and PE32+. PE specification, "Optional Header". */
const DIRECTORY_COUNT: ReadonlyMap<number, number> = new Map([
  [0x10b, 92],
  [0x20b, 108],
])
/** The fields that both have in one place. */
const CHECKSUM = 64
const SUBSYSTEM = 68
const SIZE_OF_HEADERS = 60
const SECURITY_DIRECTORY = 4

/**
 * Reads the headers, and nothing else.
 * @throws CoreError UNEXPECTED_END, BAD_MAGIC; FormatError PE_*
 */
export async function readPeImage(source: ByteSource): Promise<PeImage> {
  const dos = await window(source, 0, 64)
  dos.magic(utf8('MZ'), 'IMAGE_DOS_HEADER.e_magic')
  const peOffset = dos.at(0x3c).u32le('IMAGE_DOS_HEADER.e_lfanew')
  const file = await window(source, peOffset, FILE_HEADER_LENGTH)
  file.magic(utf8('PE\0\0'), 'IMAGE_NT_HEADERS.Signature')
  const sectionCount = file.at(6).u16le('IMAGE_FILE_HEADER.NumberOfSections')
  const optionalLength = file.at(20).u16le('IMAGE_FILE_HEADER.SizeOfOptionalHeader')
  if (sectionCount > MAX_SECTIONS) {
    throw new FormatError('PE_TOO_MANY_SECTIONS', `${sectionCount} sections`, { details: { sections: sectionCount } })
  }
  const optionalOffset = peOffset + FILE_HEADER_LENGTH
  const optional = await window(source, optionalOffset, optionalLength)
  const magic = optional.u16le('IMAGE_OPTIONAL_HEADER.Magic')
  const directoryCount = DIRECTORY_COUNT.get(magic)
  if (directoryCount === undefined)
    throw new FormatError('PE_HEADER_MALFORMED', `IMAGE_OPTIONAL_HEADER.Magic is 0x${magic.toString(16)}`)
  const headersLength = optional.at(SIZE_OF_HEADERS).u32le('IMAGE_OPTIONAL_HEADER.SizeOfHeaders')
  const subsystem = optional.at(SUBSYSTEM).u16le('IMAGE_OPTIONAL_HEADER.Subsystem')
  const directories = optional.at(directoryCount).u32le('IMAGE_OPTIONAL_HEADER.NumberOfRvaAndSizes')
  const directoryAt = directoryCount + 4 + SECURITY_DIRECTORY * DIRECTORY_LENGTH
  if (directories <= SECURITY_DIRECTORY || optionalLength < directoryAt + DIRECTORY_LENGTH) {
    throw new FormatError('PE_NO_CERTIFICATE_DIRECTORY', `the header has ${directories} data directories`)
  }
  const start = optional.at(directoryAt).u32le('IMAGE_DIRECTORY_ENTRY_SECURITY.VirtualAddress')
  const length = optional.u32le('IMAGE_DIRECTORY_ENTRY_SECURITY.Size')
  const certificateTable = tableRange(start, length, source.size)
  const image: PeImage = {
    size: source.size,
    checksumOffset: optionalOffset + CHECKSUM,
    directoryOffset: optionalOffset + directoryAt,
    headerEnd: optionalOffset + directoryAt + DIRECTORY_LENGTH,
    certificateTable,
    contentEnd: certificateTable ? certificateTable.start : source.size,
    efi: subsystem >= EFI_SUBSYSTEMS.first && subsystem <= EFI_SUBSYSTEMS.last,
  }
  const sections = await readSections(source, optionalOffset + optionalLength, sectionCount)
  checkSections(sections, headersLength, image)
  return image
}

/** The bytes from `start`, or as many of them as there are: reading a field beyond them names it. */
async function window(source: ByteSource, start: number, length: number): Promise<ByteReader> {
  const from = Math.min(start, source.size)
  return new ByteReader(await source.read(from, Math.min(length, source.size - from)), start)
}

/**
 * PE specification, "The Attribute Certificate Table": quadword aligned, and (since MS12-024) the last thing in the file.
 * Anything behind it would be payload that no digest covers.
 */
function tableRange(start: number, length: number, fileSize: number): PeImage['certificateTable'] {
  if (start === 0 && length === 0) return null
  const end = start + length
  if (start === 0 || length === 0 || start % 8 !== 0 || end !== fileSize) {
    throw new FormatError(
      'PE_CERTIFICATE_TABLE_MISPLACED',
      `the certificate table is said to be ${length} bytes at ${start}, which is not the end of this file`,
      { details: { start, length, fileSize } },
    )
  }
  return { start, end }
}

/** IMAGE_SECTION_HEADER. */
async function readSections(source: ByteSource, offset: number, count: number): Promise<readonly Section[]> {
  const table = await window(source, offset, count * SECTION_HEADER_LENGTH)
  const sections: Section[] = []
  for (let i = 0; i < count; i++) {
    const field = `IMAGE_SECTION_HEADER[${i}]`
    table.skip(16, `${field}.Name`)
    const length = table.u32le(`${field}.SizeOfRawData`)
    const start = table.u32le(`${field}.PointerToRawData`)
    table.skip(16, `${field}.Characteristics`)
    // Neither has data in the file: .bss.
    if (length > 0 && start > 0) sections.push({ index: i, start, end: start + length })
  }
  return sections
}
