import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat, equalBytes, fromBase64, fromHex, fromUtf8, toBase64, toHex, utf8 } from '../src/index.ts'

const bytes = fc.uint8Array({ maxLength: 200 })

describe('hex and base64', () => {
  it('come back as they went', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(fromHex(toHex(value))).toEqual(value)
        expect(fromBase64(toBase64(value))).toEqual(value)
      }),
    )
  })

  it.each(['0', 'zz', '0x00', ' 00'])('refuses %j as hex', (text) => {
    expect(() => fromHex(text)).toThrow(TypeError)
  })

  // Two texts for one value would let a signature be written in two ways.
  it.each(['A', 'AA', 'AA=', 'AB==', 'AA==\n', 'A A=', '!!!!'])('refuses %j as base64', (text) => {
    expect(() => fromBase64(text)).toThrow(TypeError)
  })
})

describe('text and bytes', () => {
  it('keeps a byte order mark, and refuses what is not UTF-8', () => {
    expect(fromUtf8(utf8('\ufeffa'))).toBe('\ufeffa')
    expect(() => fromUtf8(Uint8Array.of(0xc3, 0x28))).toThrow(TypeError)
  })

  it('concatenates and compares', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(concat(a, b)).toEqual(Uint8Array.from([...a, ...b]))
        expect(equalBytes(a, b)).toBe(toHex(a) === toHex(b))
      }),
    )
  })
})
