import { concat, fromHex, utf8 } from '@chancery/core'
import { encodeDer, encodeOid, encodeSequence, encodeSetOf, encodeUtf8String } from '../der/encode.ts'
import { parseDer } from '../der/reader.ts'
import { TAG } from '../der/tags.ts'
import { SHORT_NAMES } from './name.ts'

const BY_NAME: ReadonlyMap<string, string> = new Map([
  ...Object.entries(SHORT_NAMES).map(([oid, name]) => [name.toLowerCase(), oid] as const),
  ['e', '1.2.840.113549.1.9.1'],
])

/** Types whose values are not UTF8String (RFC 5280 appendix A.1, RFC 4519 section 2.4). */
const STRING_TAGS: Readonly<Record<string, number>> = {
  '2.5.4.5': TAG.printableString,
  '2.5.4.6': TAG.printableString,
  '0.9.2342.19200300.100.1.25': TAG.ia5String,
  '1.2.840.113549.1.9.1': TAG.ia5String,
}

const COUNTRY = '2.5.4.6'
const OBJECT_IDENTIFIER = /^[0-2](?:\.(?:0|[1-9]\d*))+$/
const PRINTABLE = /^[A-Za-z0-9 '()+,\-./:=?]*$/
const ASCII = /^[\x20-\x7e]*$/

/**
 * A Name (DER) out of its text: RFC 4514, and values in quotes as RFC 2253 still read them.
 * @returns null where the text is no name: a type that is not known, an empty value, a character that wants a backslash
 */
export function encodeName(text: string): Uint8Array | null {
  const rdns: Uint8Array[][] = [[]]
  let rest = text
  for (;;) {
    const attribute = /^ *([A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+) *= */.exec(rest)
    if (!attribute) return null
    const value = takeValue(rest.slice(attribute[0].length))
    const encoded = value && encodeAttribute(attribute[1] as string, value.value)
    if (!encoded) return null
    rdns.at(-1)?.push(encoded)
    const separator = value.rest[0]
    if (separator === undefined) break
    if (separator === ',') rdns.push([])
    rest = value.rest.slice(1)
  }
  // The text begins with what is last.
  return encodeSequence(...rdns.reverse().map((attributes) => encodeSetOf(...attributes)))
}

type Value = { readonly text: string } | { readonly der: Uint8Array }

/** One value, up to the comma, plus sign or end behind it. */
function takeValue(text: string): { readonly value: Value; readonly rest: string } | null {
  const hex = /^#((?:[0-9A-Fa-f]{2})+) *(?=[,+]|$)/.exec(text)
  if (hex) {
    const der = fromHex((hex[1] as string).toLowerCase())
    return isDer(der) ? { value: { der }, rest: text.slice(hex[0].length) } : null
  }
  const quoted = /^"((?:[^"\\]|\\.)*)" *(?=[,+]|$)/su.exec(text)
  const plain = /^(?!#)((?:[^"\\,+;<>\0]|\\.)+)(?=[,+]|$)/su.exec(text)
  const found = quoted ?? plain
  if (!found) return null
  const inner = found[1] as string
  // A blank at the end is meant where a backslash stands before it.
  const meant = unescaped(quoted ? inner : inner.replace(/(?<!\\)((?:\\\\)*) +$/, '$1'))
  return meant ? { value: { text: meant }, rest: text.slice(found[0].length) } : null
}

function isDer(bytes: Uint8Array): boolean {
  try {
    parseDer(bytes, 'value')
    return true
  } catch {
    return false
  }
}

/** `\,` and `\2C` alike; the bytes of hex pairs are UTF-8. null where they are not, or a letter stands behind the backslash. */
function unescaped(text: string): string | null {
  const parts = text.match(/(?:\\[0-9A-Fa-f]{2})+|\\[ "#+,;<=>\\]|[^\\]+/gsu) ?? []
  if (parts.join('') !== text) return null
  const bytes = parts.map((part) => {
    if (!part.startsWith('\\')) return utf8(part)
    return /^\\[0-9A-Fa-f]{2}/.test(part) ? fromHex(part.replaceAll('\\', '').toLowerCase()) : utf8(part.slice(1))
  })
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(concat(...bytes))
  } catch {
    return null
  }
}

function encodeAttribute(type: string, value: Value): Uint8Array | null {
  const oid = OBJECT_IDENTIFIER.test(type) ? type : BY_NAME.get(type.toLowerCase())
  if (oid === undefined) return null
  const encoded = 'der' in value ? value.der : encodeString(oid, value.text)
  return encoded && encodeSequence(encodeOid(oid), encoded)
}

function encodeString(oid: string, text: string): Uint8Array | null {
  if (oid === COUNTRY && !/^[A-Za-z]{2}$/.test(text)) return null
  const tag = STRING_TAGS[oid]
  if (tag === undefined) return encodeUtf8String(text)
  return (tag === TAG.printableString ? PRINTABLE : ASCII).test(text) ? encodeDer(tag, utf8(text)) : null
}
