import { applyParts, concat, fromUtf8, literal, memorySource, range, toHex, utf8 } from '@chancery/core'
import { buildZip, tempDir, tool, type ZipEntry } from '@chancery/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  encodeZipEnd,
  encodeZipEntry,
  moveZipHeader,
  readZipContent,
  readZipDirectory,
  type ZipDirectory,
} from '../../src/index.ts'

const KEPT: readonly ZipEntry[] = [
  { name: 'a', data: 'content of a', comment: 'comment', extra: Uint8Array.of(9, 9, 2, 0, 1, 1) },
  { name: 'b', data: 'b'.repeat(1000), zip64: true, descriptor: 'signed' },
  { name: 'c', data: 'c', method: 'stored', descriptor: 'bare' },
  { name: 'd/' },
]

/** An archive with one new entry in front of those of another. */
function prepended(archive: Uint8Array, zip: ZipDirectory, name: string, content: Uint8Array): Uint8Array {
  const added = encodeZipEntry({ name, content })
  const shift = added.local.length
  const headers = [added.central(0), ...zip.entries.map((entry) => moveZipHeader(zip, entry, entry.start + shift))]
  const directory = concat(...headers)
  const start = shift + zip.start
  const end = encodeZipEnd({ count: headers.length, start, end: start + directory.length, comment: zip.comment })
  return applyParts(archive, [literal(added.local), range(0, zip.start), literal(directory), literal(end)])
}

test('an entry of ours before kept ones: they keep everything but their place', async () => {
  const archive = buildZip(KEPT, { comment: utf8('comment'), zip64: true })
  const before = await readZipDirectory(memorySource(archive))
  const content = utf8('new '.repeat(100))
  const bytes = prepended(archive, before, 'nuevo/ñ', content)
  const source = memorySource(bytes)
  const after = await readZipDirectory(source)
  expect(after.gaps).toEqual([])
  expect(after.entries.map(({ name }) => name)).toEqual(['nuevo/ñ', 'a', 'b', 'c', 'd/'])
  expect(fromUtf8(after.comment)).toBe('comment')
  const first = after.entries[0] as (typeof after.entries)[0]
  expect(await readZipContent(source, first, 1000)).toEqual(content)
  for (const [index, entry] of before.entries.entries()) {
    const moved = after.entries[index + 1] as typeof entry
    const kept = (of: typeof entry, from: Uint8Array): string => toHex(from.subarray(of.start, of.end))
    expect(kept(moved, bytes)).toBe(kept(entry, archive))
    const { start, dataStart, end, headerStart, headerEnd, ...facts } = entry
    expect(moved).toMatchObject(facts)
    expect(headerEnd - headerStart).toBe(moved.headerEnd - moved.headerStart)
  }
})

test('unzip finds nothing wrong with it', async (context) => {
  using dir = tempDir()
  const archive = buildZip(KEPT, { comment: utf8('comment') })
  const zip = await readZipDirectory(memorySource(archive))
  const path = dir.write('x.zip', prepended(archive, zip, 'new', utf8('new')))
  const { code, text } = await tool('unzip', context).run(['-t', path])
  expect(code, text).toBe(0)
})

describe('a header that moves beyond 4 GiB', () => {
  const far = 2 ** 32 + 5

  test.each<[string, Partial<ZipEntry>, number]>([
    ['gets a ZIP64 field', {}, 12],
    ['keeps its other extra fields', { extra: Uint8Array.of(9, 9, 2, 0, 1, 1) }, 12],
    ['has one already', { zip64: true }, 0],
    ['has one without a place', { extra: Uint8Array.of(1, 0, 0, 0) }, 8],
  ])('%s', async (_, entry, growth) => {
    const zip = await readZipDirectory(memorySource(buildZip([{ name: 'a', data: 'a', comment: 'comment', ...entry }])))
    const old = zip.entries[0] as (typeof zip.entries)[0]
    const moved = moveZipHeader(zip, old, far)
    expect(moved.length).toBe(old.headerEnd - old.headerStart + growth)
    const view = new DataView(moved.buffer, moved.byteOffset, moved.length)
    expect(view.getUint32(42, true)).toBe(0xffffffff)
    expect(moved.length).toBe(46 + view.getUint16(28, true) + view.getUint16(30, true) + view.getUint16(32, true))
    const extra = moved.subarray(47, 47 + view.getUint16(30, true))
    expect(toHex(extra)).toContain(toHex(Uint8Array.of(5, 0, 0, 0, 1, 0, 0, 0)))
    if (entry.extra?.[0] === 9) expect(toHex(extra)).toContain('09090200')
    expect(fromUtf8(moved.subarray(-7))).toBe('comment')
    // And back again.
    const near = moveZipHeader({ ...zip, bytes: moved }, { ...old, headerStart: 0, headerEnd: moved.length }, 7)
    expect(near.length).toBe(moved.length)
  })
})

describe('the end records', () => {
  test.each<[number, number, number, number]>([
    [2, 100, 200, 22],
    [65_534, 100, 200, 22],
    [65_535, 100, 200, 98],
    [2, 2 ** 32 - 2, 2 ** 32 + 50, 22],
    [2, 2 ** 32 - 1, 2 ** 32 + 50, 98],
  ])('of %d entries at %d to %d take %d bytes', (count, start, end, length) => {
    expect(encodeZipEnd({ count, start, end, comment: new Uint8Array() })).toHaveLength(length)
  })
})

test('whatever is written is read back', async () => {
  const content = fc.uint8Array({ maxLength: 300 })
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((text) => text.isWellFormed())
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.tuple(name, content), { selector: ([key]) => key, maxLength: 8 }),
      async (files) => {
        const encoded = files.map(([key, data]) => encodeZipEntry({ name: key, content: data }))
        const starts = encoded.map((_, i) => encoded.slice(0, i).reduce((sum, { local }) => sum + local.length, 0))
        const locals = concat(...encoded.map(({ local }) => local))
        const directory = concat(...encoded.map(({ central }, i) => central(starts[i] as number)))
        const end = { count: files.length, start: locals.length, end: locals.length + directory.length }
        const source = memorySource(concat(locals, directory, encodeZipEnd({ ...end, comment: new Uint8Array() })))
        const zip = await readZipDirectory(source)
        const read = await Promise.all(
          zip.entries.map(async (one) => [one.name, await readZipContent(source, one, 300)]),
        )
        expect(read).toEqual(files)
        expect(zip.gaps).toEqual([])
      },
    ),
  )
})

test('arbitrary changes give a typed error or an archive', async () => {
  const archive = buildZip(KEPT, { comment: utf8('comment'), zip64: true })
  const change = fc.record({ at: fc.nat(archive.length - 1), byte: fc.nat(255) })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
      const bytes = Uint8Array.from(archive)
      for (const { at, byte } of changes) bytes[at] = byte
      await readZipDirectory(memorySource(bytes)).catch((error) => expect(error.code).toMatch(/^ZIP_/))
    }),
    { numRuns: 5000 },
  )
})
