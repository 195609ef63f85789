import { fromBase64, fromUtf8, isJsonObject, type JsonObject } from '@chancery/core'
import { parseStrictJson } from './strict-json.ts'

/** The error of whoever reads: it knows the code. */
export type JsonFault = (message: string, options?: { readonly cause: unknown }) => Error

/** Reads members of JSON that others wrote, by name; whatever is not as it should be is the one fault that the reader was made with. */
export class JsonMembers {
  readonly #members: JsonObject
  readonly #fault: JsonFault
  readonly #what: string

  constructor(value: unknown, fault: JsonFault, what: string) {
    if (!isJsonObject(value)) throw fault(`${what} is no JSON object`)
    this.#members = value
    this.#fault = fault
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

  /** As it was parsed, with what nobody asked for. */
  whole(): JsonObject {
    return this.#members
  }

  object(name: string): JsonMembers {
    return new JsonMembers(this.value(name), this.#fault, `${this.#what}.${name}`)
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
    throw this.#fault(`${this.#what}.${name} is missing, or not what it should be`)
  }
}

/** A JSON object on which all readers agree: a member that occurs twice is refused. */
export function parseJsonMembers(bytes: Uint8Array, fault: JsonFault, what: string): JsonMembers {
  let value: unknown
  try {
    value = parseStrictJson(fromUtf8(bytes))
  } catch (cause) {
    throw fault(`${what} is not JSON that all readers agree on`, { cause })
  }
  return new JsonMembers(value, fault, what)
}
