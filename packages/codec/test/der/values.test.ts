import {
  booleanOf,
  CodecError,
  encodeBoolean,
  encodeGeneralizedTime,
  encodeInteger,
  encodeOid,
  encodeTime,
  encodeUtf8String,
  integerHexOf,
  namedBitsOf,
  oidOf,
  parseDer,
  smallIntegerOf,
  stringOf,
  timeOf,
} from '@chancery/codec'
import { fromHex } from '@chancery/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const der = (hex: string) => parseDer(fromHex(hex), 'value')
const code = (value: string) => expect.objectContaining({ code: value })

describe('values that are written are read back', () => {
  test('object identifiers', () => {
    const arc = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n })
    const oid = fc.oneof(
      fc.tuple(fc.constantFrom(0n, 1n), fc.bigInt({ min: 0n, max: 39n }), fc.array(arc)),
      fc.tuple(fc.constant(2n), arc, fc.array(arc)),
    )
    fc.assert(
      fc.property(oid, ([first, second, rest]) => {
        const dotted = [first, second, ...rest].join('.')
        expect(oidOf(parseDer(encodeOid(dotted), 'oid'), 'oid')).toBe(dotted)
      }),
    )
  })

  test('integers', () => {
    fc.assert(
      fc.property(fc.nat(), (value) => {
        expect(smallIntegerOf(parseDer(encodeInteger(value), 'integer'), 'integer')).toBe(value)
      }),
    )
  })

  test('whole seconds, in both kinds of time and in any century', () => {
    const second = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(second, (date) => {
        const whole = new Date(Math.floor(date.getTime() / 1000) * 1000)
        expect(timeOf(parseDer(encodeTime(whole), 'time'), 'time')).toEqual(whole)
        expect(timeOf(parseDer(encodeGeneralizedTime(date, true), 'time'), 'time')).toEqual(date)
      }),
    )
  })

  test('text and booleans', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (text, flag) => {
        fc.pre(!text.startsWith('\ufeff'))
        expect(stringOf(parseDer(encodeUtf8String(text), 'text'), 'text')).toBe(text)
        expect(booleanOf(parseDer(encodeBoolean(flag), 'flag'), 'flag')).toBe(flag)
      }),
    )
  })
})

describe('serial numbers', () => {
  test.each([
    ['020100', '00'],
    ['0201ff', '-01'],
    ['020200ff', 'ff'],
    ['02020080', '80'],
    ['020180', '-80'],
    ['0203000001', '01'],
  ])('%s is %s', (hex, expected) => {
    expect(integerHexOf(der(hex), 'serial')).toBe(expected)
  })
})

describe('refused', () => {
  test.each([
    ['an empty object identifier', () => oidOf(der('0600'), 'oid'), 'DER_MALFORMED'],
    ['one that is cut short', () => oidOf(der('06022a86'), 'oid'), 'DER_MALFORMED'],
    ['a second spelling of one', () => oidOf(der('06032a8003'), 'oid'), 'DER_MALFORMED'],
    ['a gigantic arc', () => oidOf(der(`0619${'ff'.repeat(24)}7f`), 'oid'), 'DER_MALFORMED'],
    ['an empty integer', () => integerHexOf(der('0200'), 'integer'), 'DER_MALFORMED'],
    ['a negative count', () => smallIntegerOf(der('0201ff'), 'count'), 'DER_MALFORMED'],
    [
      'a count beyond safe integers',
      () => smallIntegerOf(der('0208 0020000000000000'.replace(' ', '')), 'count'),
      'DER_MALFORMED',
    ],
    ['a boolean of two bytes', () => booleanOf(der('01020000'), 'flag'), 'DER_MALFORMED'],
    ['named bits without their first byte', () => namedBitsOf(der('0300'), 'bits'), 'DER_MALFORMED'],
    ['more unused bits than there are', () => namedBitsOf(der('030107'), 'bits'), 'DER_MALFORMED'],
    [
      'the 30th of February',
      () => timeOf(der(`170d${Buffer.from('260230000000Z').toString('hex')}`), 'time'),
      'DER_MALFORMED',
    ],
    [
      'a time with an offset',
      () => timeOf(der(`1711${Buffer.from('260228000000+0100').toString('hex')}`), 'time'),
      'DER_MALFORMED',
    ],
    ['a number as text', () => stringOf(der('020100'), 'text'), 'DER_UNEXPECTED_TAG'],
  ])('%s', (_, read, expected) => {
    expect(read).toThrow(code(expected))
    expect(read).toThrow(CodecError)
  })
})

test('unused bits of a named-bit list are not set, whatever they hold', () => {
  expect(namedBitsOf(der('030207ff'), 'bits')).toEqual([0])
  expect(namedBitsOf(der('030204f0'), 'bits')).toEqual([0, 1, 2, 3])
})
