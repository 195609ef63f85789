import { parsePem } from '@chancery/codec'
import { type ByteSource, fromUtf8 } from '@chancery/core'
import { FormatError } from '../errors.ts'

/** Bytes. A CMS that does not hold its content is certificates and signatures: kilobytes. */
export const MAX_SIGNATURE_FILE: number = 4 << 20

/** RFC 7468 section 9, and what older openssl commands write. */
const LABELS: readonly string[] = ['CMS', 'PKCS7']

/**
 * The CMS of a side file, DER; PEM is read too.
 * @throws FormatError SIGNATURE_FILE_MALFORMED, CodecError PEM_MALFORMED
 */
export async function readSignatureFile(file: ByteSource): Promise<Uint8Array> {
  if (file.size === 0 || file.size > MAX_SIGNATURE_FILE) {
    throw new FormatError('SIGNATURE_FILE_MALFORMED', `${file.name}: ${file.size} bytes are no detached signature`)
  }
  const bytes = await file.read(0, file.size)
  return isPem(bytes) ? pemBytes(bytes, file.name) : bytes
}

/** DER begins with a SEQUENCE, which is `0` in ASCII; no PEM does. */
function isPem(bytes: Uint8Array): boolean {
  return bytes[0] !== 0x30
}

function pemBytes(bytes: Uint8Array, name: string): Uint8Array {
  const blocks = parsePem(textOf(bytes, name)).filter(({ label }) => LABELS.includes(label))
  const [block] = blocks
  // Of two, which one would be the signature?
  if (!block || blocks.length > 1) {
    throw new FormatError('SIGNATURE_FILE_MALFORMED', `${name}: is no CMS in DER, and no PEM of one CMS`)
  }
  return block.bytes
}

function textOf(bytes: Uint8Array, name: string): string {
  try {
    return fromUtf8(bytes)
  } catch (cause) {
    throw new FormatError('SIGNATURE_FILE_MALFORMED', `${name}: is no CMS in DER, and no text`, { cause })
  }
}
