import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { type DigestFunction, type DigestJob, literal, memorySource, range, wholeDigest } from '@chancery/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openFileSource } from '../src/index.ts'
import { noise, put, tempFolder } from './temp-folder.ts'

const MB = 1024 * 1024

describe('opening', () => {
  it('knows name, size and mode', async () => {
    const path = put(join(tempFolder(), 'app.exe'), noise(1234))
    await using source = await openFileSource(path)
    expect(source).toMatchObject({ name: 'app.exe', path, size: 1234, mode: 0o644 })
  })

  it('goes through a symbolic link and keeps its name', async () => {
    const folder = tempFolder()
    put(join(folder, 'app-1.exe'), noise(10))
    symlinkSync('app-1.exe', join(folder, 'app.exe'))
    await using source = await openFileSource(join(folder, 'app.exe'))
    expect(source).toMatchObject({ name: 'app.exe', size: 10 })
    await source.assertUnchanged()
  })

  it.each([
    ['nothing', 'FILE_NOT_FOUND', () => {}],
    ['a directory', 'PATH_IS_DIRECTORY', (path: string) => put(join(path, 'x'))],
    ['a pipe, without waiting for its writer', 'NOT_A_FILE', (path: string) => execFileSync('mkfifo', [path])],
    ['a link to nowhere', 'FILE_NOT_FOUND', (path: string) => symlinkSync('nowhere', path)],
    ['a link to itself', 'IO_FAILED', (path: string) => symlinkSync(basename(path), path)],
  ])('refuses %s', async (_, code, make) => {
    const path = join(tempFolder(), 'it')
    make(path)
    await expect(openFileSource(path)).rejects.toMatchObject({ code, details: { path } })
  })

  it.skipIf(process.platform !== 'linux')('leaves no descriptor open, closed or refused', async () => {
    const folder = tempFolder()
    const path = put(join(folder, 'a'), noise(10))
    const source = await openFileSource(path)
    expect(descriptorsIn(folder)).toEqual([path])
    await source.close()
    await openFileSource(folder).catch(() => {})
    expect(descriptorsIn(folder)).toEqual([])
  })
})

