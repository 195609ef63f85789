import { describe, expect, test } from 'vitest'
import { parsePkcs11Uri } from '../src/uri.ts'
import { matchesObject, matchesToken, type TokenFacts } from '../src/uri-match.ts'

const TOKEN: TokenFacts = {
  token: 'ci',
  manufacturer: 'Snake Oil',
  serial: '4711',
  model: 'S2',
  libraryManufacturer: 'Snake Oil, Inc.',
  libraryDescription: 'lib',
  libraryVersion: { major: 2, minor: 6 },
  slotManufacturer: 'slots',
  slotDescription: 'slot 0',
  slotId: 7,
}
const OBJECT = { type: 'private', object: 'release', id: Uint8Array.of(1, 2) } as const

describe('a token', () => {
  test.each([
    'pkcs11:',
    'pkcs11:token=ci',
    'pkcs11:token=ci;manufacturer=Snake%20Oil;serial=4711;model=S2',
    'pkcs11:slot-id=7;slot-description=slot%200;slot-manufacturer=slots',
    'pkcs11:library-version=2.6;library-manufacturer=Snake%20Oil,%20Inc.;library-description=lib',
    'pkcs11:token=ci;object=whatever;id=%00;type=cert',
    'pkcs11:?unknown=1',
  ])('matches %s', (uri) => expect(matchesToken(parsePkcs11Uri(uri), TOKEN)).toBe(true))

  test.each([
    'pkcs11:token=c',
    'pkcs11:token=CI',
    'pkcs11:token=',
    'pkcs11:serial=4712',
    'pkcs11:slot-id=8',
    'pkcs11:library-version=2.5',
    'pkcs11:library-version=2',
    'pkcs11:library-version=3.6',
    'pkcs11:token=ci;tokn=ci',
    'pkcs11:token=ci;x-vendor=1',
  ])('does not match %s', (uri) => expect(matchesToken(parsePkcs11Uri(uri), TOKEN)).toBe(false))

  test('of library version 3.0 matches version 3', () => {
    const facts = { ...TOKEN, libraryVersion: { major: 3, minor: 0 } }
    expect(matchesToken(parsePkcs11Uri('pkcs11:library-version=3'), facts)).toBe(true)
  })
})

describe('an object', () => {
  test.each(['pkcs11:', 'pkcs11:object=release', 'pkcs11:id=%01%02', 'pkcs11:type=private;object=release;token=other'])(
    'matches %s',
    (uri) => expect(matchesObject(parsePkcs11Uri(uri), OBJECT)).toBe(true),
  )

  test.each([
    'pkcs11:object=releas',
    'pkcs11:id=%01',
    'pkcs11:id=%01%02%00',
    'pkcs11:id=',
    'pkcs11:type=public',
    'pkcs11:objct=release',
  ])('does not match %s', (uri) => expect(matchesObject(parsePkcs11Uri(uri), OBJECT)).toBe(false))
})
