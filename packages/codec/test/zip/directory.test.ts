import '@chancery/testkit/matchers'
import { type ByteSource, fromUtf8, memorySource, utf8 } from '@chancery/core'
import { bombEntry, buildZip, type ZipEntry, type ZipOptions } from '@chancery/testkit'
import { describe, expect, test } from 'vitest'
import { readZipContent, readZipDirectory, zipContent } from '../../src/index.ts'

const A: ZipEntry = { name: 'a', data: 'content of a' }
const B: ZipEntry = { name: 'dir/b', data: 'b'.repeat(1000) }

function read(entries: readonly ZipEntry[], options?: ZipOptions): ReturnType<typeof readZipDirectory> {
  return readZipDirectory(memorySource(buildZip(entries, options)))
}

describe('a directory', () => {
  test.each<[string, readonly ZipEntry[], ZipOptions?]>([
    ['plain', [A, B]],
    ['stored', [{ ...A, method: 'stored' }, B]],
    [
      'with data descriptors',
      [
        { ...A, descriptor: 'signed' },
        { ...B, descriptor: 'bare' },
      ],
    ],
    [
      'with ZIP64 entries',
      [
        { ...A, zip64: true },
        { ...B, zip64: true, descriptor: 'signed' },
        { name: 'c', zip64: true, descriptor: 'bare' },
      ],
    ],
    ['with a ZIP64 end', [A, B], { zip64: true }],
    [
      'with comments and extra fields',
      [{ ...A, comment: 'c', extra: Uint8Array.of(9, 9, 2, 0, 1, 1) }, B],
      { comment: utf8('PK comment') },
    ],
  ])('%s', async (_, entries, options) => {
    const source = memorySource(buildZip(entries, options))
    const { entries: found, gaps, byName } = await readZipDirectory(source)
    expect(found.map(({ name }) => name)).toEqual(entries.map(({ name }) => name))
    expect(gaps).toEqual([])
    const a = byName.get('a')
    expect(a && fromUtf8(await readZipContent(source, a, 100))).toBe('content of a')
  })

  test('of nothing', async () => {
    expect((await read([])).entries).toEqual([])
  })

  test('of 70,000 entries, which needs ZIP64', async () => {
    const entries = Array.from({ length: 70_000 }, (_, i): ZipEntry => ({ name: `e${i}`, method: 'stored' }))
    expect((await read(entries)).entries).toHaveLength(70_000)
  })

  test('tells of bytes that belong to no entry', async () => {
    expect((await read([A, B], { prefix: utf8('#!/bin/sh\n') })).gaps).toEqual([{ start: 0, end: 10 }])
    const { gaps, start } = await read([A, B], { gap: new Uint8Array(7) })
    expect(gaps).toEqual([{ start: start - 7, end: start }])
  })

  test('is read in few and small reads', async () => {
    const bytes = buildZip(
      Array.from({ length: 100 }, (_, i): ZipEntry => ({ name: `e${i}`, data: 'x', descriptor: 'signed' })),
    )
    const lengths: number[] = []
    const inner = memorySource(bytes)
    const read = (start: number, length: number): Promise<Uint8Array> => {
      lengths.push(length)
      return inner.read(start, length)
    }
    const source: ByteSource = { ...inner, read }
    await readZipDirectory(source)
    expect(lengths.length).toBeLessThan(12)
  })
})

