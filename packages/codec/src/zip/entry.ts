/** Signatures of the records (APPNOTE 4.3), as little-endian 32-bit words. */
export const ZIP_SIGNATURE = {
  localHeader: 0x04034b50,
  dataDescriptor: 0x08074b50,
  centralHeader: 0x02014b50,
  end: 0x06054b50,
  zip64End: 0x06064b50,
  zip64Locator: 0x07064b50,
} as const

/** Compression methods (APPNOTE 4.4.5) that are read. */
export const ZIP_METHOD = { stored: 0, deflated: 8 } as const

/** General purpose bits (APPNOTE 4.4.4). */
export const ZIP_FLAG = { encrypted: 0x0001, descriptor: 0x0008, strongEncryption: 0x0040, utf8: 0x0800 } as const

/** "Look into the ZIP64 extra field" (APPNOTE 4.4.8, 4.4.9, 4.4.16). */
export const ZIP64_MARK = 0xffffffff
/** The same of counts and disk numbers. */
export const ZIP64_MARK16 = 0xffff
/** Header identifier of the ZIP64 extra field (APPNOTE 4.5.3). */
export const ZIP64_EXTRA = 0x0001

/** An entry as the central directory tells of it (APPNOTE 4.3.12). Sizes and places are bytes. */
export interface ZipHeader {
  readonly name: string
  readonly flags: number
  readonly method: number
  /** MS-DOS time in the low half, date in the high half. */
  readonly modified: number
  readonly crc32: number
  readonly compressedSize: number
  readonly size: number
  /** Where its local header begins. */
  readonly start: number
  /** Its header in {@link ZipDirectory.bytes}. */
  readonly headerStart: number
  readonly headerEnd: number
}

/** An entry whose local header was found and agrees. */
export interface ZipEntry extends ZipHeader {
  /** Its compressed bytes: `dataStart` to `dataStart + compressedSize`. */
  readonly dataStart: number
  /** Behind the data and their descriptor, if there is one. `start` to `end` may be copied to another archive as they are. */
  readonly end: number
}

/** Control, formatting and bidirectional characters that could repaint a terminal or a log. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu
const PRINTED_LENGTH = 200
const PLAIN = /^[ !#-[\]-~]{0,200}$/

/** A name from an archive as it may stand in a message: quoted, on one line, of bounded length. */
export function printableName(name: string): string {
  if (PLAIN.test(name)) return `"${name}"`
  const cut = name.length > PRINTED_LENGTH ? `${name.slice(0, PRINTED_LENGTH)}…` : name
  const escaped = (character: string): string => `\\u{${(character.codePointAt(0) as number).toString(16)}}`
  return `"${cut.replace(/["\\]/g, '\\$&').replace(UNPRINTABLE, escaped)}"`
}
