import { sign } from 'node:crypto'
import {
  EXTENSION,
  encodeBitString,
  encodeContextPrimitive,
  encodeDer,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSignatureIdentifier,
  encodeTime,
  verifyPath,
} from '@chancery/codec'
import { signatureAlgorithm, utf8 } from '@chancery/core'
import { describe, expect, test } from 'vitest'
import { AT, authority, extension, generalName, type Made, make } from '../made-certificate.ts'

const DAY = 86_400_000
const days = (count: number) => new Date(AT.getTime() + count * DAY)
const revoked = expect.objectContaining({ code: 'CERTIFICATE_REVOKED' })

const root = make({ subject: 'Root', issuer: null, extensions: [authority()] })
const middle = make({ subject: 'Middle', issuer: root, extensions: [authority()], serial: 2 })
const leaf = make({ subject: 'Leaf', issuer: middle, serial: 3 })

interface Entry {
  readonly serial: number
  readonly at?: Date
  readonly reason?: number
  readonly more?: readonly Uint8Array[]
}

interface ListOptions {
  readonly issuer: Made
  readonly by?: Made
  readonly entries?: readonly Entry[]
  readonly thisUpdate?: Date
  readonly nextUpdate?: Date | null
  readonly extensions?: readonly Uint8Array[]
}

const ecdsa = encodeSignatureIdentifier(signatureAlgorithm('ecdsa-p256-sha256'), 'certificate')
const reasonCode = (reason: number) => extension('2.5.29.21', encodeDer(0x0a, Uint8Array.of(reason)), false)

function list({ issuer, by = issuer, entries = [], extensions = [], ...when }: ListOptions): Uint8Array {
  const { thisUpdate = days(-1), nextUpdate = days(6) } = when
  const rows = entries.map(({ serial, at = days(-2), reason, more = [] }) => {
    const own = [...(reason === undefined ? [] : [reasonCode(reason)]), ...more]
    return encodeSequence(encodeInteger(serial), encodeTime(at), ...(own.length > 0 ? [encodeSequence(...own)] : []))
  })
  const tbs = encodeSequence(
    encodeInteger(1),
    ecdsa,
    issuer.name,
    encodeTime(thisUpdate),
    ...(nextUpdate ? [encodeTime(nextUpdate)] : []),
    ...(rows.length > 0 ? [encodeSequence(...rows)] : []),
    ...(extensions.length > 0 ? [encodeDer(0xa0, encodeSequence(...extensions))] : []),
  )
  return encodeSequence(tbs, ecdsa, encodeBitString(sign('sha256', tbs, by.key.privateKey)))
}

interface Check {
  readonly leaf?: Made
  readonly intermediates?: readonly Made[]
  readonly at?: Date
  readonly signedAt?: Date
}

function verify(crls: readonly Uint8Array[], options: Check = {}) {
  return verifyPath({
    leaf: (options.leaf ?? leaf).certificate,
    intermediates: (options.intermediates ?? [middle]).map(({ certificate }) => certificate),
    anchors: [root.certificate.der],
    at: options.signedAt ?? options.at ?? AT,
    crlsAt: options.at ?? AT,
    signedAt: options.signedAt ?? null,
    purpose: 'any',
    crls,
  })
}

const current = [list({ issuer: root }), list({ issuer: middle })]

describe('good', () => {
  test('where current lists cover every certificate under the anchor', () => {
    expect(verify(current).revocation).toBe('good')
  })

  test('with other certificates on them', () => {
    expect(verify([list({ issuer: root, entries: [{ serial: 99 }] }), current[1] as Uint8Array]).revocation).toBe(
      'good',
    )
  })
})

