import { toHex } from '@chancery/core'
import { childrenOf, type Der, DerCursor, expectTag } from '../der/reader.ts'
import { TAG } from '../der/tags.ts'
import { oidOf, stringOf } from '../der/values.ts'

/** Short names of RFC 4514 section 3, and those in general use beside them. */
export const SHORT_NAMES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.15': 'businessCategory',
  '2.5.4.17': 'postalCode',
  '2.5.4.42': 'givenName',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
}

/** A Name as RFC 4514 writes it: last RDN first, `+` inside a multi-valued one. */
export function formatName(name: Der, field: string): string {
  expectTag(name, TAG.sequence, field)
  const rdns = childrenOf(name, field).map((rdn) => {
    expectTag(rdn, TAG.set, field)
    return childrenOf(rdn, field)
      .map((attribute) => formatAttribute(attribute, field))
      .join('+')
  })
  return rdns.reverse().join(',')
}

function formatAttribute(attribute: Der, field: string): string {
  const cursor = new DerCursor(attribute, field)
  const type = oidOf(cursor.take('type', TAG.oid), `${field}.type`)
  const value = cursor.take('value')
  cursor.end()
  const short = SHORT_NAMES[type]
  return short === undefined ? `${type}=#${toHex(value.bytes)}` : `${short}=${escapeValue(stringOf(value, field))}`
}

/** RFC 4514 section 2.4; control characters as hex pairs, so that a name cannot forge a line of output. */
function escapeValue(text: string): string {
  return text
    .replace(/[\\",+;<>]/g, (character) => `\\${character}`)
    .replace(/^[ #]|(?<=.) $/g, (character) => `\\${character}`)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
      [...new TextEncoder().encode(character)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join(''),
    )
}
