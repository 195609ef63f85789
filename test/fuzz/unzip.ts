import { inflateRawSync } from 'node:zlib'
import type { ZipEntry } from '@chancery/testkit'

/** The entries of an archive that is known to be whole, without any of our readers. APPNOTE.TXT 4.3.7 and 4.3.12. */
export function unzip(bytes: Uint8Array): readonly (ZipEntry & { readonly data: Uint8Array })[] {
  const file = Buffer.from(bytes)
  const end = file.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  const entries: (ZipEntry & { readonly data: Uint8Array })[] = []
  for (let at = file.readUInt32LE(end + 16); file.readUInt32LE(at) === 0x02014b50; ) {
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => file.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const local = file.readUInt32LE(at + 42)
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
    const packed = file.subarray(start, start + file.readUInt32LE(at + 20))
    const data = file.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)
    entries.push({ name: file.toString('utf8', at + 46, at + 46 + nameLength), data: Uint8Array.from(data) })
    at += 46 + nameLength + extra + comment
  }
  return entries
}
