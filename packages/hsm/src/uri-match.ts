import { equalBytes } from '@chancery/core'
import type { ObjectType, Pkcs11Uri } from './uri.ts'

/** What a module says of itself, a slot and the token in it; text without its padding. */
export interface TokenFacts {
  readonly token: string
  readonly manufacturer: string
  readonly serial: string
  readonly model: string
  readonly libraryManufacturer: string
  readonly libraryDescription: string
  readonly libraryVersion: { readonly major: number; readonly minor: number }
  readonly slotManufacturer: string
  readonly slotDescription: string
  readonly slotId: number
}

export interface ObjectFacts {
  readonly type: ObjectType
  readonly object: string
  readonly id: Uint8Array
}

const TOKEN_TEXT = [
  'token',
  'manufacturer',
  'serial',
  'model',
  'libraryManufacturer',
  'libraryDescription',
  'slotManufacturer',
  'slotDescription',
] as const

/** RFC 7512 section 2.5: every attribute of the path that is present must be equal; an empty value equals an empty one only. Object attributes are not looked at. */
export function matchesToken(uri: Pkcs11Uri, facts: TokenFacts): boolean {
  return (
    (uri.vendorPath ?? []).length === 0 &&
    TOKEN_TEXT.every((member) => uri[member] === undefined || uri[member] === facts[member]) &&
    (uri.slotId === undefined || uri.slotId === facts.slotId) &&
    (uri.libraryVersion === undefined || sameVersion(uri.libraryVersion, facts.libraryVersion))
  )
}

export function matchesObject(uri: Pkcs11Uri, facts: ObjectFacts): boolean {
  return (
    (uri.vendorPath ?? []).length === 0 &&
    (uri.object === undefined || uri.object === facts.object) &&
    (uri.type === undefined || uri.type === facts.type) &&
    (uri.id === undefined || equalBytes(uri.id, facts.id))
  )
}

/** A version without its minor part stands for minor 0 (RFC 7512 section 2.3). */
function sameVersion(wanted: string, version: TokenFacts['libraryVersion']): boolean {
  const [major, minor = '0'] = wanted.split('.')
  return Number(major) === version.major && Number(minor) === version.minor
}
