import { fromUtf8, utf8 } from '@chancery/core'
import { HsmError } from './errors.ts'

/** RFC 7512 section 2.3: the classes of object that a URI can name. */
export type ObjectType = 'public' | 'private' | 'cert' | 'secret-key' | 'data'

/** A PKCS#11 URI (RFC 7512). An attribute that is absent matches anything. */
export interface Pkcs11Uri {
  readonly token?: string
  readonly manufacturer?: string
  readonly serial?: string
  readonly model?: string
  readonly libraryManufacturer?: string
  readonly libraryDescription?: string
  /** `major` or `major.minor`. */
  readonly libraryVersion?: string
  readonly slotManufacturer?: string
  readonly slotDescription?: string
  readonly slotId?: number
  /** CKA_LABEL. */
  readonly object?: string
  readonly type?: ObjectType
  /** CKA_ID. */
  readonly id?: Uint8Array
  /** Attributes of the path that RFC 7512 does not define. No object matches a URI that has any: they would narrow it in a way we do not know. */
  readonly vendorPath?: readonly VendorAttribute[]
  readonly pinSource?: string
  readonly pinValue?: string
  readonly moduleName?: string
  readonly modulePath?: string
  /** Attributes of the query that RFC 7512 does not define; they may repeat, and change nothing here. */
  readonly vendorQuery?: readonly VendorAttribute[]
}

export interface VendorAttribute {
  readonly name: string
  readonly value: string
}

type TextMember =
  | 'token'
  | 'manufacturer'
  | 'serial'
  | 'model'
  | 'libraryManufacturer'
  | 'libraryDescription'
  | 'libraryVersion'
  | 'slotManufacturer'
  | 'slotDescription'
  | 'object'
  | 'pinSource'
  | 'pinValue'
  | 'moduleName'
  | 'modulePath'

/** Members whose value is text, with their names in a URI. `type`, `id` and `slot-id` are not. */
const PATH_TEXT: readonly (readonly [string, TextMember])[] = [
  ['token', 'token'],
  ['manufacturer', 'manufacturer'],
  ['serial', 'serial'],
  ['model', 'model'],
  ['library-manufacturer', 'libraryManufacturer'],
  ['library-description', 'libraryDescription'],
  ['library-version', 'libraryVersion'],
  ['slot-manufacturer', 'slotManufacturer'],
  ['slot-description', 'slotDescription'],
  ['object', 'object'],
]
const QUERY_TEXT: readonly (readonly [string, TextMember])[] = [
  ['module-path', 'modulePath'],
  ['module-name', 'moduleName'],
  ['pin-source', 'pinSource'],
  ['pin-value', 'pinValue'],
]
const TYPES: readonly ObjectType[] = ['public', 'private', 'cert', 'secret-key', 'data']

