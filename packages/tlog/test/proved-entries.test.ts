import '@chancery/testkit/matchers'
import { describe, expect, it } from 'vitest'
import { readProvedEntries, type TileReader, type TreeHead } from '../src/index.ts'
import { entryOf, grownLog } from './memory-log.ts'

async function read(reader: TileReader, head: TreeHead, from?: number): Promise<string[]> {
  const found: string[] = []
  for await (const { first, entries } of readProvedEntries(reader, head, from)) {
    for (const [at, entry] of entries.entries()) found.push(`${first + at} ${Buffer.from(entry).toString()}`)
  }
  return found
}

/** Lines of {@link read}. */
function lines(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, at) => `${from + at} ${Buffer.from(entryOf(from + at)).toString()}`)
}

describe('the entries of a log', () => {
  it.each([0, 1, 255, 256, 257, 512, 700, 65_536, 66_100])('of %i are read, each proved', async (size) => {
    const log = grownLog(size)
    expect(await read(log, log.head)).toEqual(lines(0, size))
  })

  it('are read from the bundle of any of them on, and of a tree that the log had before', async () => {
    const log = grownLog(66_100, 500)
    expect(await read(log, log.head, 65_900)).toEqual(lines(65_792, 66_100))
    expect(await read(log, log.head, 66_100)).toEqual(lines(66_048, 66_100))
    const before = log.heads[3] as TreeHead
    expect(await read(log, before)).toEqual(lines(0, 1500))
  })

  it.each([
    'tile/0/000',
    'tile/0/258.p/52',
    'tile/1/000',
    'tile/1/001.p/2',
    'tile/2/000.p/1',
    'tile/entries/000',
    'tile/entries/258.p/52',
  ])('are not given where %s is another', async (path) => {
    const log = grownLog(66_100)
    const file = log.files.get(path) as Uint8Array
    log.files.set(
      path,
      file.map((byte, at) => (at === file.length - 1 ? byte ^ 1 : byte)),
    )
    await expect(() => read(log, log.head)).toThrowCode('TILE_MISMATCH')
  })

  it('that were read before the first wrong one are right, and none behind it is given', async () => {
    const log = grownLog(1000)
    const other = grownLog(1000, 1000, (index) => entryOf(index === 600 ? -1 : index))
    for (const path of ['tile/0/002', 'tile/entries/002']) log.files.set(path, other.files.get(path) as Uint8Array)
    const given: number[] = []
    const reading = async (): Promise<void> => {
      for await (const { first } of readProvedEntries(log, log.head)) given.push(first)
    }
    await expect(reading).toThrowCode('TILE_MISMATCH')
    expect(given).toEqual([0, 256])
  })

  it.each(['tile/0/001', 'tile/entries/001', 'tile/1/000.p/3'])('are not given where %s is missing', async (path) => {
    const log = grownLog(1000)
    log.files.delete(path)
    await expect(() => read(log, log.head)).toThrowCode('TILE_MISSING')
  })

  it('are not given where a bundle ends early or goes on, or a tile is cut', async () => {
    for (const [path, code] of [
      ['tile/entries/001', 'ENTRY_BUNDLE_MALFORMED'],
      ['tile/0/001', 'TILE_MALFORMED'],
    ] as const) {
      const log = grownLog(1000)
      const file = log.files.get(path) as Uint8Array
      log.files.set(path, file.subarray(0, -1))
      await expect(() => read(log, log.head)).toThrowCode(code)
      log.files.set(path, Uint8Array.of(...file, 0))
      await expect(() => read(log, log.head)).toThrowCode(code)
    }
  })

  it('end where the reader is told to stop', async () => {
    const log = grownLog(1000)
    const stop = new AbortController()
    const reading = async (): Promise<void> => {
      for await (const _ of readProvedEntries(log, log.head, 0, stop.signal)) stop.abort()
    }
    await expect(reading).toThrowCode('ABORTED')
  })
})
