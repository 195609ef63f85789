import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { applyParts, literal, type Part, range } from '@chancery/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileOutput, openFileSource, recoverInterrupted } from '../src/index.ts'
import { encodeJournal, type Journal, journalPath, parseJournal } from '../src/journal.ts'
import { names, noise, put, tempFolder } from './temp-folder.ts'

const MB = 1024 * 1024
const SIZE = 9 * MB
/** A process that is gone: it was of another machine. */
const GONE = { host: 'elsewhere', pid: 1, started: 'then' }

const original = noise(SIZE)
const tail = noise(3000, 9)
const plan: Omit<Journal, 'owner'> = {
  size: SIZE,
  mtimeMs: 1_700_000_000_250,
  start: 200,
  before: original.slice(200, 268),
  after: noise(68, 7),
  tail,
}
const finished = applyParts(original, [range(0, 200), literal(plan.after), range(268, SIZE), literal(tail)])

/** A file and a journal beside it, as a killed process leaves them. */
function interrupted(content: Uint8Array, journal: Uint8Array | Omit<Journal, 'owner'> = plan, owner = GONE): string {
  const path = put(join(tempFolder(), 'app.exe'), content)
  writeFileSync(journalPath(path), journal instanceof Uint8Array ? journal : encodeJournal({ ...journal, owner }))
  return path
}

function expectOriginal(path: string): void {
  expect(Buffer.compare(readFileSync(path), original)).toBe(0)
  expect(names(join(path, '..'))).toEqual(['app.exe'])
}

describe('a journal', () => {
  const journals = fc
    .record({
      head: fc.uint8Array({ maxLength: 512 }),
      tail: fc.uint8Array(),
      start: fc.nat(4096),
      extra: fc.nat(1000),
      mtimeMs: fc.nat(),
    })
    .map(
      ({ head, tail, start, extra, mtimeMs }): Journal => ({
        size: start + head.length + extra,
        mtimeMs,
        start,
        before: head,
        after: head.map((byte) => byte ^ 1),
        tail,
        owner: { host: 'host', pid: 7, started: 'now' },
      }),
    )

  it('is read as it was written', () => {
    fc.assert(
      fc.property(journals, (journal) => {
        expect(parseJournal(encodeJournal(journal))).toEqual(journal)
      }),
    )
  })

  it('that is cut anywhere, or has a flipped bit anywhere, is none', () => {
    const bytes = encodeJournal({ ...plan, tail: noise(20), owner: GONE })
    for (let length = 0; length < bytes.length; length++) expect(parseJournal(bytes.subarray(0, length))).toBeNull()
    for (let i = 0; i < bytes.length; i++) {
      const flipped = Uint8Array.from(bytes)
      flipped[i] = (flipped[i] as number) ^ (1 << (i % 8))
      expect(parseJournal(flipped)).toBeNull()
    }
  })

  it('of bytes that do not fit their file is none', () => {
    for (const wrong of [
      { size: 100 },
      { start: -1 },
      { start: 0.5 },
      { size: 2 ** 60 },
      { after: noise(3) },
      { before: noise(600), after: noise(600) },
    ]) {
      expect(parseJournal(encodeJournal({ ...plan, ...wrong, owner: GONE }))).toBeNull()
    }
  })

  it('of arbitrary bytes is none', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(parseJournal(bytes)).toBeNull()
      }),
    )
  })
})

