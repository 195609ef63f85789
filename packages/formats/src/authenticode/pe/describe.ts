import { type ByteSource, type FormatOptions, type PlainData, toHex } from '@chancery/core'
import { FormatError } from '../../errors.ts'
import { type AuthenticodeDescription, authenticodeDescription } from '../description.ts'
import { readSignatureTree } from '../signature-tree.ts'
import { PE_IMAGE } from '../spc.ts'
import { readCertificateTable } from './certificate-table.ts'
import { assertFits, digestPlan, sum16Value } from './digest-plan.ts'
import { type PeImage, readPeImage } from './image.ts'

export interface PeDescription extends AuthenticodeDescription {
  /** Ones' complement sum of the 16-bit words that signing leaves alone. */
  readonly wordSum: number
  /** Offsets in bytes, as read when it was hashed. */
  readonly layout: {
    readonly [member: string]: PlainData
    readonly size: number
    readonly checksumOffset: number
    readonly directoryOffset: number
    readonly contentEnd: number
  }
}

/** One pass: the digest and the checksum's sum are jobs of one call, so that a host with two cores does them side by side. */
export async function describePe(source: ByteSource, options: FormatOptions): Promise<PeDescription> {
  const image = await readPeImage(source)
  // Before the file is hashed for nothing.
  assertFits(image.contentEnd)
  if (options.append) await assertWhole(source, image)
  const jobs = [digestPlan(image, options.digest), digestPlan(image, 'sum16')]
  const [digest, wordSum] = (await source.digest(jobs)) as [Uint8Array, Uint8Array]
  const { size, checksumOffset, directoryOffset, contentEnd } = image
  return {
    ...authenticodeDescription(options, toHex(digest)),
    wordSum: sum16Value(wordSum),
    layout: { size, checksumOffset, directoryOffset, contentEnd },
  }
}

/** A signature is not added beside one that could never verify. */
async function assertWhole(source: ByteSource, image: PeImage): Promise<void> {
  for (const { contentInfo, fault } of await readCertificateTable(source, image)) {
    const tree = contentInfo ? readSignatureTree(contentInfo, PE_IMAGE) : []
    const broken = fault ?? tree.find((one) => one.fault !== null)?.fault
    if (broken) throw new FormatError('APPEND_TO_BROKEN', broken.message, { details: { code: broken.code } })
  }
}
