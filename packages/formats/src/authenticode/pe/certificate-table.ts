import { faultOfError, parseDerPrefix } from '@chancery/codec'
import { ByteReader, type ByteSource, concat, type Fault } from '@chancery/core'
import { FormatError } from '../../errors.ts'
import { paddingTo8 } from './digest-plan.ts'
import type { PeImage } from './image.ts'

/** One WIN_CERTIFICATE. */
export interface CertificateEntry {
  /** As it stands in the file, with the zeros behind it. */
  readonly bytes: Uint8Array
  /** ContentInfo, DER or BER; null where the entry holds none. */
  readonly contentInfo: Uint8Array | null
  /** What is wrong with the entry itself. */
  readonly fault: Fault | null
}

/** Real tables have some ten kilobytes; the whole of it is held in memory. */
const MAX_TABLE_LENGTH = 16 * 1024 * 1024
const MAX_ENTRIES = 64
const HEADER_LENGTH = 8
const REVISION_2 = 0x0200
const TYPE_PKCS_SIGNED_DATA = 0x0002

/**
 * Every entry of the certificate table. PE specification, "The Attribute Certificate Table".
 * @throws FormatError PE_CERTIFICATE_TABLE_MALFORMED where the lengths lie
 */
export async function readCertificateTable(source: ByteSource, image: PeImage): Promise<readonly CertificateEntry[]> {
  if (!image.certificateTable) return []
  const { start, end } = image.certificateTable
  if (end - start > MAX_TABLE_LENGTH) throw malformed(`the certificate table has ${end - start} bytes`)
  return parseCertificateTable(await source.read(start, end - start))
}

function parseCertificateTable(table: Uint8Array): readonly CertificateEntry[] {
  const entries: CertificateEntry[] = []
  for (let at = 0; at < table.length; ) {
    if (entries.length === MAX_ENTRIES) throw malformed('the certificate table has too many entries')
    const header = new ByteReader(table.subarray(at), at)
    if (header.left < HEADER_LENGTH) throw malformed(`${header.left} bytes behind the last entry of the table`)
    const length = header.u32le('WIN_CERTIFICATE.dwLength')
    if (length < HEADER_LENGTH || length > table.length - at) {
      throw malformed(`WIN_CERTIFICATE.dwLength at ${at} is ${length}, ${table.length - at} bytes are left`)
    }
    const end = Math.min(at + length + paddingTo8(length), table.length)
    entries.push(parseEntry(header, table.subarray(at, end)))
    at = end
  }
  return entries
}

function parseEntry(header: ByteReader, bytes: Uint8Array): CertificateEntry {
  const revision = header.u16le('WIN_CERTIFICATE.wRevision')
  const type = header.u16le('WIN_CERTIFICATE.wCertificateType')
  const content = bytes.subarray(HEADER_LENGTH)
  try {
    if (revision !== REVISION_2 || type !== TYPE_PKCS_SIGNED_DATA) {
      throw new FormatError('PE_CERTIFICATE_TYPE', `WIN_CERTIFICATE of revision ${revision} and type ${type}`)
    }
    const contentInfo = parseDerPrefix(content, 'WIN_CERTIFICATE.bCertificate').bytes
    return { bytes, contentInfo, fault: paddingFault(content.subarray(contentInfo.length)) }
  } catch (error) {
    return { bytes, contentInfo: null, fault: faultOfError(error) }
  }
}

/** CVE-2013-3900: what stands here is covered by no digest and no signature, and installers have been found to act on it. */
function paddingFault(padding: Uint8Array): Fault | null {
  if (padding.every((byte) => byte === 0)) return null
  const message = `${padding.length} bytes behind the signature are not all zero`
  return faultOfError(new FormatError('PE_CERTIFICATE_PADDING', message))
}

function malformed(message: string): FormatError {
  return new FormatError('PE_CERTIFICATE_TABLE_MALFORMED', message)
}

/** WIN_CERTIFICATE around a ContentInfo, with its zeros; as signtool and osslsigncode do, dwLength counts them. */
export function encodeCertificateEntry(contentInfo: Uint8Array): Uint8Array {
  const padding = paddingTo8(contentInfo.length)
  const header = new DataView(new ArrayBuffer(HEADER_LENGTH))
  header.setUint32(0, HEADER_LENGTH + contentInfo.length + padding, true)
  header.setUint16(4, REVISION_2, true)
  header.setUint16(6, TYPE_PKCS_SIGNED_DATA, true)
  return concat(new Uint8Array(header.buffer), contentInfo, new Uint8Array(padding))
}
