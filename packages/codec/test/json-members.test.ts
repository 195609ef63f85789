import { ChanceryError, utf8 } from '@chancery/core'
import { describe, expect, test } from 'vitest'
import '@chancery/testkit/matchers'
import { CODEC_ERRORS, descriptorIn, isDigest, JsonMembers, ociDigest, parseJsonMembers } from '../src/index.ts'

const fault = (message: string): Error => new ChanceryError(CODEC_ERRORS, 'JSON_MALFORMED', message)
const parse = (text: string): JsonMembers => parseJsonMembers(utf8(text), fault, 'it')

test('members are read by name and kind; null is absent', () => {
  const members = parse('{"a":"x","n":7,"l":[1],"o":{"b":"eA=="},"t":{"k":"v"},"z":null}')
  expect([members.text('a'), members.count('n'), members.list('l')]).toEqual(['x', 7, [1]])
  expect(members.object('o').base64('b')).toEqual(utf8('x'))
  expect([members.texts('t'), members.texts('z'), members.has('z'), members.has('none')]).toEqual([
    { k: 'v' },
    {},
    false,
    false,
  ])
  expect(members.whole()).toMatchObject({ z: null })
})

test.for(['[]', '"x"', '{', '{"a":1,"a":2}', '{"a":1} x', '\ufeff{}', ''])(
  '%s is no object that all readers agree on',
  (text) => {
    expect(() => parse(text)).toThrowCode('JSON_MALFORMED')
  },
)

test.for<[string, (members: JsonMembers) => unknown]>([
  ['{"a":1}', (m) => m.text('a')],
  ['{"a":-1}', (m) => m.count('a')],
  ['{"a":1.5}', (m) => m.count('a')],
  ['{"a":{}}', (m) => m.list('a')],
  ['{"a":[]}', (m) => m.object('a')],
  ['{"a":"="}', (m) => m.base64('a')],
  ['{"a":{"b":1}}', (m) => m.texts('a')],
  ['{}', (m) => m.text('toString')],
])('%s is refused where it is read as something else', ([text, read]) => {
  expect(() => read(parse(text))).toThrowCode('JSON_MALFORMED')
})

describe('a descriptor', () => {
  const digest = ociDigest(utf8('x'))
  const read = (value: object): unknown => descriptorIn(new JsonMembers(value, fault, 'it'))

  test('has three members, and two that may be absent', () => {
    const plain = { mediaType: 'a/b', digest, size: 1 }
    expect(read({ ...plain, annotations: null, artifactType: '', more: 1 })).toEqual(plain)
    const whole = { ...plain, artifactType: 'c/d', annotations: { e: 'f' } }
    expect(read(whole)).toEqual(whole)
  })

  test.for([
    { digest, size: 1 },
    { mediaType: 'a/b', digest: 'sha256:00', size: 1 },
    { mediaType: 'a/b', digest: digest.toUpperCase(), size: 1 },
    { mediaType: 'a/b', digest, size: -1 },
    { mediaType: 'a/b', digest, size: 1, annotations: { a: 1 } },
    { mediaType: 'a/b', digest, size: 1, artifactType: 1 },
  ])('%j is none', (value) => {
    expect(() => read(value)).toThrowCode('JSON_MALFORMED')
  })
})

test('digests are of the two registered algorithms', () => {
  expect(isDigest(ociDigest(new Uint8Array()))).toBe(true)
  expect(isDigest(`sha512:${'0'.repeat(128)}`)).toBe(true)
  for (const text of [`md5:${'0'.repeat(32)}`, `sha256:${'0'.repeat(63)}`, `sha256:${'G'.repeat(64)}`, 'sha256', ''])
    expect(isDigest(text)).toBe(false)
})
