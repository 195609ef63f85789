import {
  CodecError,
  childrenOf,
  DerCursor,
  encodeDer,
  encodeOctetString,
  encodeSequence,
  encodeSetOf,
  octetsOf,
  parseCertificate,
  parseCrl,
  parseDer,
  parseDerPrefix,
  parsePublicKey,
  parseSignedData,
  parseTstInfo,
} from '@chancery/codec'
import { concat, fromHex, toHex } from '@chancery/core'
import { vectors } from '@chancery/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const bytes = (hex: string) => fromHex(hex.replaceAll(' ', ''))
const code = (value: string) => expect.objectContaining({ code: value })

const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, tie('primitive'), tie('constructed')),
  primitive: fc.uint8Array({ maxLength: 300 }).map((content) => encodeOctetString(content)),
  constructed: fc
    .array(tie('value') as fc.Arbitrary<Uint8Array>, { maxLength: 5 })
    .map((members) => encodeSequence(...members)),
}))

test('what is written is read back, at every depth', () => {
  fc.assert(
    fc.property(anyValue as fc.Arbitrary<Uint8Array>, (encoded) => {
      const node = parseDer(encoded, 'value')
      expect(toHex(node.bytes)).toBe(toHex(encoded))
      const again =
        node.tag === 0x30
          ? encodeSequence(...childrenOf(node, 'value').map((child) => child.bytes))
          : encodeOctetString(node.content)
      expect(toHex(again)).toBe(toHex(encoded))
    }),
  )
})

test('the members of a SET OF are in the order of their encodings', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 4 })), (contents) => {
      const members = childrenOf(parseDer(encodeSetOf(...contents.map(encodeOctetString)), 'set'), 'set')
      const hex = members.map((member) => toHex(member.bytes))
      expect(hex).toEqual([...hex].sort())
    }),
  )
})

test('lengths of every width are written as short as they can be', () => {
  for (const length of [0, 0x7f, 0x80, 0xff, 0x100, 0xffff, 0x10000]) {
    const encoded = encodeOctetString(new Uint8Array(length))
    expect(parseDer(encoded, 'octets').content.length).toBe(length)
    expect(encoded.length - length).toBe(length < 0x80 ? 2 : length < 0x100 ? 3 : length < 0x10000 ? 4 : 5)
  }
})

describe('indefinite lengths', () => {
  test('are read, nested too', () => {
    const node = parseDer(bytes('30 80 04 01 aa 30 80 05 00 00 00 00 00'), 'value')
    expect(childrenOf(node, 'value').map((child) => child.tag)).toEqual([0x04, 0x30])
    expect(toHex(node.content)).toBe('0401aa308005000000')
  })

  test('cut octet strings into segments', () => {
    const node = parseDer(bytes('24 80 04 02 0102 04 01 03 00 00'), 'octets')
    expect(toHex(octetsOf(node, 'octets'))).toBe('010203')
  })

  test.each([
    ['without their end', '30 80 04 01 aa', 'DER_MALFORMED'],
    ['of a primitive value', '04 80 00 00', 'DER_MALFORMED'],
    ['deeper than 32', `${'30 80'.repeat(40)}${'00 00'.repeat(40)}`, 'DER_MALFORMED'],
  ])('are refused %s', (_, hex, expected) => {
    expect(() => parseDer(bytes(hex), 'value')).toThrow(code(expected))
  })

  test('segments of another type are refused', () => {
    expect(() => octetsOf(parseDer(bytes('24 03 02 01 05'), 'octets'), 'octets')).toThrow(code('DER_UNEXPECTED_TAG'))
  })
})

describe('refused', () => {
  test.each([
    ['nothing at all', '', 'DER_MALFORMED'],
    ['a tag without a length', '30', 'DER_MALFORMED'],
    ['a length that is cut short', '30 82 01', 'DER_MALFORMED'],
    ['a length beyond the end', '30 05 00', 'DER_MALFORMED'],
    ['a length beyond any file', '30 87 01 00 00 00 00 00 00', 'DER_MALFORMED'],
    ['a length near 2^48', '30 86 ff ff ff ff ff ff', 'DER_MALFORMED'],
    ['a tag number beyond 30', '3f 81 00 00', 'DER_MALFORMED'],
    ['bytes after the end', '05 00 00', 'DER_TRAILING_BYTES'],
  ])('%s', (_, hex, expected) => {
    expect(() => parseDer(bytes(hex), 'value')).toThrow(code(expected))
  })

  test('another tag than the one that belongs there', () => {
    expect(() => parseDer(bytes('31 00'), 'value', 0x30)).toThrow(code('DER_UNEXPECTED_TAG'))
    expect(() => childrenOf(parseDer(bytes('04 00'), 'value'), 'value')).toThrow(code('DER_UNEXPECTED_TAG'))
  })

  test('a missing member and one too many', () => {
    const sequence = parseDer(bytes('30 02 05 00'), 'value')
    expect(() => new DerCursor(sequence, 'value').end()).toThrow(code('DER_MALFORMED'))
    const cursor = new DerCursor(sequence, 'value')
    cursor.take('first')
    cursor.end()
    expect(() => cursor.take('second')).toThrow(code('DER_MALFORMED'))
  })

  test('more members than fit comfortably in memory', () => {
    const many = encodeDer(
      0x30,
      new Uint8Array(2 * 100_001).fill(5).map((byte, i) => (i % 2 ? 0 : byte)),
    )
    expect(() => childrenOf(parseDer(many, 'value'), 'value')).toThrow(code('DER_MALFORMED'))
  })
})

test('what follows a prefix is left to the caller', () => {
  expect(toHex(parseDerPrefix(bytes('05 00 ff'), 'value').bytes)).toBe('0500')
})

describe('whatever the bytes, parsing ends in a value or a CodecError', () => {
  const parsers = [parseCertificate, parseCrl, parseSignedData, parseTstInfo, parsePublicKey]
  const seeds = vectors('x509', 'cms', 'timestamp').map((vector) => vector.read())
  const attempt = (input: Uint8Array): void => {
    for (const parse of parsers) {
      try {
        parse(input)
      } catch (error) {
        if (!(error instanceof CodecError)) throw error
      }
    }
  }

  test('arbitrary', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), attempt), { numRuns: 2000 })
    fc.assert(fc.property(anyValue as fc.Arbitrary<Uint8Array>, attempt))
  })

  test('real files with a few bytes changed or cut', () => {
    const seed = fc.constantFrom(...seeds)
    // As a fraction; doubles would lie near 0, most of them.
    const place = fc.noBias(fc.nat(999_999)).map((part) => part / 1e6)
    const edits = fc.array(fc.tuple(place, fc.nat(255)), {
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(seed, edits, place, (original, changes, cut) => {
        const changed = concat(original)
        for (const [where, byte] of changes) changed[Math.floor(where * (changed.length - 1))] = byte
        attempt(changed)
        attempt(changed.subarray(0, Math.floor(cut * changed.length)))
      }),
      { numRuns: 1500 },
    )
  })
})
