import { parseStrictJson } from '@chancery/codec'
import { fromBase64, fromUtf8, isJsonObject } from '@chancery/core'
import { OciError, type OciErrorCode } from './errors.ts'

/** Reads JSON members by name; whatever is not as it should be has the one code that the reader was made with. */
export class JsonMembers {
  readonly #members: Readonly<Record<string, unknown>>
  readonly #code: OciErrorCode
  readonly #what: string

  constructor(value: unknown, code: OciErrorCode, what: string) {
    if (!isJsonObject(value)) {
      throw new OciError(code, `${what} is no JSON object`)
    }
    this.#members = value
    this.#code = code
    this.#what = what
  }

  /** null members count as absent: Go's encoders write them so. */
  has(name: string): boolean {
    return this.value(name) !== null
  }

  value(name: string): unknown {
    return Object.hasOwn(this.#members, name) ? (this.#members[name] ?? null) : null
  }

  names(): readonly string[] {
    return Object.keys(this.#members)
  }

  object(name: string): JsonMembers {
    return new JsonMembers(this.value(name), this.#code, `${this.#what}.${name}`)
  }

  list(name: string): readonly unknown[] {
    const value = this.value(name)
    return Array.isArray(value) ? value : this.fail(name)
  }

  text(name: string): string {
    const value = this.value(name)
    return typeof value === 'string' ? value : this.fail(name)
  }

  count(name: string): number {
    const value = this.value(name)
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : this.fail(name)
  }

  base64(name: string): Uint8Array {
    return this.decoded(name, fromBase64)
  }

  decoded(name: string, decode: (text: string) => Uint8Array): Uint8Array {
    try {
      return decode(this.text(name))
    } catch (error) {
      if (error instanceof TypeError) return this.fail(name)
      throw error
    }
  }

  /** A flat object of text; empty where it is absent. */
  texts(name: string): Readonly<Record<string, string>> {
    if (!this.has(name)) return {}
    const members = this.object(name)
    return Object.fromEntries(members.names().map((key) => [key, members.text(key)]))
  }

  fail(name: string): never {
    throw new OciError(this.#code, `${this.#what}.${name} is missing, or not what it should be`)
  }
}

/** A JSON object on which all readers agree: a member that occurs twice is refused. */
export function parseMembers(bytes: Uint8Array, code: OciErrorCode, what: string): JsonMembers {
  let value: unknown
  try {
    value = parseStrictJson(fromUtf8(bytes))
  } catch (cause) {
    throw new OciError(code, `${what} is not JSON that all readers agree on`, { cause })
  }
  return new JsonMembers(value, code, what)
}
