/** Events of the log: one set of rules for who writes and who reads them, and the published schema says the same. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type PlainData, utf8 } from '@chancery/core'
import { CHECKOUT, softwareKey, testKey } from '@chancery/testkit'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  EVENT_KINDS,
  EVENT_TYPE,
  type Event,
  type EventKind,
  eventStatement,
  MAX_REASON,
  parseEvent,
} from '../../src/events.ts'
import {
  encodeStatement,
  parseBundle,
  parseStatement,
  type Statement,
  signStatement,
  statementOf,
} from '../../src/index.ts'

const schema = JSON.parse(readFileSync(join(CHECKOUT, 'docs/schema/event.v1.json'), 'utf8'))
const valid = new Ajv2020({ allErrors: true }).compile(schema)

const SUBJECTS = [{ name: 'minutes.pdf', digest: { sha256: 'a'.repeat(64) } }]
const EVENT: Event = {
  kind: 'key-ceremony',
  salt: '0f'.repeat(16),
  recordedAt: '2026-11-29T12:00:00.000Z',
  clock: 'local',
  source: 'person',
  identity: { verified: false, platform: 'local', claims: {} },
  assertedBy: 'Alice Example',
  code: null,
  reason: 'the yearly ceremony',
  key: { name: 'release', fingerprint: `SHA256:${'A'.repeat(43)}` },
  details: { witnesses: 3, place: 'vault 2' },
  erased: null,
  log: { origin: 'log.example.com', onFailure: 'error' },
  tool: { name: 'chancery', version: '0.1.0' },
}
const ERASURE: Event = { ...EVENT, kind: 'erasure', source: 'tool', erased: { index: 12, entry: 'b'.repeat(64) } }

const statement = (predicate: unknown, predicateType: string = EVENT_TYPE): Statement => ({
  subjects: SUBJECTS,
  predicateType,
  predicate: predicate as PlainData,
})

describe('an event', () => {
  it('is read as it was written, out of a bundle too', async () => {
    for (const event of [EVENT, ERASURE]) {
      const made = eventStatement(event, SUBJECTS)
      expect(valid(made.predicate), JSON.stringify(valid.errors)).toBe(true)
      const bundle = parseBundle(await signStatement(made, softwareKey({ key: await testKey('p256') })))
      if (bundle.kind !== 'key') throw new Error('by a bare key')
      expect(parseEvent(statementOf(bundle.envelope))).toEqual(event)
    }
  })

  it('may be of every kind of the table, which is that of the schema', () => {
    expect(schema.properties.kind.enum).toEqual(Object.keys(EVENT_KINDS))
    for (const kind of Object.keys(EVENT_KINDS) as EventKind[])
      expect(parseEvent(statement({ ...EVENT, ...(kind === 'erasure' ? ERASURE : {}), kind }))?.kind).toBe(kind)
  })

  it('is not what another statement is', () => {
    expect(parseEvent(statement(EVENT, 'urn:chancery:signing-record:v1'))).toBeNull()
  })

  it.each<readonly [string, Record<string, unknown>]>([
    ['no object', [] as unknown as Record<string, unknown>],
    ['a missing member', { salt: undefined }],
    ['an unknown member', { more: 1 }],
    ['a salt that is too short', { salt: '0f'.repeat(15) }],
    ['a salt that is too long', { salt: '0f'.repeat(17) }],
    ['a salt in capitals', { salt: '0F'.repeat(16) }],
    ['a reason that is too long', { reason: 'x'.repeat(MAX_REASON + 1) }],
    ['an empty reason', { reason: '' }],
    ['a reason of two lines', { reason: 'a\nb' }],
    ['a name with an escape', { assertedBy: '\u001b[31mAlice' }],
    ['a time without a zone', { recordedAt: '2026-11-29T12:00:00' }],
    ['a day that does not exist', { recordedAt: '2026-13-40T12:00:00Z' }],
    ['another clock', { clock: 'atomic' }],
    ['a source that is nobody', { source: 'oracle' }],
    ['verified as a text', { identity: { ...EVENT.identity, verified: 'true' } }],
    ['a claim that is no text', { identity: { ...EVENT.identity, claims: { a: 1 } } }],
    ['more of an identity', { identity: { ...EVENT.identity, more: 1 } }],
    ['a code in small letters', { code: 'denied' }],
    ['a fingerprint that is none', { key: { name: 'release', fingerprint: 'SHA256:abc' } }],
    ['a fraction', { details: { count: 1.5 } }],
    ['details within details', { details: { a: {} } }],
    ['too many details', { details: Object.fromEntries(Array.from({ length: 33 }, (_, n) => [`n${n}`, n])) }],
    ['an erased entry where nothing is erased', { erased: ERASURE.erased }],
    ['an erasure of nothing', { ...ERASURE, erased: null }],
    ['an erasure by hand', { ...ERASURE, source: 'person' }],
    ['an index below nothing', { ...ERASURE, erased: { index: -1, entry: 'b'.repeat(64) } }],
    ['an entry that is no digest', { ...ERASURE, erased: { index: 1, entry: 'b' } }],
  ])('with %s is refused by writer, reader and schema', (_, change) => {
    const given = Array.isArray(change) ? change : { ...EVENT, ...change }
    const predicate = JSON.parse(JSON.stringify(given))
    expect(() => parseEvent(statement(predicate))).toThrow(expect.objectContaining({ code: 'EVENT_MALFORMED' }))
    expect(() => eventStatement(predicate as Event, SUBJECTS)).toThrow(
      expect.objectContaining({ code: 'EVENT_INVALID' }),
    )
    if (!JSON.stringify(change).includes('13-40')) expect(valid(predicate)).toBe(false)
  })

  it('of a kind that is not known is told apart from what is broken', () => {
    const unknown = { ...EVENT, kind: 'coffee-break' }
    expect(() => parseEvent(statement(unknown))).toThrow(expect.objectContaining({ code: 'EVENT_KIND_UNKNOWN' }))
    expect(() => parseEvent(statement({ ...EVENT, kind: 'constructor' }))).toThrow(
      expect.objectContaining({ code: 'EVENT_KIND_UNKNOWN' }),
    )
    expect(() => eventStatement(unknown as unknown as Event, SUBJECTS)).toThrow(
      expect.objectContaining({ code: 'EVENT_INVALID' }),
    )
    expect(valid(unknown)).toBe(false)
  })

  it('with a member twice is refused before anyone asks what it says', () => {
    const text = new TextDecoder().decode(encodeStatement(eventStatement(EVENT, SUBJECTS)))
    const twice = text.replace('"kind":"key-ceremony"', '"kind":"denial","kind":"key-ceremony"')
    expect(twice).not.toBe(text)
    expect(() => parseStatement(utf8(twice))).toThrow(expect.objectContaining({ code: 'BUNDLE_MALFORMED' }))
  })

  it('is an error of ours or an event, whatever the predicate is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(EVENT)), (value, member) => {
        const predicate = { ...EVENT, [member]: value }
        try {
          parseEvent(statement(predicate))
          expect(valid(predicate), JSON.stringify(valid.errors)).toBe(true)
        } catch (error) {
          expect(error).toMatchObject({ name: 'AttestError' })
        }
      }),
    )
  })
})