describe('a directory that lies', () => {
  test.each<[string, string, readonly ZipEntry[], ZipOptions?]>([
    ['local name', 'ZIP_MALFORMED', [{ ...A, local: { name: 'z' } }]],
    ['local name of another length', 'ZIP_MALFORMED', [{ ...A, local: { name: 'aa' } }]],
    ['local method', 'ZIP_MALFORMED', [{ ...A, local: { method: 0 } }]],
    ['local encryption', 'ZIP_MALFORMED', [{ ...A, local: { flags: 1 } }]],
    ['local size', 'ZIP_MALFORMED', [{ ...A, local: { size: 1 } }]],
    ['local compressed size', 'ZIP_MALFORMED', [{ ...A, local: { compressedSize: 1 } }]],
    ['local checksum', 'ZIP_MALFORMED', [{ ...A, local: { crc32: 1 } }]],
    ['size and data descriptor', 'ZIP_MALFORMED', [{ ...A, descriptor: 'signed', central: { size: 13 } }]],
    [
      'a compressed size into the next entry',
      'ZIP_OVERLAP',
      [{ ...A, local: { compressedSize: 30 }, central: { compressedSize: 30 } }, B],
    ],
    [
      'a compressed size into the directory',
      'ZIP_MALFORMED',
      [{ ...A, local: { compressedSize: 999 }, central: { compressedSize: 999 } }],
    ],
    ['a size of 2^32 - 1', 'ZIP_BOMB', [{ ...A, local: { size: 0xffffffff }, central: { size: 0xffffffff } }]],
    ['a compressed size of 2^32 - 1', 'ZIP_MALFORMED', [{ ...A, central: { compressedSize: 0xffffffff } }]],
    ['ZIP64 sizes of 2^53', 'ZIP_MALFORMED', [{ ...A, zip64: true, central: { compressedSize: 2 ** 53 } }]],
    [
      'a stored entry of two sizes',
      'ZIP_MALFORMED',
      [{ ...A, method: 'stored', local: { size: 3 }, central: { size: 3 } }],
    ],
    ['an offset into an entry', 'ZIP_OVERLAP', [A, { ...B, central: { offset: 5 } }]],
    ['an offset behind the end', 'ZIP_MALFORMED', [{ ...A, central: { offset: 0xfffffffe } }]],
    ['two entries at one place', 'ZIP_OVERLAP', [A, { ...A, name: 'a', sameDataAs: 'a', central: { name: 'b' } }]],
    ['one name twice', 'ZIP_DUPLICATE', [A, B, { ...A, data: 'other' }]],
    ['no name', 'ZIP_MALFORMED', [{ ...A, name: '' }]],
    ['a directory line without an entry', 'ZIP_MALFORMED', [A, { ...B, only: 'central' }]],
    ['more entries than there are', 'ZIP_MALFORMED', [A, B], { end: { entries: 3 } }],
    ['fewer entries than there are', 'ZIP_MALFORMED', [A, B], { end: { entries: 1 } }],
    ['2^63 entries', 'ZIP_MALFORMED', [A, B], { zip64: true, end: { entries: 2 ** 63 } }],
    ['2^50 entries', 'ZIP_TOO_LARGE', [A, B], { zip64: true, end: { entries: 2 ** 50 } }],
    ['65,000 entries', 'ZIP_MALFORMED', [A, B], { end: { entries: 65_000 } }],
    ['another size', 'ZIP_MALFORMED', [A, B], { end: { size: 46 } }],
    ['another place', 'ZIP_MALFORMED', [A, B], { end: { offset: 0 } }],
    ['a place of 2^63', 'ZIP_MALFORMED', [A, B], { zip64: true, end: { offset: 2 ** 63 } }],
    ['a place of 2^32 - 1', 'ZIP_MALFORMED', [A, B], { end: { offset: 0xffffffff } }],
    ['bytes behind the end', 'ZIP_MALFORMED', [A, B], { trailing: utf8('x') }],
    ['a comment that is an end record', 'ZIP_MALFORMED', [A, B], { comment: buildZip([]) }],
  ])('%s: %s', async (_, code, entries, options) => {
    await expect(() => read(entries, options)).toThrowCode(code)
  })

  test('a name that is not UTF-8', async () => {
    const bytes = buildZip([{ ...A, name: 'é' }])
    for (let at = 0; at < bytes.length - 1; at++) if (bytes[at] === 0xc3 && bytes[at + 1] === 0xa9) bytes[at + 1] = 0x20
    await expect(() => readZipDirectory(memorySource(bytes))).toThrowCode('ZIP_UNSUPPORTED')
  })

  test('two ZIP64 fields in one header', async () => {
    const extra = Uint8Array.of(1, 0, 0, 0)
    await expect(() => read([{ ...A, zip64: true, extra }])).toThrowCode('ZIP_MALFORMED')
  })

  test('several parts', async () => {
    const bytes = buildZip([A])
    bytes[bytes.length - 18] = 1
    await expect(() => readZipDirectory(memorySource(bytes))).toThrowCode('ZIP_UNSUPPORTED')
  })

  test.each([0, 1, 21, 22, 60])('nothing but %d bytes', async (length) => {
    await expect(() => readZipDirectory(memorySource(new Uint8Array(length)))).toThrowCode('ZIP_MALFORMED')
  })

  test('cut short anywhere', async () => {
    const bytes = buildZip([A, { ...B, descriptor: 'signed' }], { zip64: true })
    for (let length = 0; length < bytes.length; length++) {
      await expect(() => readZipDirectory(memorySource(bytes.subarray(0, length)))).toThrowCode('ZIP_MALFORMED')
    }
  })
})

describe('content', () => {
  test.each<[string, ZipEntry]>([
    ['encrypted', { ...A, central: { flags: 1 }, local: { flags: 1 } }],
    ['of another method', { ...A, central: { method: 12 }, local: { method: 12 } }],
  ])('%s is not read', async (_, entry) => {
    const { entries } = await read([entry])
    expect(() => zipContent(entries[0] as (typeof entries)[0])).toThrowCode('ZIP_UNSUPPORTED')
  })

  test('longer than the limit is not read', async () => {
    const source = memorySource(buildZip([A]))
    const { entries } = await readZipDirectory(source)
    await expect(() => readZipContent(source, entries[0] as (typeof entries)[0], 11)).toThrowCode('ZIP_TOO_LARGE')
  })

  test('that inflates to more than it says is corrupt', async () => {
    const lie = { size: 5 }
    const source = memorySource(buildZip([{ ...B, local: lie, central: lie }]))
    const { entries } = await readZipDirectory(source)
    await expect(() => readZipContent(source, entries[0] as (typeof entries)[0], 100)).toThrowCode(
      'COMPRESSED_DATA_CORRUPT',
    )
  })
})

describe('a zip bomb', () => {
  test('of one entry that says what it is', async () => {
    await expect(() => read([bombEntry('bomb', 300)])).toThrowCode('ZIP_BOMB')
  })

  test('of many', async () => {
    const bomb = bombEntry('bomb', 30)
    await expect(() => read(Array.from({ length: 10 }, (_, i) => ({ ...bomb, name: `bomb${i}` })))).toThrowCode(
      'ZIP_BOMB',
    )
  })

  test('of entries that share their data', async () => {
    const kernel = bombEntry('kernel', 10)
    const quoted = Array.from(
      { length: 20 },
      (_, i): ZipEntry => ({ ...kernel, name: 'kernel', sameDataAs: 'kernel', central: { name: `copy${i}` } }),
    )
    await expect(() => read([kernel, ...quoted])).toThrowCode('ZIP_OVERLAP')
  })

  test('is not what compresses well', async () => {
    const well = bombEntry('zeros', 20)
    expect((await read([well])).entries).toHaveLength(1)
  })
})