function descriptorsIn(folder: string): string[] {
  const all = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`)
    } catch {
      return ''
    }
  })
  return all.filter((path) => path.startsWith(folder))
}

describe('reading', () => {
  it('reads exactly what is asked for, short and long, into plain bytes', async () => {
    const bytes = noise(3 * MB + 5)
    await using source = await openFileSource(put(join(tempFolder(), 'a'), bytes))
    for (const [start, length] of [
      [0, 0],
      [0, 1],
      [5, 70_000],
      [1, 3 * MB + 4],
      [3 * MB + 5, 0],
    ] as const) {
      const read = await source.read(start, length)
      expect(Object.getPrototypeOf(read)).toBe(Uint8Array.prototype)
      expect(read.buffer.byteLength).toBe(length)
      expect(Buffer.compare(read, bytes.subarray(start, start + length))).toBe(0)
    }
  })

  it.each([
    [0, 101],
    [100, 1],
    [-1, 1],
    [0, -1],
    [0.5, 1],
    [Number.NaN, 1],
    [0, 2 ** 53],
    [2 ** 53, 1],
  ])('refuses %d + %d of 100 bytes', async (start, length) => {
    await using source = await openFileSource(put(join(tempFolder(), 'a'), noise(100)))
    await expect(source.read(start, length)).rejects.toMatchObject({ code: 'UNEXPECTED_END' })
    const parts = [range(start, start + length)]
    await expect(source.digest([{ algorithm: 'sha256', parts }])).rejects.toMatchObject({ code: 'UNEXPECTED_END' })
  })

  it('refuses a closed source, and close twice is once', async () => {
    const source = await openFileSource(put(join(tempFolder(), 'a'), noise(100)))
    await Promise.all([source.close(), source.close()])
    await expect(source.read(0, 1)).rejects.toBeInstanceOf(TypeError)
    await expect(source.digest([])).rejects.toBeInstanceOf(TypeError)
    await expect(source.assertUnchanged()).rejects.toBeInstanceOf(TypeError)
  })

  it('stops when its signal does', async () => {
    const abort = new AbortController()
    await using source = await openFileSource(put(join(tempFolder(), 'a'), noise(32 * MB)), { signal: abort.signal })
    const digest = source.digest([wholeDigest(source, 'sha512'), wholeDigest(source, 'sha256')])
    setImmediate(() => abort.abort())
    await expect(digest).rejects.toMatchObject({ code: 'ABORTED' })
    await expect(source.read(0, 1)).rejects.toMatchObject({ code: 'ABORTED' })
  })
})

describe('a file that changes', () => {
  const changes: [string, (path: string) => void][] = [
    ['grows', (path) => appendFileSync(path, 'x')],
    ['shrinks', (path) => truncateSync(path, 10)],
    ['is written to', (path) => writeFileSync(path, noise(100_000, 2))],
    [
      'is written to and gets its old time back',
      (path) => {
        const { atime, mtime } = statSync(path)
        writeFileSync(path, noise(100_000, 3))
        utimesSync(path, atime, mtime)
      },
    ],
  ]
  it.each(changes)('%s: noticed by every read, digest and by assertUnchanged', async (_, change) => {
    const path = put(join(tempFolder(), 'a'), noise(300_000))
    utimesSync(path, 1000, 1000)
    await using source = await openFileSource(path)
    await source.assertUnchanged()
    change(path)
    await expect(source.read(0, 10)).rejects.toMatchObject({ code: 'FILE_CHANGED', family: 'environment' })
    await expect(source.read(0, 100_000)).rejects.toMatchObject({ code: 'FILE_CHANGED' })
    await expect(source.digest([wholeDigest(source, 'sha256')])).rejects.toMatchObject({ code: 'FILE_CHANGED' })
    await expect(source.assertUnchanged()).rejects.toMatchObject({ code: 'FILE_CHANGED', details: { path } })
  })

  it.each(changes)(
    '%s, and is small: read as it was, and noticed by digest and by assertUnchanged',
    async (_, change) => {
      const bytes = noise(100_000)
      const path = put(join(tempFolder(), 'a'), bytes)
      utimesSync(path, 1000, 1000)
      await using source = await openFileSource(path)
      change(path)
      expect(await source.read(50, 100)).toEqual(bytes.subarray(50, 150))
      await expect(source.digest([wholeDigest(source, 'sha256')])).rejects.toMatchObject({ code: 'FILE_CHANGED' })
      await expect(source.assertUnchanged()).rejects.toMatchObject({ code: 'FILE_CHANGED', details: { path } })
    },
  )

  it('is replaced by another: noticed by assertUnchanged', async () => {
    const folder = tempFolder()
    const path = put(join(folder, 'a'), noise(100))
    await using source = await openFileSource(path)
    renameSync(put(join(folder, 'b'), noise(100)), path)
    await expect(source.assertUnchanged()).rejects.toMatchObject({ code: 'FILE_CHANGED' })
  })

  it('is cut short while threads hash it', async () => {
    const path = put(join(tempFolder(), 'a'), noise(32 * MB))
    await using source = await openFileSource(path)
    const digest = source.digest([wholeDigest(source, 'sha512'), wholeDigest(source, 'sha256')])
    truncateSync(path, 1000)
    await expect(digest).rejects.toMatchObject({ code: 'FILE_CHANGED', details: { path } })
  })
})

describe('digests', () => {
  it('are those of the same bytes in memory, for any jobs, in their order', async () => {
    const bytes = noise(5000)
    await using source = await openFileSource(put(join(tempFolder(), 'a'), bytes))
    const memory = memorySource(bytes)
    const part = fc.oneof(
      fc.tuple(fc.nat(5000), fc.nat(5000)).map(([a, b]) => range(Math.min(a, b), Math.max(a, b))),
      fc.uint8Array({ maxLength: 100 }).map(literal),
    )
    const job = fc.record({
      algorithm: fc.constantFrom<DigestFunction>('sha256', 'sha384', 'sha512', 'sha1', 'md5', 'crc32', 'sum16'),
      parts: fc.array(part, { maxLength: 5 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(job), async (jobs) => {
        expect(await source.digest(jobs)).toEqual(await memory.digest(jobs))
      }),
    )
  })

  it('of long runs are made on several threads and are the same', async () => {
    const bytes = noise(20 * MB + 3)
    await using source = await openFileSource(put(join(tempFolder(), 'a'), bytes))
    const jobs: DigestJob[] = [
      wholeDigest(source, 'sha256'),
      wholeDigest(source, 'sum16'),
      { algorithm: 'sha1', parts: [range(0, 7), literal(Uint8Array.of(1, 2, 3)), range(11, bytes.length)] },
      wholeDigest(source, 'crc32'),
      { algorithm: 'sha256', parts: [] },
    ]
    const digests = await source.digest(jobs)
    expect(digests).toEqual(await memorySource(bytes).digest(jobs))
    expect(digests.every((digest) => Object.getPrototypeOf(digest) === Uint8Array.prototype)).toBe(true)
  })

  it.skipIf(process.platform !== 'linux')('of equal jobs are made once, also while they are under way', async () => {
    const size = 12 * MB
    await using source = await openFileSource(put(join(tempFolder(), 'a'), noise(size)))
    const read = (): number => Number(/rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'latin1'))?.[1])
    const job = (): DigestJob => wholeDigest(source, 'sha256')
    const before = read()
    await Promise.all([source.digest([job(), { ...job(), label: 'b' }]), source.digest([job()])])
    const [again] = await source.digest([job()])
    expect(read() - before).toBeGreaterThanOrEqual(size)
    expect(read() - before).toBeLessThan(size + MB)
    again?.fill(0)
    expect((await source.digest([job()]))[0]).not.toEqual(again)
  })

  it('let the calling thread serve its timers', async () => {
    await using source = await openFileSource(put(join(tempFolder(), 'a'), noise(96 * MB)), { lanes: 1 })
    let longest = 0
    let last = performance.now()
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 1)
    const started = performance.now()
    await source.digest([wholeDigest(source, 'sha256')])
    const took = performance.now() - started
    clearInterval(timer)
    expect(longest).toBeLessThan(took / 2)
  })
})