describe('not checked', () => {
  const cases: readonly (readonly [string, readonly Uint8Array[]])[] = [
    ['no list', []],
    ['a list of the leaf only', current.slice(1)],
    ['a list that is no list', [...current.slice(1), Uint8Array.of(0x30, 0)]],
    ['a stale list', [...current.slice(1), list({ issuer: root, thisUpdate: days(-9), nextUpdate: days(-2) })]],
    ['a list from the future', [...current.slice(1), list({ issuer: root, thisUpdate: days(1) })]],
    ['a list that never ends', [...current.slice(1), list({ issuer: root, nextUpdate: null })]],
    ['a list under the name of the issuer by another', [...current.slice(1), list({ issuer: root, by: leaf })]],
    ['a delta', [...current.slice(1), list({ issuer: root, extensions: [extension('2.5.29.27', encodeInteger(1))] })]],
    [
      'a list that says what we do not know',
      [...current.slice(1), list({ issuer: root, extensions: [extension('1.2.3', encodeInteger(1))] })],
    ],
    [
      'an entry that says what we do not know',
      [
        ...current.slice(1),
        list({ issuer: root, entries: [{ serial: 99, more: [extension('2.5.29.29', encodeInteger(1))] }] }),
      ],
    ],
  ]
  test.each(cases)('%s', (_, crls) => {
    expect(verify(crls).revocation).toBe('not-checked')
  })

  test.each([
    ['stale', { thisUpdate: days(-9), nextUpdate: days(-2) }],
    ["another's", { by: leaf }],
  ])('a %s list that names the certificate says nothing either', (_, when) => {
    expect(verify([list({ issuer: middle, entries: [{ serial: 3 }], ...when })]).revocation).toBe('not-checked')
  })

  test('an anchor that is the signer itself', () => {
    const anchored = verifyPath({
      leaf: leaf.certificate,
      intermediates: [],
      anchors: [leaf.certificate.der],
      at: AT,
      purpose: 'any',
      crls: current,
    })
    expect(anchored.revocation).toBe('not-checked')
  })
})

describe('revoked', () => {
  test.each([
    ['the leaf', middle, 3],
    ['an authority', root, 2],
  ])('%s', (_, issuer, serial) => {
    expect(() => verify([list({ issuer, entries: [{ serial: 98 }, { serial }] })])).toThrow(revoked)
  })

  test('also where a partial list says so, and one that says otherwise lies beside it', () => {
    const delta = list({
      issuer: middle,
      entries: [{ serial: 3 }],
      extensions: [extension('2.5.29.27', encodeInteger(1))],
    })
    expect(() => verify([...current, delta])).toThrow(revoked)
  })

  test('is not the certificate of the same number by another issuer', () => {
    expect(verify([...current, list({ issuer: root, entries: [{ serial: 3 }] })]).revocation).toBe('good')
  })

  test('an entry that is taken back is not', () => {
    const removed = list({ issuer: middle, entries: [{ serial: 3, reason: 8 }] })
    expect(verify([...current, removed]).revocation).toBe('good')
  })
})

describe('a timestamped signature', () => {
  const crls = (entry: Omit<Entry, 'serial'>) => [
    current[0] as Uint8Array,
    list({ issuer: middle, entries: [{ serial: 3, ...entry }] }),
  ]

  test('from before the revocation is good', () => {
    expect(verify(crls({ at: days(-2), reason: 4 }), { signedAt: days(-10) }).revocation).toBe('good')
    expect(verify(crls({ at: days(-2) }), { signedAt: days(-10) }).revocation).toBe('good')
  })

  test.each([
    ['from after it', { at: days(-20), reason: 4 }],
    ['from the moment of it', { at: days(-10), reason: 4 }],
    ['by a compromised key, whenever', { at: days(-2), reason: 1 }],
    ['by a compromised authority, whenever', { at: days(-2), reason: 2 }],
    [
      'from after the key was lost',
      { at: days(-2), more: [extension('2.5.29.24', encodeDer(0x18, utf8('20260501000000Z')), false)] },
    ],
  ])('%s is not', (_, entry) => {
    expect(() => verify(crls(entry), { signedAt: days(-10) })).toThrow(revoked)
  })

  test('is checked with lists that are current now', () => {
    expect(verify(current, { signedAt: days(-10) }).revocation).toBe('good')
  })
})

