import type { PlainData } from '@chancery/core'

/**
 * JSON Canonicalization Scheme (RFC 8785): the one text of a value, to be hashed or signed as UTF-8.
 * Members are sorted by UTF-16 code units, numbers and strings are written as ECMAScript does.
 * @throws TypeError for what has no canonical form: numbers that are not finite, lone surrogates, anything that is no plain data
 */
export function canonicalJson(value: PlainData): string {
  switch (typeof value) {
    case 'string':
      return canonicalString(value)
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError('a number that is not finite has no canonical JSON')
      return JSON.stringify(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      return value === null ? 'null' : canonicalMembers(value)
    default:
      throw new TypeError(`a ${typeof value} has no canonical JSON`)
  }
}

function canonicalMembers(value: object): string {
  if (Array.isArray(value)) return `[${value.map((item: PlainData) => canonicalJson(item)).join(',')}]`
  const members = value as Readonly<Record<string, PlainData>>
  const sorted = Object.keys(members).sort()
  return `{${sorted.map((key) => `${canonicalString(key)}:${canonicalJson(members[key] as PlainData)}`).join(',')}}`
}

function canonicalString(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('a lone surrogate has no canonical JSON')
  return JSON.stringify(text)
}
