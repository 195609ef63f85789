import { describe, expect, it } from 'vitest'
import { ByteReader, CoreError } from '../src/index.ts'

const BYTES = Uint8Array.of(0x4d, 0x5a, 0x01, 0x02, 0x03, 0x04, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)

describe('ByteReader', () => {
  it('reads fields in the order and endianness of their names', () => {
    const reader = new ByteReader(BYTES)
    expect(reader.magic(Uint8Array.of(0x4d, 0x5a), 'e_magic').u16le('a')).toBe(0x0201)
    expect(reader.u16be('b')).toBe(0x0304)
    expect(reader.u32le('c')).toBe(0xffffffff)
    expect([reader.position, reader.left]).toEqual([10, 4])
    expect(reader.at(2).u32be('d')).toBe(0x01020304)
    expect(reader.at(2).skip(1, 'e').u8('f')).toBe(2)
    expect(reader.at(0).slice(2, 'g')).toEqual(BYTES.subarray(0, 2))
  })

  it('names the field, where it is and what is missing', () => {
    const reader = new ByteReader(BYTES, 0x100).at(12)
    expect(() => reader.u32le('IMAGE_DOS_HEADER.e_lfanew')).toThrow(
      'IMAGE_DOS_HEADER.e_lfanew at 0x10c: needs 4 bytes, 2 left',
    )
    expect(reader.position).toBe(12)
  })

  it.each([-1, 1.5, Number.NaN, 2 ** 53, 15])('refuses to read at %s', (position) => {
    expect(() => new ByteReader(BYTES).at(position).u8('x')).toThrow(CoreError)
  })

  it.each([-1, Number.NaN, 2 ** 63, 15])('refuses a length of %s', (length) => {
    expect(() => new ByteReader(BYTES).slice(length, 'x')).toThrow(CoreError)
  })

  it('refuses 64-bit values beyond any file', () => {
    expect(() => new ByteReader(BYTES).at(6).u64le('size')).toThrow(expect.objectContaining({ code: 'UNEXPECTED_END' }))
    expect(new ByteReader(Uint8Array.of(1, 0, 0, 0, 1, 0, 0, 0)).u64le('size')).toBe(2 ** 32 + 1)
  })

  it('refuses another magic', () => {
    expect(() => new ByteReader(BYTES).magic(Uint8Array.of(1, 2), 'e_magic')).toThrow(
      expect.objectContaining({ code: 'BAD_MAGIC' }),
    )
  })
})
