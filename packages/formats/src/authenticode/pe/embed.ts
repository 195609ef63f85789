import { type ChangeTokens, OID, replaceTimestamps } from '@chancery/codec'
import { type ByteSource, CoreError, concat, type Embedding, literal, range, type Signature } from '@chancery/core'
import { FormatError } from '../../errors.ts'
import { buildAuthenticode, nestSignature } from '../signature.ts'
import { PE_IMAGE } from '../spc.ts'
import { type CertificateEntry, encodeCertificateEntry, readCertificateTable } from './certificate-table.ts'
import type { PeDescription } from './describe.ts'
import { assertFits, digestPlan, imageChecksum, paddingTo8, sum16Value } from './digest-plan.ts'
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
  return withTable(source, image, table, description.wordSum)
}

/**
 * New timestamps in the entries of the certificate table.
 * @returns null where nothing changes
 * @throws FormatError PE_TOO_LARGE
 */
export async function retimestampPe(source: ByteSource, change: ChangeTokens): Promise<Embedding | null> {
  const image = await readPeImage(source)
  const entries: Uint8Array[] = []
  let changed = false
  for (const { contentInfo, bytes } of await readCertificateTable(source, image)) {
    const stamped = contentInfo && (await replaceTimestamps(contentInfo, OID.microsoftTimestampToken, change))
    entries.push(stamped ? encodeCertificateEntry(stamped) : bytes)
    changed ||= stamped !== null
  }
  if (!changed) return null
  const [wordSum] = (await source.digest([digestPlan(image, 'sum16')])) as [Uint8Array]
  return withTable(source, image, concat(...entries), sum16Value(wordSum))
}

async function withTable(source: ByteSource, image: PeImage, table: Uint8Array, wordSum: number): Promise<Embedding> {
  const padding = paddingTo8(image.contentEnd)
  const tableStart = image.contentEnd + padding
  const fileLength = tableStart + table.length
  assertFits(fileLength)
  const directory = littleEndian(tableStart, table.length)
  const header = await source.read(image.checksumOffset, image.headerEnd - image.checksumOffset)
  header.set(littleEndian(imageChecksum(image, wordSum, directory, table, fileLength)), 0)
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
