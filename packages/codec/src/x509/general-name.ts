import { type AlternativeName, equalBytes, toHex } from '@chancery/core'
import { childrenOf, type Der, DerCursor, expectTag, parseDer } from '../der/reader.ts'
import { TAG } from '../der/tags.ts'
import { oidOf, stringOf } from '../der/values.ts'
import { CodecError } from '../errors.ts'
import { type Certificate, EXTENSION, extensionValue } from './certificate.ts'

/** GeneralName (RFC 5280 section 4.2.1.6); kinds that we only compare or refuse are `other`. */
export type GeneralName =
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly text: string }
  | { readonly kind: 'directory'; readonly rdns: readonly Rdn[] }
  /** An address, or an address and a mask in name constraints. */
  | { readonly kind: 'ip'; readonly bytes: Uint8Array }
  | { readonly kind: 'other'; readonly tag: number }

/** A relative distinguished name as a set of comparable spellings, sorted. */
export type Rdn = string

const LATIN1 = new TextDecoder('latin1')

export function generalNameOf(node: Der): GeneralName {
  switch (node.tag) {
    case 0x81:
      return { kind: 'email', text: LATIN1.decode(node.content) }
    case 0x82:
      return { kind: 'dns', text: LATIN1.decode(node.content) }
    case 0x86:
      return { kind: 'uri', text: LATIN1.decode(node.content) }
    case 0x87:
      return { kind: 'ip', bytes: node.content }
    case 0xa4:
      return { kind: 'directory', rdns: rdnsOf(parseDer(node.content, 'directoryName')) }
    default:
      return { kind: 'other', tag: node.tag }
  }
}

/**
 * A Name for comparison: strings folded as RFC 5280 section 7.1 asks (case, inner white space), so that an excluded name
 * is not evaded by another spelling.
 */
function rdnsOf(name: Der): readonly Rdn[] {
  return childrenOf(name, 'Name').map((rdn) => {
    expectTag(rdn, TAG.set, 'RelativeDistinguishedName')
    return childrenOf(rdn, 'RelativeDistinguishedName').map(attributeSpelling).sort().join('+')
  })
}

function attributeSpelling(node: Der): string {
  const cursor = new DerCursor(node, 'AttributeTypeAndValue')
  const type = oidOf(cursor.take('type'), 'type')
  const value = cursor.take('value')
  const text = STRINGS.includes(value.tag) ? stringOf(value, 'value') : `#${toHex(value.bytes)}`
  return JSON.stringify([type, text.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ')])
}

/** Those of DirectoryString and IA5String that name the same letters alike; others are compared as encoded. */
const STRINGS: readonly number[] = [
  TAG.utf8String,
  TAG.printableString,
  TAG.teletexString,
  TAG.ia5String,
  TAG.bmpString,
  TAG.universalString,
]

/** Whether two Names (DER) are the same as RFC 5280 section 7.1 compares them. False, never an exception, for what is no Name. */
export function sameName(a: Uint8Array, b: Uint8Array): boolean {
  if (equalBytes(a, b)) return true
  try {
    const [left, right] = [rdnsOf(parseDer(a, 'Name')), rdnsOf(parseDer(b, 'Name'))]
    return left.length > 0 && left.length === right.length && left.every((rdn, i) => rdn === right[i])
  } catch (error) {
    if (error instanceof CodecError) return false
    throw error
  }
}

const EMAIL_ADDRESS = '1.2.840.113549.1.9.1'

function subjectAltNamesOf(certificate: Certificate): readonly GeneralName[] {
  const value = extensionValue(certificate.extensions, EXTENSION.subjectAltName)
  const alternative = value ? childrenOf(parseDer(value, 'SubjectAltName', TAG.sequence), 'SubjectAltName') : []
  return alternative.map(generalNameOf)
}

/**
 * The alternative names that are text. An extension that cannot be read names nobody: whoever expects a name refuses the certificate then,
 * and nobody else minds.
 */
export function alternativeNamesOf(certificate: Certificate): readonly AlternativeName[] {
  try {
    return subjectAltNamesOf(certificate).filter((name) => 'text' in name)
  } catch (error) {
    if (error instanceof CodecError) return []
    throw error
  }
}

/** Every name of a certificate that name constraints speak of: subject, alternative names, and the addresses in the subject. */
export function namesOf(certificate: Certificate): readonly GeneralName[] {
  const names = [...subjectAltNamesOf(certificate)]
  const subject = parseDer(certificate.subject, 'subject')
  if (subject.content.length > 0) names.push({ kind: 'directory', rdns: rdnsOf(subject) })
  for (const rdn of childrenOf(subject, 'subject')) {
    for (const attribute of childrenOf(rdn, 'subject')) {
      const cursor = new DerCursor(attribute, 'subject')
      if (oidOf(cursor.take('type'), 'type') !== EMAIL_ADDRESS) continue
      names.push({ kind: 'email', text: stringOf(cursor.take('value'), 'emailAddress') })
    }
  }
  return names
}

/** An issuer that names itself: rollover certificates, to which path length and name constraints do not apply. */
export function isSelfIssued(certificate: Certificate): boolean {
  return sameName(certificate.issuer, certificate.subject)
}
