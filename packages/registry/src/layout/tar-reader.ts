import type { FileHandle } from 'node:fs/promises'
import { RegistryError } from '../errors.ts'
import { onDisk } from './layout-errors.ts'

/** Where a file of an archive lies. */
export interface TarFile {
  readonly name: string
  /** Where its header begins, with the records that belong to it. */
  readonly start: number
  /** Where its content begins. */
  readonly data: number
  readonly size: number
}

export interface TarListing {
  readonly files: ReadonlyMap<string, TarFile>
  /** Where its members end and the zero blocks begin. */
  readonly end: number
}

const BLOCK = 512
const MAX_MEMBERS = 200_000
/** Of a pax or long-name record. */
const MAX_RECORD = 64 * 1024
/** Magic numbers of what tar files get packed into. */
const PACKED: readonly (readonly number[])[] = [
  [0x1f, 0x8b],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0x42, 0x5a, 0x68],
  [0xfd, 0x37, 0x7a],
]

/**
 * The plain files of a tar archive (IEEE Std 1003.1, "pax"; GNU's long names and large sizes), from its headers alone: contents are passed over. Links and other members count
 * for nothing, so that no content comes from elsewhere. Two files of one name would be two things to two readers.
 * @throws RegistryError ARCHIVE_INVALID, LAYOUT_FAILED
 */
export async function listTar(handle: FileHandle, location: string): Promise<TarListing> {
  const invalid = (why: string): RegistryError => new RegistryError('ARCHIVE_INVALID', `${location} ${why}`)
  const { size: length } = await handle.stat()
  const files = new Map<string, TarFile>()
  let start = 0
  let renamed: Extension = {}
  let at = 0
  for (let members = 0; ; members++) {
    const header = await read(handle, location, at, BLOCK)
    if (header.length < BLOCK) throw invalid('is no tar file, or is cut off')
    if (header.every((byte) => byte === 0)) return { files, end: start }
    if (members === 0 && PACKED.some((magic) => magic.every((byte, i) => header[i] === byte)))
      throw invalid('is compressed')
    if (members === MAX_MEMBERS) throw invalid(`has more than ${MAX_MEMBERS} members`)
    if (!isHeader(header)) throw invalid(`has no header at ${at}`)
    const type = String.fromCharCode(header[156] ?? 0)
    const size = renamed.size ?? numberAt(header, 124, 12)
    if (size === null || at + BLOCK + size > length) throw invalid('has a member that is longer than the archive')
    const data = at + BLOCK
    at = data + Math.ceil(size / BLOCK) * BLOCK
    if (type === 'x' || type === 'g' || type === 'L' || type === 'K') {
      if (size > MAX_RECORD) throw invalid('has a record that is too long')
      const record = await read(handle, location, data, size)
      if (type === 'x') renamed = { ...renamed, ...paxRecord(record) }
      if (type === 'L') renamed = { ...renamed, name: text(record) }
      continue
    }
    const prefix = text(header.subarray(257, 262)) === 'ustar' ? text(header.subarray(345, 500)) : ''
    const plain = text(header.subarray(0, 100))
    const name = (renamed.name ?? (prefix === '' ? plain : `${prefix}/${plain}`)).replace(/^\.\//, '')
    if (type === '0' || type === '\0') {
      if (files.has(name)) throw invalid(`has two files named ${JSON.stringify(name.slice(0, 200))}`)
      files.set(name, { name, start, data, size })
    }
    renamed = {}
    start = at
  }
}

interface Extension {
  readonly name?: string
  readonly size?: number
}

/** One header for a plain file. @throws TypeError where the name or size needs more than ustar has */
export function tarHeader(name: string, size: number): Uint8Array {
  if (Buffer.byteLength(name) > 100) throw new TypeError('a longer name than a tar header has room for')
  const header = Buffer.alloc(BLOCK)
  header.write(name, 0, 'utf8')
  header.write('0000644\x000000000\x000000000\0', 100, 'latin1')
  // Octal up to 8 GiB; beyond, base 256 with the first bit set, as GNU, Go and BSD write and read it.
  if (size < 8 ** 11) header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1')
  else {
    header[124] = 0x80
    header.writeBigUInt64BE(BigInt(size), 128)
  }
  header.write(`${'0'.repeat(11)}\0`, 136, 'latin1')
  header.write('0', 156, 'latin1')
  header.write('ustar\x0000', 257, 'latin1')
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return Uint8Array.from(header)
}

export function padding(size: number): Uint8Array {
  return new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK)
}

function isHeader(header: Uint8Array): boolean {
  return numberAt(header, 148, 8) === checksum(header)
}

/** All bytes, those of the sum itself counted as spaces. */
function checksum(header: Uint8Array): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0)
}

/** Octal digits, or base 256 where the first bit is set; null where it is neither or more than a file can have. */
function numberAt(header: Uint8Array, at: number, length: number): number | null {
  const field = header.subarray(at, at + length)
  if ((field[0] ?? 0) & 0x80) {
    const value = field.reduce((sum, byte, i) => sum * 256 + (i === 0 ? byte & 0x7f : byte), 0)
    return Number.isSafeInteger(value) ? value : null
  }
  const digits = text(field).trim()
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : null
}

/** `LENGTH KEY=VALUE\n`, where LENGTH counts all of it. */
function paxRecord(record: Uint8Array): Extension {
  const found: { name?: string; size?: number } = {}
  const buffer = Buffer.from(record)
  for (let at = 0; at < buffer.length; ) {
    const space = buffer.indexOf(0x20, at)
    const length = space < 0 ? 0 : Number(buffer.toString('latin1', at, space))
    if (!Number.isSafeInteger(length) || length < 5 || at + length > buffer.length) break
    const [, key, value = ''] = /^([^=]+)=(.*)\n$/s.exec(buffer.toString('utf8', space + 1, at + length)) ?? []
    if (key === 'path') found.name = value
    if (key === 'size' && /^\d+$/.test(value)) found.size = Number(value)
    at += length
  }
  return found
}

function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString('utf8')
}

async function read(handle: FileHandle, location: string, at: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  const { bytesRead } = await onDisk(location, () => handle.read(bytes, 0, length, at))
  return bytes.subarray(0, bytesRead)
}