describe('distribution points', () => {
  const point = (name: string) => encodeDer(0xa0, encodeDer(0xa0, generalName('uri', name)))
  const scoped = (...members: readonly Uint8Array[]) => [extension('2.5.29.28', encodeSequence(...members))]
  const pointed = make({
    subject: 'Pointed',
    issuer: middle,
    serial: 4,
    extensions: [extension(EXTENSION.crlDistributionPoints, encodeSequence(encodeSequence(point('http://a/'))), false)],
  })
  const flag = (number: number) => encodeContextPrimitive(number, Uint8Array.of(0xff))
  const verdict = (...lists: readonly (readonly Uint8Array[])[]) =>
    verify([current[0] as Uint8Array, ...lists.map((extensions) => list({ issuer: middle, extensions }))], {
      leaf: pointed,
    }).revocation

  test('a list covers the certificates that point to it', () => {
    expect(verdict(scoped(point('http://a/')))).toBe('good')
    expect(verdict(scoped(point('http://b/')))).toBe('not-checked')
  })

  test('a list of one sort of certificates covers that sort', () => {
    expect(verdict(scoped(flag(1)))).toBe('good')
    expect(verdict(scoped(flag(2)))).toBe('not-checked')
    expect(verdict(scoped(flag(5)))).toBe('not-checked')
  })

  test('an indirect list is not used', () => {
    expect(verdict(scoped(flag(4)))).toBe('not-checked')
  })

  test('lists of some reasons cover a certificate together', () => {
    const some = (unused: number, ...bytes: readonly number[]) =>
      scoped(encodeContextPrimitive(3, Uint8Array.of(unused, ...bytes)))
    expect(verdict(some(4, 0x70))).toBe('not-checked')
    expect(verdict(some(4, 0x70), some(7, 0x0f, 0x80))).toBe('good')
  })
})

describe('an issuer with a second key for its lists', () => {
  const listKey = (by: Made, serial: number) =>
    make({
      subject: 'Middle',
      issuer: by,
      serial,
      extensions: [extension(EXTENSION.keyUsage, encodeDer(0x03, Uint8Array.of(1, 0x02)))],
    })

  test('is heard where the key is certified under the anchor', () => {
    const second = listKey(root, 5)
    const crls = [current[0] as Uint8Array, list({ issuer: middle, by: second })]
    expect(verify(crls, { intermediates: [middle, second] }).revocation).toBe('good')
    expect(verify(crls).revocation).toBe('not-checked')
  })

  test('is not heard where anyone certified it, or where it was revoked', () => {
    const stranger = make({ subject: 'Stranger', issuer: null, extensions: [authority()] })
    const foreign = listKey(stranger, 5)
    const crls = [current[0] as Uint8Array, list({ issuer: middle, by: foreign })]
    expect(verify(crls, { intermediates: [middle, foreign, stranger] }).revocation).toBe('not-checked')

    const second = listKey(root, 5)
    const withdrawn = [list({ issuer: root, entries: [{ serial: 5 }] }), list({ issuer: middle, by: second })]
    expect(verify(withdrawn, { intermediates: [middle, second] }).revocation).toBe('not-checked')
  })

  test('an issuer whose key usage excludes lists signs none', () => {
    const mute = make({
      subject: 'Mute',
      issuer: root,
      serial: 6,
      extensions: [authority(), extension(EXTENSION.keyUsage, encodeDer(0x03, Uint8Array.of(2, 0x04)))],
    })
    const signer = make({ subject: 'Leaf', issuer: mute, serial: 7 })
    const crls = [current[0] as Uint8Array, list({ issuer: mute, entries: [{ serial: 7 }] })]
    expect(verify(crls, { leaf: signer, intermediates: [mute] }).revocation).toBe('not-checked')
  })
})

test('a list may be long', () => {
  const entries = Array.from({ length: 3000 }, (_, i) => ({ serial: 1000 + i }))
  expect(() => verify([list({ issuer: middle, entries: [...entries, { serial: 3 }] })])).toThrow(revoked)
})

test('an octet string is no list', () => {
  expect(verify([encodeOctetString(new Uint8Array(4)), encodeOid('1.2.3')]).revocation).toBe('not-checked')
})
