import { ByteReader, CoreError, fromUtf8 } from '@chancery/core'
import { CodecError } from '../errors.ts'
import { type Cbor, type CborMap, MAJOR, MAX_DEPTH, SIMPLE } from './value.ts'

/** Items in all: an envelope has a few dozen. Keeps memory in proportion to what is there, not to what a length claims. */
const MAX_ITEMS = 4096

/**
 * One item and nothing after it. Strict: shortest lengths, nothing indefinite, no key twice, no floats; the order of keys is free,
 * because notation's is.
 * @throws CodecError CBOR_MALFORMED
 */
export function parseCbor(bytes: Uint8Array): Cbor {
  const parser = new CborParser(bytes)
  try {
    const value = parser.item(0)
    parser.end()
    return value
  } catch (cause) {
    if (cause instanceof CodecError) throw cause
    // A field that ends too early, or text that is not UTF-8.
    if (cause instanceof CoreError || cause instanceof TypeError) {
      throw new CodecError('CBOR_MALFORMED', `the CBOR is cut short or damaged: ${cause.message}`, { cause })
    }
    throw cause
  }
}

class CborParser {
  readonly #reader: ByteReader
  #items = 0

  constructor(bytes: Uint8Array) {
    this.#reader = new ByteReader(bytes)
  }

  end(): void {
    if (this.#reader.left > 0) this.#fail(`${this.#reader.left} bytes follow the item`)
  }

  item(depth: number): Cbor {
    if (depth > MAX_DEPTH) this.#fail('nested too deep')
    if (++this.#items > MAX_ITEMS) this.#fail('more items than anything of ours has')
    const initial = this.#reader.u8('initial byte')
    const major = initial >> 5
    const argument = this.#argument(initial & 0x1f)
    switch (major) {
      case MAJOR.unsigned:
        return argument
      case MAJOR.negative:
        return this.#negative(argument)
      case MAJOR.bytes:
        return Uint8Array.from(this.#reader.slice(argument, 'byte string'))
      case MAJOR.text:
        return fromUtf8(this.#reader.slice(argument, 'text string'))
      case MAJOR.array:
        return this.#array(argument, depth)
      case MAJOR.map:
        return this.#map(argument, depth)
      case MAJOR.tag:
        return { tag: argument, value: this.item(depth + 1) }
      default:
        return this.#simple(initial & 0x1f)
    }
  }

  /** RFC 8949 section 3, and the shortest form of section 4.2.1. */
  #argument(info: number): number {
    if (info < 24) return info
    if (info > 27) this.#fail('an indefinite or reserved length')
    const width = 2 ** (info - 24)
    let argument = 0
    for (let i = 0; i < width; i++) argument = argument * 256 + this.#reader.u8('argument')
    if (!Number.isSafeInteger(argument)) this.#fail('a number beyond all use')
    if (argument < (width === 1 ? 24 : 256 ** (width / 2))) this.#fail('a number longer than it needs to be')
    return argument
  }

  #negative(argument: number): number {
    const value = -1 - argument
    return Number.isSafeInteger(value) ? value : this.#fail('a number beyond all use')
  }

  #array(count: number, depth: number): readonly Cbor[] {
    if (count > this.#reader.left) this.#fail('an array longer than what is left')
    return Array.from({ length: count }, () => this.item(depth + 1))
  }

  #map(count: number, depth: number): CborMap {
    if (count > this.#reader.left / 2) this.#fail('a map longer than what is left')
    const map = new Map<string | number, Cbor>()
    for (let i = 0; i < count; i++) {
      const key = this.item(depth + 1)
      if (typeof key !== 'string' && typeof key !== 'number')
        return this.#fail('a key that is neither text nor integer')
      if (map.has(key)) this.#fail('a key occurs twice')
      map.set(key, this.item(depth + 1))
    }
    return map
  }

  #simple(info: number): Cbor {
    switch (info) {
      case SIMPLE.false:
        return false
      case SIMPLE.true:
        return true
      case SIMPLE.null:
        return null
      default:
        return this.#fail('a float, or a simple value that nobody knows')
    }
  }

  #fail(why: string): never {
    throw new CodecError('CBOR_MALFORMED', `CBOR at ${this.#reader.position}: ${why}`)
  }
}
