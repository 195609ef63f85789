import { toHex } from './encoding.ts'
import { CoreError } from './errors.ts'

/**
 * Reads fixed-width fields; every read names its field, so that the error is the documentation:
 * `IMAGE_DOS_HEADER.e_lfanew at 0x3c: needs 4 bytes, 2 left`.
 */
export class ByteReader {
  readonly bytes: Uint8Array
  readonly #view: DataView
  readonly #base: number
  #at: number

  /** @param base what to add to positions in messages: where `bytes` begins in its file */
  constructor(bytes: Uint8Array, base = 0) {
    this.bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#base = base
    this.#at = 0
  }

  get position(): number {
    return this.#at
  }

  get left(): number {
    return this.bytes.length - this.#at
  }

  /** Moves to an absolute position inside `bytes`; reading there checks it. */
  at(position: number): this {
    this.#at = position
    return this
  }

  skip(length: number, field: string): this {
    this.#take(length, field)
    return this
  }

  u8(field: string): number {
    return this.#view.getUint8(this.#take(1, field))
  }

  u16le(field: string): number {
    return this.#view.getUint16(this.#take(2, field), true)
  }

  u32le(field: string): number {
    return this.#view.getUint32(this.#take(4, field), true)
  }

  /** A 64-bit count or offset. @throws CoreError UNEXPECTED_END where it is not a safe integer: no file is that long */
  u64le(field: string): number {
    const at = this.#take(8, field)
    const value = this.#view.getBigUint64(at, true)
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
      throw new CoreError('UNEXPECTED_END', `${field} at ${this.#where(at)}: ${value} is beyond any file`)
    }
    return Number(value)
  }

  u16be(field: string): number {
    return this.#view.getUint16(this.#take(2, field), false)
  }

  u32be(field: string): number {
    return this.#view.getUint32(this.#take(4, field), false)
  }

  slice(length: number, field: string): Uint8Array {
    const at = this.#take(length, field)
    return this.bytes.subarray(at, at + length)
  }

  magic(expected: Uint8Array, field: string): this {
    const at = this.#at
    const found = this.slice(expected.length, field)
    if (toHex(found) !== toHex(expected)) {
      throw new CoreError(
        'BAD_MAGIC',
        `${field} at ${this.#where(at)}: expected ${toHex(expected)}, found ${toHex(found)}`,
      )
    }
    return this
  }

  #take(length: number, field: string): number {
    const at = this.#at
    if (
      !Number.isSafeInteger(at) ||
      at < 0 ||
      !Number.isSafeInteger(length) ||
      length < 0 ||
      length > this.bytes.length - at
    ) {
      const left = Math.max(0, this.bytes.length - at)
      throw new CoreError('UNEXPECTED_END', `${field} at ${this.#where(at)}: needs ${length} bytes, ${left} left`)
    }
    this.#at = at + length
    return at
  }

  #where(at: number): string {
    return `0x${(this.#base + at).toString(16)}`
  }
}
