import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { concat, type DigestJob, memorySource } from '@chancery/core'
import { describe, expect, it } from 'vitest'
import { type FileSource, openFileSource } from '../src/index.ts'
import { noise, put, tempFolder } from './temp-folder.ts'

const MB = 1024 * 1024

/** A file of runs, and where each is. */
async function fileOf(
  runs: readonly Uint8Array[],
): Promise<{ source: FileSource; at: { start: number; end: number }[] }> {
  let end = 0
  const at = runs.map((run) => {
    end += run.length
    return { start: end - run.length, end }
  })
  return { source: await openFileSource(put(join(tempFolder(), 'a.jar'), concat(...runs))), at }
}

const inflate = (at: { start: number; end: number }, size: number, label = 'an/Entry.class'): DigestJob => ({
  algorithm: 'sha256',
  parts: [{ kind: 'inflate', ...at, size }],
  label,
})

/** Text that deflates well, and as long as asked for. */
const text = (length: number): Uint8Array =>
  Uint8Array.from(Buffer.alloc(length, 'the quick brown fox jumps over the lazy dog\n'))

describe('inflated parts', () => {
  it('have the digests of what was deflated: none, few, many and very many bytes', async () => {
    const contents = [
      new Uint8Array(),
      noise(1),
      text(20_000),
      noise(70_000),
      text(MB),
      noise(MB + 1),
      text(30 * MB),
      noise(9 * MB),
    ]
    const { source, at } = await fileOf(contents.map((content) => deflateRawSync(content, { level: 1 })))
    await using _ = source
    const digests = await source.digest(at.map((one, i) => inflate(one, (contents[i] as Uint8Array).length)))
    for (const [i, content] of contents.entries()) {
      const [expected] = await memorySource(content).digest([
        { algorithm: 'sha256', parts: [{ kind: 'range', start: 0, end: content.length }] },
      ])
      expect(digests[i]).toEqual(expected)
    }
  })

  it('of thousands of entries are hashed, with two algorithms each', async () => {
    const contents = Array.from({ length: 3000 }, (_, i) => noise(5000 + i, i + 1))
    const { source, at } = await fileOf(contents.map((content) => deflateRawSync(content, { level: 1 })))
    await using _ = source
    const jobs = at.flatMap((one, i): DigestJob[] => {
      const job = inflate(one, (contents[i] as Uint8Array).length, `entry ${i}`)
      return [job, { ...job, algorithm: 'crc32' }]
    })
    const whole = memorySource(concat(...contents.map((content) => deflateRawSync(content, { level: 1 }))))
    expect(await source.digest(jobs)).toEqual(await whole.digest(jobs))
  })
})

/** Each fault below the size that is inflated in one call, and above it, where it is inflated piece by piece on whichever thread is free. */
describe.each([
  ['short', 50_000],
  ['long', 12 * MB],
])('%s corrupt data', (_, size) => {
  const content = noise(size)
  const deflated = deflateRawSync(content, { level: 1 })
  const flipped = Uint8Array.from(deflated)
  flipped[deflated.length >>> 1] = (flipped[deflated.length >>> 1] as number) ^ 0xff
  it.each<[string, Uint8Array, number]>([
    ['a size that is too small', deflated, size - 1],
    ['a size that is too large', deflated, size + 1],
    ['a size of zero', deflated, 0],
    ['bytes behind the end of the stream', concat(deflated, noise(1)), size],
    ['many bytes behind the end of the stream', concat(deflated, noise(3 * MB)), size],
    ['a second stream behind the first', concat(deflated, deflated), 2 * size],
    ['a stream that is cut short', deflated.subarray(0, -1), size],
    ['a stream that is cut in the middle', deflated.subarray(0, deflated.length >>> 1), size],
    ['no stream', new Uint8Array(), size],
    ['a stream of no known kind', new Uint8Array(size).fill(0xff), size],
    ['zeros', new Uint8Array(size), size],
  ])('is refused: %s', async (_fault, bytes, declared) => {
    const { source, at } = await fileOf([bytes])
    await using _source = source
    await expect(source.digest([inflate(at[0] as { start: number; end: number }, declared)])).rejects.toMatchObject({
      name: 'CoreError',
      code: 'COMPRESSED_DATA_CORRUPT',
      family: 'malformed',
      exitCode: 1,
      details: { size: declared },
      message: expect.stringContaining('an/Entry.class'),
    })
  })

  it('never goes by with the digest of the original: a flipped byte', async () => {
    const { source, at } = await fileOf([flipped, deflated])
    await using _source = source
    const [good] = await source.digest([inflate(at[1] as { start: number; end: number }, size)])
    const outcome = await source
      .digest([inflate(at[0] as { start: number; end: number }, size)])
      .catch((error) => error)
    if (Array.isArray(outcome)) expect(outcome[0]).not.toEqual(good)
    else expect(outcome).toMatchObject({ code: 'COMPRESSED_DATA_CORRUPT' })
  })
})

it('a bomb costs what it declares: 200 MB in 200 kB, said to be 1 MB', async () => {
  const { source, at } = await fileOf([deflateRawSync(Buffer.alloc(200 * MB), { level: 9 })])
  await using _ = source
  const before = process.memoryUsage().rss
  const bombs = [MB, 8 * MB].map((size) => source.digest([inflate(at[0] as { start: number; end: number }, size)]))
  for (const bomb of await Promise.allSettled(bombs))
    expect(bomb).toMatchObject({ reason: { code: 'COMPRESSED_DATA_CORRUPT' } })
  expect(process.memoryUsage().rss - before).toBeLessThan(64 * MB)
})

it('one corrupt entry fails the call and leaves the other digests to be had', async () => {
  const good = deflateRawSync(noise(50_000))
  const { source, at } = await fileOf([good, new Uint8Array(100).fill(0xff)])
  await using _ = source
  const [first, second] = at as [{ start: number; end: number }, { start: number; end: number }]
  await expect(source.digest([inflate(first, 50_000), inflate(second, 100)])).rejects.toMatchObject({
    code: 'COMPRESSED_DATA_CORRUPT',
  })
  const apart = await openFileSource(source.path)
  await using _apart = apart
  expect(await apart.digest([inflate(first, 50_000)])).toHaveLength(1)
})
