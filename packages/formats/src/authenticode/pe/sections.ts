import { FormatError } from '../../errors.ts'
import type { PeImage } from './image.ts'

/** Where a section's data lies in the file. */
export interface Section {
  readonly index: number
  readonly start: number
  readonly end: number
}

/** The loader rounds PointerToRawData down to it, whatever FileAlignment says. */
const LOADER_ALIGNMENT = 512

/**
 * Bytes that run but are not hashed must be impossible: no section may reach the fields that the digest leaves out, or the certificate table.
 * @throws FormatError PE_SECTION_TRUNCATED, PE_SECTION_UNHASHED, PE_SECTION_GAP
 */
export function checkSections(sections: readonly Section[], headersLength: number, image: PeImage): void {
  for (const { index, start, end } of sections) {
    const details = { section: index, start, end, fileSize: image.size }
    if (end > image.size) {
      throw new FormatError('PE_SECTION_TRUNCATED', `section ${index} ends at ${end}, the file at ${image.size}`, {
        details,
      })
    }
    const loaded = start - (start % LOADER_ALIGNMENT)
    if (loaded < image.headerEnd || end > image.contentEnd) {
      throw new FormatError('PE_SECTION_UNHASHED', `section ${index} reaches bytes that a signature leaves out`, {
        details,
      })
    }
  }
  if (image.efi) checkContiguous(sections, headersLength)
}

/**
 * Firmware hashes the headers, then each section, then the rest; Windows hashes the file in its order.
 * Only where the sections lie one behind the other is that the same digest (UEFI 2.10 section 32.2.4 by way of the Authenticode paper).
 */
function checkContiguous(sections: readonly Section[], headersLength: number): void {
  let expected = headersLength
  for (const { index, start, end } of [...sections].sort((a, b) => a.start - b.start)) {
    if (start !== expected) {
      throw new FormatError(
        'PE_SECTION_GAP',
        `section ${index} of an EFI image begins at ${start}, not at ${expected}`,
        {
          details: { section: index, start, expected },
        },
      )
    }
    expected = end
  }
}