describe('recoverInterrupted', () => {
  it('does nothing where nothing happened, or nothing is', async () => {
    const path = put(join(tempFolder(), 'a'), noise(10))
    expect(await recoverInterrupted(path)).toBe(false)
    expect(await recoverInterrupted(`${path}-not`)).toBe(false)
  })

  it.each<[string, Uint8Array]>([
    ['some of the tail', finished.slice(0, SIZE + 100).fill(0, 0, 0)],
    ['all of the tail', finished],
  ])('rolls back %s, and the time', async (_, content) => {
    const bytes = Uint8Array.from(content)
    if (bytes.length < finished.length) bytes.set(plan.before, plan.start)
    const path = interrupted(bytes)
    expect(await recoverInterrupted(path)).toBe(true)
    expectOriginal(path)
    expect(statSync(path).mtimeMs).toBe(plan.mtimeMs)
  })

  it('rolls back a torn header, and a tail of which a power failure left zeros', async () => {
    const torn = Uint8Array.from(finished)
    torn.set(plan.before.subarray(0, 30), plan.start)
    torn.fill(0, SIZE + 1000)
    const path = interrupted(torn)
    expect(await recoverInterrupted(path)).toBe(true)
    expectOriginal(path)
  })

  it('removes an unfinished journal: its writer had not touched the file', async () => {
    const whole = encodeJournal({ ...plan, owner: GONE })
    for (const garbage of [new Uint8Array(), whole.subarray(0, -1), noise(100), new Uint8Array(20 * MB)]) {
      const path = interrupted(original, garbage)
      expect(await recoverInterrupted(path)).toBe(false)
      expectOriginal(path)
    }
  })

  it('leaves an untouched file its time', async () => {
    const path = interrupted(original)
    utimesSync(path, 5, 5)
    expect(await recoverInterrupted(path)).toBe(false)
    expect(statSync(path).mtimeMs).toBe(5000)
    expectOriginal(path)
  })

  const built = Uint8Array.from(noise(SIZE + 500, 77))
  built.set(plan.before, plan.start)
  it.each<[string, Uint8Array]>([
    ['longer, with the same header', built],
    ['shorter', built.subarray(0, 5000)],
    ['much longer', applyParts(original, [range(0, SIZE), literal(noise(5000, 5))])],
    ['the finished file with another tail', applyParts(finished, [range(0, SIZE), literal(noise(3000, 10))])],
    [
      'the finished file with another header',
      applyParts(finished, [range(0, 200), literal(noise(68, 11)), range(268, finished.length)]),
    ],
    ['the finished header without its tail', finished.subarray(0, SIZE)],
  ])('leaves a file that was built anew since: %s', async (_, content) => {
    const path = interrupted(content)
    expect(await recoverInterrupted(path)).toBe(false)
    expect(Buffer.compare(readFileSync(path), content)).toBe(0)
    expect(names(join(path, '..'))).toEqual(['app.exe'])
  })

  it('keeps away from a file that a running process signs', async () => {
    const started = (pid: number): string => {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
    }
    const owner = { host: hostname(), pid: process.ppid, started: started(process.ppid) }
    const path = interrupted(finished, plan, owner)
    await expect(recoverInterrupted(path)).rejects.toMatchObject({ code: 'FILE_BUSY', exitCode: 3 })
    expect(Buffer.compare(readFileSync(path), finished)).toBe(0)
    // The same number, given to another process since.
    writeFileSync(journalPath(path), encodeJournal({ ...plan, owner: { ...owner, started: 'earlier' } }))
    expect(await recoverInterrupted(path)).toBe(true)
    expectOriginal(path)
  })

  it('removes the temporaries of dead processes and no others', async () => {
    const folder = tempFolder()
    const path = put(join(folder, 'a'), noise(10))
    const dead = 2 ** 22 + 1
    for (const name of [
      `.a.chancery-${dead}-00000000.tmp`,
      `.b.p7s.chancery-${dead}-0123abcd.tmp`,
      `.a.chancery-${process.pid}-0123abcd.tmp`,
    ]) {
      put(join(folder, name))
    }
    const kept = [
      `.a.chancery-${process.ppid}-00000000.tmp`,
      `.a.chancery-x.tmp`,
      `a.chancery-${dead}-00000000.tmp`,
      '.a.tmp',
    ]
    for (const name of kept) put(join(folder, name))
    await recoverInterrupted(path)
    expect(names(folder)).toEqual([...kept, 'a'].sort())
  })
})

describe('two signings of one file in place', () => {
  const parts: Part[] = [range(0, SIZE), literal(tail)]

  it('at once in one process: the second is refused, the first ends well', async () => {
    const path = put(join(tempFolder(), 'app.exe'), original)
    await using first = await openFileSource(path)
    await using second = await openFileSource(path)
    const written = await fileOutput({ source: first, target: path }).write({ content: parts, sideFile: null })
    await expect(recoverInterrupted(path)).rejects.toMatchObject({ code: 'FILE_BUSY' })
    await expect(
      fileOutput({ source: second, target: path }).write({ content: parts, sideFile: null }),
    ).rejects.toMatchObject({
      code: 'FILE_CHANGED',
    })
    await written.commit([])
    expect(Buffer.compare(readFileSync(path), applyParts(original, parts))).toBe(0)
    expect(names(join(path, '..'))).toEqual(['app.exe'])
  })

  it('discarded when the file is gone: nothing is left', async () => {
    const path = put(join(tempFolder(), 'app.exe'), original)
    await using source = await openFileSource(path)
    const written = await fileOutput({ source, target: path }).write({ content: parts, sideFile: null })
    rmSync(path)
    await written.discard()
    expect(names(join(path, '..'))).toEqual([])
  })

  it('the second without recovering the first: refused', async () => {
    const path = interrupted(finished)
    await using source = await openFileSource(path)
    const more: Part[] = [range(0, finished.length), literal(tail)]
    await expect(fileOutput({ source, target: path }).write({ content: more, sideFile: null })).rejects.toMatchObject({
      code: 'FILE_BUSY',
    })
    expect(Buffer.compare(readFileSync(path), finished)).toBe(0)
  })
})
