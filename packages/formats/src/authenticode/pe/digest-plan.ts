import { createDigester, type DigestFunction, type DigestJob, literal, range } from '@chancery/core'
import { FormatError } from '../../errors.ts'
import { CHECKSUM_LENGTH, type PeImage } from './image.ts'

/** Offsets have 32 bits, and CheckSum holds the length plus a sum of up to 16. */
const MAX_FILE_LENGTH = 0xffff_ffff - 0xffff

/** @throws FormatError PE_TOO_LARGE */
export function assertFits(fileLength: number): void {
  if (fileLength > MAX_FILE_LENGTH) {
    throw new FormatError('PE_TOO_LARGE', `the signed file would have ${fileLength} bytes`, { details: { fileLength } })
  }
}

/** How many zeros bring `length` to a multiple of eight. */
export function paddingTo8(length: number): number {
  return (8 - (length % 8)) % 8
}

/**
 * All but CheckSum, data directory 4 and the certificate table, with the zeros that will stand before that table.
 * As a digest it is the Authenticode digest; as `sum16` it is the part of CheckSum that signing leaves alone.
 */
export function digestPlan(image: PeImage, algorithm: DigestFunction): DigestJob {
  return {
    algorithm,
    label: 'Authenticode',
    parts: [
      range(0, image.checksumOffset),
      range(image.checksumOffset + CHECKSUM_LENGTH, image.directoryOffset),
      range(image.headerEnd, image.contentEnd),
      literal(new Uint8Array(paddingTo8(image.contentEnd))),
    ],
  }
}

/**
 * IMAGE_OPTIONAL_HEADER.CheckSum: the ones' complement sum of the file's 16-bit words, CheckSum itself taken as zero, plus its length.
 * @param unchanged the `sum16` of {@link digestPlan}: the parts that are left out of it have even lengths, so its words are the file's
 * @param directory data directory 4, which lies at an odd place where the headers do
 * @param table the new certificate table, whose length is a multiple of eight
 */
export function imageChecksum(
  image: Pick<PeImage, 'directoryOffset'>,
  unchanged: number,
  directory: Uint8Array,
  table: Uint8Array,
  fileLength: number,
): number {
  const sum = createDigester('sum16')
  sum.update(Uint8Array.of(unchanged & 0xff, unchanged >>> 8))
  sum.update(table)
  sum.update(new Uint8Array(image.directoryOffset % 2))
  sum.update(directory)
  return sum16Value(sum.digest()) + fileLength
}

export function sum16Value(bytes: Uint8Array): number {
  return (bytes[0] as number) | ((bytes[1] as number) << 8)
}