/** pk11-pchar and pk11-qchar: what stands for itself. The query has no `&`, its delimiter, but `/`, `?` and `|`. */
const PATH_CHARACTER = /[A-Za-z0-9\-._~:[\]@!$'()*+,=&]/
const QUERY_CHARACTER = /[A-Za-z0-9\-._~:[\]@!$'()*+,=/?|]/
/** RFC 7512 section 2.3 wants the bytes of `id` percent-encoded, all of them. */
const NOTHING = /(?!)/
const VENDOR_NAME = /^[A-Za-z0-9\-_]+$/
const LIBRARY_VERSION = /^\d+(?:\.\d+)?$/
const SLOT_ID = /^\d+$/

function invalid(what: string, attribute?: string): HsmError {
  // Never the value: it may be a PIN.
  return new HsmError('URI_INVALID', `PKCS#11 URI: ${what}`, { details: { attribute: attribute ?? null } })
}

/** Percent-decodes a value; every other character must be one that the component allows (RFC 7512 section 2.3). */
function decode(name: string, value: string, allowed: RegExp): Uint8Array {
  const bytes: number[] = []
  for (let at = 0; at < value.length; at++) {
    const character = value[at] as string
    if (character === '%') {
      const hex = value.slice(at + 1, at + 3)
      if (!/^[0-9A-Fa-f]{2}$/.test(hex)) throw invalid(`${name} has a % without two hexadecimal digits`, name)
      bytes.push(Number.parseInt(hex, 16))
      at += 2
    } else if (allowed.test(character)) bytes.push(character.charCodeAt(0))
    else throw invalid(`${name} has a character that must be percent-encoded`, name)
  }
  return Uint8Array.from(bytes)
}

function decodeText(name: string, value: string, allowed: RegExp): string {
  try {
    return fromUtf8(decode(name, value, allowed))
  } catch (cause) {
    if (cause instanceof HsmError) throw cause
    throw invalid(`${name} is not UTF-8`, name)
  }
}

function* attributes(component: string, delimiter: string): Generator<readonly [string, string]> {
  if (component === '') return
  for (const part of component.split(delimiter)) {
    const equals = part.indexOf('=')
    const name = equals < 0 ? part : part.slice(0, equals)
    if (equals < 0 || !VENDOR_NAME.test(name)) throw invalid('an attribute is not of the form name=value')
    yield [name, part.slice(equals + 1)]
  }
}

/**
 * Reads a PKCS#11 URI with the whole grammar of RFC 7512 section 2.3.
 * @throws HsmError URI_INVALID: a name twice (vendor attributes of the query may repeat), a character that must be percent-encoded, text that is not UTF-8,
 * an unknown `type`, or pin-source beside pin-value
 */
export function parsePkcs11Uri(text: string): Pkcs11Uri {
  if (!/^pkcs11:/i.test(text)) throw invalid('it does not begin with pkcs11:')
  const rest = text.slice('pkcs11:'.length)
  const mark = rest.indexOf('?')
  const uri: { -readonly [Member in keyof Pkcs11Uri]: Pkcs11Uri[Member] } = {}
  const seen = new Set<string>()
  const once = (name: string): void => {
    if (seen.has(name)) throw invalid(`${name} occurs twice`, name)
    seen.add(name)
  }

  const vendorPath: VendorAttribute[] = []
  for (const [name, raw] of attributes(mark < 0 ? rest : rest.slice(0, mark), ';')) {
    once(name)
    const member = PATH_TEXT.find(([known]) => known === name)?.[1]
    if (name === 'id') uri.id = decode(name, raw, PATH_CHARACTER)
    else {
      const value = decodeText(name, raw, PATH_CHARACTER)
      if (name === 'type') uri.type = objectType(value)
      else if (name === 'slot-id') uri.slotId = slotId(value)
      else if (!member) vendorPath.push({ name, value })
      else if (member === 'libraryVersion' && !LIBRARY_VERSION.test(value)) throw invalid(`${name} is no version`, name)
      else uri[member] = value
    }
  }
  if (vendorPath.length > 0) uri.vendorPath = vendorPath

  const vendorQuery: VendorAttribute[] = []
  for (const [name, raw] of attributes(mark < 0 ? '' : rest.slice(mark + 1), '&')) {
    const member = QUERY_TEXT.find(([known]) => known === name)?.[1]
    const value = decodeText(name, raw, QUERY_CHARACTER)
    if (!member) vendorQuery.push({ name, value })
    else {
      once(`?${name}`)
      uri[member] = value
    }
  }
  if (vendorQuery.length > 0) uri.vendorQuery = vendorQuery
  // Section 2.4: both at once is to be refused.
  if (uri.pinSource !== undefined && uri.pinValue !== undefined)
    throw invalid('pin-source and pin-value exclude each other')
  return uri
}

function objectType(value: string): ObjectType {
  const found = TYPES.find((type) => type === value)
  if (!found) throw invalid('type is none of public, private, cert, secret-key and data', 'type')
  return found
}

function slotId(value: string): number {
  const number = Number(value)
  if (!SLOT_ID.test(value) || !Number.isSafeInteger(number)) throw invalid('slot-id is no number', 'slot-id')
  return number
}

function encode(bytes: Uint8Array, allowed: RegExp): string {
  let text = ''
  for (const byte of bytes) {
    const character = String.fromCharCode(byte)
    text += byte < 0x80 && allowed.test(character) ? character : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`
  }
  return text
}

/** The URI in one canonical form: attributes in the order of RFC 7512, `id` percent-encoded throughout. `parsePkcs11Uri` reads it back. */
export function formatPkcs11Uri(uri: Pkcs11Uri): string {
  const path: string[] = []
  for (const [name, member] of PATH_TEXT) {
    const value = uri[member]
    if (value !== undefined) path.push(`${name}=${encode(utf8(value), PATH_CHARACTER)}`)
  }
  if (uri.slotId !== undefined) path.push(`slot-id=${uri.slotId}`)
  if (uri.id !== undefined) path.push(`id=${encode(uri.id, NOTHING)}`)
  if (uri.type !== undefined) path.push(`type=${uri.type}`)
  for (const { name, value } of uri.vendorPath ?? []) path.push(`${name}=${encode(utf8(value), PATH_CHARACTER)}`)
  const query: string[] = []
  for (const [name, member] of QUERY_TEXT) {
    const value = uri[member]
    if (value !== undefined) query.push(`${name}=${encode(utf8(value), QUERY_CHARACTER)}`)
  }
  for (const { name, value } of uri.vendorQuery ?? []) query.push(`${name}=${encode(utf8(value), QUERY_CHARACTER)}`)
  return `pkcs11:${path.join(';')}${query.length > 0 ? `?${query.join('&')}` : ''}`
}
