import { fromHex, toHex } from '@chancery/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeCbor } from '../../src/cbor/encode.ts'
import { parseCbor } from '../../src/cbor/parse.ts'
import type { Cbor } from '../../src/cbor/value.ts'
import { CodecError } from '../../src/errors.ts'
import '@chancery/testkit/matchers'

const integer = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -300, max: 70_000 }))
const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Uint8Array.from(array))
const text = fc.string({ unit: 'grapheme', maxLength: 300 })
const value: fc.Arbitrary<Cbor> = fc.letrec<{ value: Cbor }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    integer,
    text,
    bytes,
    fc.array(tie('value'), { maxLength: 30 }),
    fc.array(fc.tuple(fc.oneof(integer, text), tie('value')), { maxLength: 30 }).map((entries) => new Map(entries)),
    fc.record({ tag: fc.maxSafeNat(), value: tie('value') }),
  ),
})).value

test('what is written is read back, and is the one way to write it', () => {
  fc.assert(
    fc.property(value, (one) => {
      const encoded = encodeCbor(one)
      const read = parseCbor(encoded)
      expect(read).toEqual(one)
      expect(encodeCbor(read)).toEqual(encoded)
    }),
  )
})

test('every beginning of an item is refused, and so is every addition', () => {
  fc.assert(
    fc.property(value, (one) => {
      const encoded = encodeCbor(one)
      for (let length = 0; length < Math.min(encoded.length, 64); length++) {
        expect(() => parseCbor(encoded.subarray(0, length))).toThrowCode('CBOR_MALFORMED')
      }
      expect(() => parseCbor(Uint8Array.from([...encoded, 0]))).toThrowCode('CBOR_MALFORMED')
    }),
  )
})

test('arbitrary bytes are read, or refused with the one code', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (random) => {
      try {
        expect(encodeCbor(parseCbor(random))).toHaveLength(random.length)
      } catch (error) {
        expect(error).toBeInstanceOf(CodecError)
        expect((error as CodecError).code).toBe('CBOR_MALFORMED')
      }
    }),
    { numRuns: 2000 },
  )
})

describe('examples of RFC 8949, appendix A', () => {
  test.for<[Cbor, string]>([
    [0, '00'],
    [23, '17'],
    [24, '1818'],
    [1000, '1903e8'],
    [1_000_000, '1a000f4240'],
    [1_000_000_000_000, '1b000000e8d4a51000'],
    [-1, '20'],
    [-1000, '3903e7'],
    [false, 'f4'],
    [null, 'f6'],
    [{ tag: 1, value: 1_363_896_240 }, 'c11a514b67b0'],
    [Uint8Array.of(1, 2, 3, 4), '4401020304'],
    ['水', '63e6b0b4'],
    [[1, [2, 3], [4, 5]], '8301820203820405'],
    [
      new Map<string, Cbor>([
        ['a', 1],
        ['b', [2, 3]],
      ]),
      'a26161016162820203',
    ],
  ])('%s', ([one, hex]) => {
    expect(toHex(encodeCbor(one))).toBe(hex)
    expect(parseCbor(fromHex(hex))).toEqual(one)
  })
})

describe('refused', () => {
  test.for([
    ['a longer form than needed', '1817'],
    ['two bytes for one', '190001'],
    ['an indefinite length', '9f01ff'],
    ['a float', 'f93c00'],
    ['undefined', 'f7'],
    ['a number beyond safe integers', '1bffffffffffffffff'],
    ['a negative number beyond safe integers', '3b001fffffffffffff'],
    ['a key that occurs twice', 'a201000100'],
    ['a key that is a byte string', 'a1410000'],
    ['text that is not UTF-8', '61ff'],
    ['an array longer than all that is left', '9affffffff'],
    ['a map longer than all that is left', 'baffffffff'],
    ['a byte string longer than all that is left', '5affffffff00'],
    ['more items than anything of ours has', `991001${'00'.repeat(4097)}`],
    ['nested too deep', `${'81'.repeat(17)}00`],
  ] as const)('%s', ([, hex]) => {
    expect(() => parseCbor(fromHex(hex))).toThrowCode('CBOR_MALFORMED')
  })

  test('what has no encoding here is not written', () => {
    for (const one of [0.5, Number.NaN, 2 ** 53, '\ud800', { tag: -1, value: 0 }]) {
      expect(() => encodeCbor(one)).toThrow(TypeError)
    }
  })

  test('nested as deep as is allowed, both ways', () => {
    const deepest = fromHex(`${'81'.repeat(16)}00`)
    expect(encodeCbor(parseCbor(deepest))).toEqual(deepest)
    expect(() => encodeCbor([parseCbor(deepest)])).toThrow(TypeError)
  })
})
