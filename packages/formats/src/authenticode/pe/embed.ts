import { type ByteSource, CoreError, concat, type Embedding, literal, range, type Signature } from '@chancery/core'
import { FormatError } from '../../errors.ts'
import { buildAuthenticode, nestSignature } from '../signature.ts'
import { PE_IMAGE } from '../spc.ts'
import { type CertificateEntry, encodeCertificateEntry, readCertificateTable } from './certificate-table.ts'
import type { PeDescription } from './describe.ts'
import { assertFits, imageChecksum, paddingTo8 } from './digest-plan.ts'
import { type PeImage, readPeImage } from './image.ts'

/**
 * The header's bytes from CheckSum to the end of data directory 4 change in one piece, and the table is put at the end; all else stays where it is.
 * @throws CoreError FILE_CHANGED; FormatError PE_TOO_LARGE, APPEND_TO_BROKEN
 */
export async function embedInPe(
  source: ByteSource,
  description: PeDescription,
  signatures: readonly Signature[],
): Promise<Embedding> {
  const [signature] = signatures
  if (!signature || signatures.length !== 1) throw new TypeError('a PE image takes one signature at a time')
  const image = await readPeImage(source)
  assertUnchanged(image, description)
  const existing = description.append ? await readCertificateTable(source, image) : []
  const table = concat(...addSignature(existing, buildAuthenticode(description, signature, PE_IMAGE), image.efi))
  const padding = paddingTo8(image.contentEnd)
  const tableStart = image.contentEnd + padding
  const fileLength = tableStart + table.length
  assertFits(fileLength)
  const directory = littleEndian(tableStart, table.length)
  const header = await source.read(image.checksumOffset, image.headerEnd - image.checksumOffset)
  header.set(littleEndian(imageChecksum(image, description.wordSum, directory, table, fileLength)), 0)
  header.set(directory, header.length - directory.length)
  return {
    content: [
      range(0, image.checksumOffset),
      literal(header),
      range(image.headerEnd, image.contentEnd),
      literal(concat(new Uint8Array(padding), table)),
    ],
    sideFile: null,
  }
}

/** Windows knows nested signatures; firmware walks the entries of the table and knows nothing else. */
function addSignature(
  existing: readonly CertificateEntry[],
  signature: Uint8Array,
  efi: boolean,
): readonly Uint8Array[] {
  const [first, ...others] = existing
  if (!first) return [encodeCertificateEntry(signature)]
  const kept = others.map(({ bytes }) => bytes)
  if (efi) return [first.bytes, ...kept, encodeCertificateEntry(signature)]
  return [encodeCertificateEntry(nestSignature(wholeContentInfo(first), signature)), ...kept]
}

function wholeContentInfo({ contentInfo, fault }: CertificateEntry): Uint8Array {
  if (!contentInfo || fault) throw new FormatError('APPEND_TO_BROKEN', fault?.message ?? 'the signature is broken')
  return contentInfo
}

function assertUnchanged(image: PeImage, description: PeDescription): void {
  const same = (['size', 'checksumOffset', 'directoryOffset', 'contentEnd'] as const).every(
    (member) => image[member] === description.layout[member],
  )
  if (!same) throw new CoreError('FILE_CHANGED', 'the headers are not those that were described')
}

function littleEndian(...words: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * words.length))
  words.forEach((word, i) => {
    view.setUint32(4 * i, word, true)
  })
  return new Uint8Array(view.buffer)
}
