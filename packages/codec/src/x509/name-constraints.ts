import { childrenOf, type Der, DerCursor, parseDer } from '../der/reader.ts'
import { CodecError } from '../errors.ts'
import { type Certificate, EXTENSION, extensionValue } from './certificate.ts'
import { type GeneralName, generalNameOf, namesOf } from './general-name.ts'

/** NameConstraints of one authority (RFC 5280 section 4.2.1.10). */
export interface NameConstraints {
  readonly permitted: readonly GeneralName[]
  readonly excluded: readonly GeneralName[]
}

/** Names times constraints: what one certificate may make us compare. */
const MAX_COMPARISONS = 100_000

export function nameConstraintsOf(certificate: Certificate): NameConstraints | null {
  const value = extensionValue(certificate.extensions, EXTENSION.nameConstraints)
  if (!value) return null
  const cursor = new DerCursor(parseDer(value, 'NameConstraints'), 'NameConstraints')
  const permitted = subtreesOf(cursor.optional(0xa0))
  const excluded = subtreesOf(cursor.optional(0xa1))
  cursor.end()
  return { permitted, excluded }
}

/** GeneralSubtrees; `minimum` must be 0, so left out in DER, and `maximum` absent. */
function subtreesOf(subtrees: Der | null): readonly GeneralName[] {
  if (!subtrees) return []
  return childrenOf(subtrees, 'GeneralSubtrees').map((node) => {
    const subtree = new DerCursor(node, 'GeneralSubtree')
    const base = generalNameOf(subtree.take('base'))
    subtree.end()
    return base
  })
}

/** @throws CodecError CHAIN_INVALID where a name of the certificate is outside */
export function checkNames(certificate: Certificate, constraints: readonly NameConstraints[]): void {
  if (constraints.length === 0) return
  const names = namesOf(certificate)
  const count = constraints.reduce((sum, { permitted, excluded }) => sum + permitted.length + excluded.length, 0)
  if (names.length * count > MAX_COMPARISONS) throw new CodecError('CHAIN_INVALID', 'too many names and constraints')
  for (const name of names) {
    for (const { permitted, excluded } of constraints) {
      const same = permitted.filter((base) => sameKind(base, name))
      const barred = excluded.some((base) => sameKind(base, name) && within(name, base, true))
      if (barred || (same.length > 0 && !same.some((base) => within(name, base, false)))) {
        throw new CodecError(
          'CHAIN_INVALID',
          `a name of ${certificate.subjectName} is not one that its issuer may certify`,
        )
      }
    }
  }
}

function sameKind(base: GeneralName, name: GeneralName): boolean {
  return base.kind === name.kind && (base.kind !== 'other' || (name.kind === 'other' && base.tag === name.tag))
}

/** @param unknown the answer for what cannot be compared: outside of all that is permitted, inside of all that is excluded */
function within(name: GeneralName, base: GeneralName, unknown: boolean): boolean {
  if (name.kind === 'directory' && base.kind === 'directory') {
    return base.rdns.length <= name.rdns.length && base.rdns.every((rdn, i) => rdn === name.rdns[i])
  }
  if (name.kind === 'ip' && base.kind === 'ip') return addressWithin(name.bytes, base.bytes)
  if (!('text' in name && 'text' in base)) return unknown
  const [text, limit] = [name.text.toLowerCase(), base.text.toLowerCase()]
  switch (name.kind) {
    case 'dns':
      return limit === '' || text === limit || text.endsWith(limit.startsWith('.') ? limit : `.${limit}`)
    case 'email':
      return emailWithin(name.text, base.text)
    case 'uri':
      return hostOf(text) === '' ? unknown : hostWithin(hostOf(text), limit)
  }
}

/** A mailbox, every mailbox of a host, or with a leading dot every host of a domain. The local part is case-sensitive. */
function emailWithin(address: string, base: string): boolean {
  const at = address.lastIndexOf('@')
  const host = address.slice(at + 1).toLowerCase()
  const baseAt = base.lastIndexOf('@')
  if (baseAt >= 0)
    return address.slice(0, at) === base.slice(0, baseAt) && host === base.slice(baseAt + 1).toLowerCase()
  return hostWithin(host, base.toLowerCase())
}

function hostWithin(host: string, base: string): boolean {
  return base.startsWith('.') ? host.endsWith(base) : host === base
}

function hostOf(uri: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/?#]*@)?([^:/?#[\]]+)/.exec(uri)?.[1] ?? ''
}

function addressWithin(address: Uint8Array, base: Uint8Array): boolean {
  if (base.length !== address.length * 2) return false
  return address.every((byte, i) => {
    const mask = base[address.length + i] as number
    return (byte & mask) === ((base[i] as number) & mask)
  })
}
