import { CodecError } from './errors.ts'

export interface StrictJsonOptions {
  /** UTF-16 code units; by default 64 Mi. */
  readonly maxLength?: number
  /** Arrays and objects inside one another; by default 64. */
  readonly maxDepth?: number
}

/**
 * JSON (RFC 8259) that all readers agree on, as I-JSON (RFC 7493) asks: no member twice, no lone surrogates, no number beyond a double,
 * nothing after the value. Objects have no prototype's members: `__proto__` is a name like any other.
 * @throws CodecError JSON_MALFORMED
 */
export function parseStrictJson(text: string, options: StrictJsonOptions = {}): unknown {
  const { maxLength = 64 << 20, maxDepth = 64 } = options
  if (text.length > maxLength) throw new CodecError('JSON_MALFORMED', `JSON of ${text.length} characters is too long`)
  const reader = new JsonReader(text, maxDepth)
  const value = reader.value(0)
  reader.end()
  return value
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
const LITERALS: readonly (readonly [string, unknown])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
]

class JsonReader {
  readonly #text: string
  readonly #maxDepth: number
  #at = 0

  constructor(text: string, maxDepth: number) {
    this.#text = text
    this.#maxDepth = maxDepth
  }

  value(depth: number): unknown {
    if (depth > this.#maxDepth) this.#fail('nested too deep')
    this.#skipSpace()
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(depth)
      case '[':
        return this.#array(depth)
      case '"':
        return this.#string()
      default:
        return this.#scalar()
    }
  }

  end(): void {
    this.#skipSpace()
    if (this.#at < this.#text.length) this.#fail('goes on after its end')
  }

  #object(depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = {}
    const names = new Set<string>()
    this.#each('}', () => {
      this.#skipSpace()
      if (this.#text[this.#at] !== '"') this.#fail('a member without a name')
      const name = this.#string()
      if (names.has(name)) this.#fail('a member occurs twice')
      names.add(name)
      this.#skipSpace()
      if (this.#text[this.#at++] !== ':') this.#fail('a member without a value')
      // Defined, not assigned: assigning to `__proto__` would set the prototype.
      const value = this.value(depth + 1)
      Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true })
    })
    return object
  }

  #array(depth: number): unknown[] {
    const array: unknown[] = []
    this.#each(']', () => array.push(this.value(depth + 1)))
    return array
  }

  #each(close: string, read: () => void): void {
    this.#at++
    this.#skipSpace()
    if (this.#text[this.#at] === close) {
      this.#at++
      return
    }
    for (;;) {
      read()
      this.#skipSpace()
      const next = this.#text[this.#at++]
      if (next === close) return
      if (next !== ',') this.#fail('a comma is missing')
    }
  }

  #string(): string {
    const start = this.#at++
    let isPlain = true
    for (;;) {
      const code = this.#text.charCodeAt(this.#at++)
      if (code === 0x22) break
      if (code === 0x5c) {
        isPlain = false
        this.#at++
      }
      if (Number.isNaN(code) || code < 0x20) this.#fail('a string that does not end')
    }
    const value = isPlain ? this.#text.slice(start + 1, this.#at - 1) : this.#unescaped(start)
    if (!value.isWellFormed()) this.#fail('a lone surrogate')
    return value
  }

  #unescaped(start: number): string {
    try {
      return JSON.parse(this.#text.slice(start, this.#at))
    } catch (cause) {
      throw new CodecError('JSON_MALFORMED', `a bad string at ${start}`, { cause })
    }
  }

  #scalar(): unknown {
    for (const [word, value] of LITERALS) {
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length
        return value
      }
    }
    NUMBER.lastIndex = this.#at
    const [digits] = NUMBER.exec(this.#text) ?? this.#fail('no value')
    this.#at += digits.length
    const number = Number(digits)
    if (!Number.isFinite(number)) this.#fail('a number beyond all')
    return number
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
      this.#at++
    }
  }

  #fail(why: string): never {
    throw new CodecError('JSON_MALFORMED', `JSON at ${this.#at}: ${why}`)
  }
}
