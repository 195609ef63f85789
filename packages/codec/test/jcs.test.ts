import { canonicalJson, parseStrictJson } from '@chancery/codec'
import type { PlainData } from '@chancery/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const anyJson = fc.jsonValue({ maxDepth: 6 }).map((value) => value as PlainData)

describe('canonical JSON', () => {
  // RFC 8785 sections 3.2.2 and 3.2.3.
  test('is that of the specification', () => {
    const text =
      '{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],' +
      '"string": "\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/", "literals": [null, true, false]}'
    expect(canonicalJson(parseStrictJson(text) as PlainData)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
    const names = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 }
    expect(canonicalJson(names)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}')
  })

  test('is read back as the same value, and is the same again', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const text = canonicalJson(value)
        const read = parseStrictJson(text) as PlainData
        expect(canonicalJson(read)).toBe(text)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('does not depend on the order of members', () => {
    expect(canonicalJson({ b: 1, a: { d: [2], c: -0 } })).toBe('{"a":{"c":0,"d":[2]},"b":1}')
  })

  test.each([
    ['NaN', Number.NaN],
    ['infinity', [Number.POSITIVE_INFINITY]],
    ['a lone surrogate', '\ud800'],
    ['a lone surrogate as a name', { '\udc00': 1 }],
    ['undefined', { a: undefined }],
    ['a function', () => 1],
    ['a big integer', 1n],
  ])('there is none of %s', (_, value) => {
    expect(() => canonicalJson(value as unknown as PlainData)).toThrow(TypeError)
  })
})

describe('strict JSON', () => {
  test('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(anyJson, fc.constantFrom(0, 1, '\t'), (value, space) => {
        const text = JSON.stringify(value, null, space)
        fc.pre(text.isWellFormed() && !/\\ud[89a-f]/i.test(text))
        expect(parseStrictJson(text)).toEqual(JSON.parse(text))
      }),
    )
  })

  test('reads nothing that JSON.parse does not', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('{}[]",:0123-+.eE\\u tfalsenr\n')) }), (text) => {
        let value: unknown
        try {
          value = parseStrictJson(text)
        } catch (error) {
          expect(error).toMatchObject({ code: 'JSON_MALFORMED' })
          return
        }
        expect(JSON.parse(text)).toEqual(value)
      }),
      { numRuns: 3000 },
    )
  })

  test.each([
    ['a member twice', '{"a":1,"a":1}'],
    ['a member twice in two spellings', '{"a":1,"\\u0061":2}'],
    ['a member twice, deep inside', '[{"b":{"a":1,"a":2}}]'],
    ['a lone surrogate', '"\\ud800"'],
    ['a number beyond all', '1e999'],
    ['a byte order mark', '\ufeff{}'],
    ['something after the end', '{} {}'],
    ['nothing', ''],
    ['white space alone', ' '],
    ['a trailing comma', '[1,]'],
    ['a comment', '{}//'],
    ['single quotes', "{'a':1}"],
    ['a leading zero', '01'],
    ['a bare plus', '+1'],
    ['a control character in a string', '"\u0001"'],
    ['a string without an end', '"abc'],
    ['an escape without an end', '"\\'],
    ['an escape that does not exist', '"\\x"'],
    ['an array without an end', '[[1'],
    ['NaN', 'NaN'],
  ])('refuses %s', (_, text) => {
    expect(() => parseStrictJson(text)).toThrow(expect.objectContaining({ code: 'JSON_MALFORMED' }))
  })

  test('goes 64 deep by itself, and as deep as it is told', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(() => parseStrictJson(nested(64))).not.toThrow()
    expect(() => parseStrictJson(nested(66))).toThrow(expect.objectContaining({ code: 'JSON_MALFORMED' }))
    expect(() => parseStrictJson(nested(1_000_000))).toThrow(expect.objectContaining({ code: 'JSON_MALFORMED' }))
    expect(() => parseStrictJson(nested(66), { maxDepth: 70 })).not.toThrow()
  })

  test('is bounded in length', () => {
    expect(parseStrictJson('"1234"', { maxLength: 6 })).toBe('1234')
    expect(() => parseStrictJson('"12345"', { maxLength: 6 })).toThrow(
      expect.objectContaining({ code: 'JSON_MALFORMED' }),
    )
  })

  test('takes `__proto__` for a name like any other', () => {
    const value = parseStrictJson('{"__proto__":{"admin":true}}') as Record<string, unknown>
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(value.admin).toBeUndefined()
    expect(Object.keys(value)).toEqual(['__proto__'])
  })

  test('reads a long string in one go', () => {
    const text = 'A'.repeat(5_000_000)
    expect(parseStrictJson(`{"payload":"${text}"}`)).toEqual({ payload: text })
  })
})
