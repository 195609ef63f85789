import {
  chmodSync,
  linkSync,
  lstatSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { applyParts, type Embedding, literal, type Part, range, utf8, type Written, wholeDigest } from '@chancery/core'
import { describe, expect, it } from 'vitest'
import { type FileSource, fileOutput, openFileSource } from '../src/index.ts'
import { names, noise, put, tempFolder } from './temp-folder.ts'

const MB = 1024 * 1024
const RECORD = utf8('{"record":1}')
const SIDE = { suffix: '.p7s', bytes: utf8('detached') }

/** What Authenticode does to an unsigned file: two fields near the head and a tail. */
function growing(size: number, tail = 3000): Part[] {
  return [
    range(0, 200),
    literal(noise(4, 7)),
    range(204, 260),
    literal(noise(8, 8)),
    range(268, size),
    literal(noise(tail, 9)),
  ]
}

/** A signature that replaces one: the end moves. */
function moving(size: number): Part[] {
  return [range(0, 200), literal(noise(4, 7)), range(204, size - 1000), literal(noise(500, 9))]
}

/** A JAR: everything moves. */
function rewriting(size: number): Part[] {
  return [literal(noise(77, 3)), range(1000, size), range(0, 1000), literal(noise(2 * MB, 4)), range(5, 6), range(6, 9)]
}

const embedded = (content: readonly Part[]): Embedding => ({ content, sideFile: null })
const detached: Embedding = { content: null, sideFile: SIDE }

async function write(
  source: FileSource,
  target: string,
  embedding: Embedding,
  run: (written: Written) => Promise<void>,
): Promise<void> {
  await run(await fileOutput({ source, target }).write(embedding))
}

const edits: [string, number, (size: number) => Part[]][] = [
  ['a small file that grows', 5000, growing],
  ['a small file that is rewritten', 5000, rewriting],
  ['a large file that grows, edited where it stands', 9 * MB, growing],
  ['a large file whose signature is replaced', 9 * MB, moving],
  ['a large file that is rewritten', 9 * MB, rewriting],
  ['a large file that is cut', 9 * MB, (size) => [range(0, size - 5)]],
  ['an empty result', 5000, () => []],
]

describe.each(edits)('%s', (_, size, parts) => {
  const original = noise(size)
  const expected = applyParts(original, parts(size))

  it('into a folder: the file and its record appear at commit, durably made of nothing else', async () => {
    const folder = tempFolder()
    const input = put(join(folder, 'in/app.exe'), original)
    chmodSync(input, 0o750)
    const target = join(folder, 'out/deep/er/app.exe')
    await using source = await openFileSource(input)
    await write(source, target, embedded(parts(size)), async (written) => {
      expect(names(join(folder, 'out/deep/er'))).toEqual([expect.stringMatching(/^\.app\.exe\.chancery-.*\.tmp$/)])
      expect(written.source).toMatchObject({ name: 'app.exe', size: expected.length })
      expect(Buffer.compare(await written.source.read(0, expected.length), expected)).toBe(0)
      await written.commit([{ suffix: '.sigstore.json', bytes: RECORD }])
    })
    expect(names(join(folder, 'out/deep/er'))).toEqual(['app.exe', 'app.exe.sigstore.json'])
    expect(Buffer.compare(readFileSync(target), expected)).toBe(0)
    expect(readFileSync(`${target}.sigstore.json`, 'utf8')).toBe('{"record":1}')
    expect(statSync(target).mode & 0o7777).toBe(0o750)
    expect(Buffer.compare(readFileSync(input), original)).toBe(0)
  })

  it('in place: the file becomes the signed one and keeps its mode', async () => {
    const folder = tempFolder()
    const input = put(join(folder, 'app.exe'), original)
    chmodSync(input, 0o751)
    await using source = await openFileSource(input)
    await write(source, input, embedded(parts(size)), async (written) => {
      expect(Buffer.compare(await written.source.read(0, expected.length), expected)).toBe(0)
      await written.source.digest([wholeDigest(written.source, 'sha256')])
      await written.commit([{ suffix: '.sigstore.json', bytes: RECORD }])
    })
    expect(names(folder)).toEqual(['app.exe', 'app.exe.sigstore.json'])
    expect(Buffer.compare(readFileSync(input), expected)).toBe(0)
    expect(statSync(input).mode & 0o7777).toBe(0o751)
  })

  it('discarded: everything is as it was, folders and times too', async () => {
    const folder = tempFolder()
    const input = put(join(folder, 'app.exe'), original)
    utimesSync(input, 1_700_000_000, 1_700_000_000.25)
    const before = statSync(input)
    for (const target of [input, join(folder, 'out/deep/app.exe')]) {
      await using source = await openFileSource(input)
      await write(source, target, { content: parts(size), sideFile: SIDE }, (written) => written.discard())
      expect(names(folder)).toEqual(['app.exe'])
      expect(Buffer.compare(readFileSync(input), original)).toBe(0)
      expect(statSync(input)).toMatchObject({ mtimeMs: before.mtimeMs, ino: before.ino, mode: before.mode })
    }
  })
})

it('a large file that grows stays the same file in place, and is not copied', async () => {
  const folder = tempFolder()
  const input = put(join(folder, 'app.exe'), noise(9 * MB))
  const { ino } = statSync(input)
  await using source = await openFileSource(input)
  await write(source, input, embedded(growing(9 * MB)), async (written) => {
    expect(names(folder)).toEqual(['.app.exe.chancery-journal.tmp', 'app.exe'])
    await written.commit([])
  })
  expect(names(folder)).toEqual(['app.exe'])
  expect(statSync(input).ino).toBe(ino)
})

describe('a detached signature', () => {
  it.each([10, 9 * MB])('in place adds the side file and the record only (%d bytes)', async (size) => {
    const folder = tempFolder()
    const input = put(join(folder, 'a.tgz'), noise(size))
    const before = statSync(input)
    await using source = await openFileSource(input)
    await write(source, input, detached, async (written) => {
      expect(written.sideFile).toMatchObject({ name: 'a.tgz.p7s', size: 8 })
      expect(names(folder).filter((name) => !name.startsWith('.'))).toEqual(['a.tgz'])
      await written.commit([{ suffix: '.sigstore.json', bytes: RECORD }])
    })
    expect(names(folder)).toEqual(['a.tgz', 'a.tgz.p7s', 'a.tgz.sigstore.json'])
    expect(statSync(input)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs, ctimeMs: before.ctimeMs })
    expect(readFileSync(`${input}.p7s`, 'utf8')).toBe('detached')
  })

  it('into a folder copies the file', async () => {
    const folder = tempFolder()
    const input = put(join(folder, 'a.tgz'), noise(3 * MB))
    chmodSync(input, 0o444)
    await using source = await openFileSource(input)
    await write(source, join(folder, 'out/a.tgz'), detached, (written) =>
      written.commit([{ suffix: '.sigstore.json', bytes: RECORD }]),
    )
    expect(names(join(folder, 'out'))).toEqual(['a.tgz', 'a.tgz.p7s', 'a.tgz.sigstore.json'])
    expect(Buffer.compare(readFileSync(join(folder, 'out/a.tgz')), noise(3 * MB))).toBe(0)
    expect(statSync(join(folder, 'out/a.tgz')).mode & 0o777).toBe(0o444)
  })
})

describe('what stands there already', () => {
  it('is replaced at commit and untouched by a discard', async () => {
    const folder = tempFolder()
    const input = put(join(folder, 'a'), noise(5000))
    const old = ['out/a', 'out/a.p7s', 'out/a.sigstore.json'].map((name) => put(join(folder, name), `old ${name}`))
    await using source = await openFileSource(input)
    await write(source, join(folder, 'out/a'), detached, (written) => written.discard())
    expect(old.map((path) => readFileSync(path, 'utf8'))).toEqual([
      'old out/a',
      'old out/a.p7s',
      'old out/a.sigstore.json',
    ])
    await write(source, join(folder, 'out/a'), detached, (written) =>
      written.commit([{ suffix: '.sigstore.json', bytes: RECORD }]),
    )
    expect(readFileSync(join(folder, 'out/a.p7s'), 'utf8')).toBe('detached')
    expect(names(join(folder, 'out'))).toEqual(['a', 'a.p7s', 'a.sigstore.json'])
  })

  it('comes back where the commit fails half-way', async () => {
    const folder = tempFolder()
    const input = put(join(folder, 'a'), noise(5000))
    put(join(folder, 'out/a.sigstore.json'), 'old record')
    const target = join(folder, 'out/a')
    await using source = await openFileSource(input)
    await write(source, target, embedded(growing(5000)), async (written) => {
      // The last of the three renames cannot work.
      put(join(target, 'in the way'))
      await expect(written.commit([{ suffix: '.sigstore.json', bytes: RECORD }])).rejects.toMatchObject({
        name: 'FilesError',
        details: { path: target },
      })
      await written.discard()
    })
    expect(names(join(folder, 'out'))).toEqual(['a', 'a.sigstore.json'])
    expect(readFileSync(`${target}.sigstore.json`, 'utf8')).toBe('old record')
  })

  it('as the record of the file that was replaced goes with it, where no new one is made', async () => {
    const folder = tempFolder()
    const input = put(join(folder, 'a'), noise(5000))
    put(join(folder, 'a.sigstore.json'), 'about the old bytes')
    await using source = await openFileSource(input)
    await write(source, input, embedded(growing(5000)), (written) => written.commit([]))
    expect(names(folder)).toEqual(['a'])
  })

  it('as the record of a file that stays as it is, stays', async () => {
    const folder = tempFolder()
    const input = put(join(folder, 'a'), noise(5000))
    put(join(folder, 'a.sigstore.json'), 'about the same bytes')
    await using source = await openFileSource(input)
    await write(source, input, detached, (written) => written.commit([]))
    expect(names(folder)).toEqual(['a', 'a.p7s', 'a.sigstore.json'])
  })
})

describe('links', () => {
  it.each([5000, 9 * MB])('in place through a symbolic link writes what it leads to (%d bytes)', async (size) => {
    const folder = tempFolder()
    const real = put(join(folder, 'v1/app-1.exe'), noise(size))
    const link = join(folder, 'app.exe')
    symlinkSync('v1/app-1.exe', link)
    await using source = await openFileSource(link)
    await write(source, link, embedded(growing(size)), (written) =>
      written.commit([{ suffix: '.sigstore.json', bytes: RECORD }]),
    )
    expect(readlinkSync(link)).toBe('v1/app-1.exe')
    expect(Buffer.compare(readFileSync(real), applyParts(noise(size), growing(size)))).toBe(0)
    expect(names(folder)).toEqual(['app.exe', 'app.exe.sigstore.json', 'v1'])
    expect(names(join(folder, 'v1'))).toEqual(['app-1.exe'])
  })

  it('through a folder that is a link, in place is still in place', async () => {
    const folder = tempFolder()
    const real = put(join(folder, 'real/a'), noise(5000))
    symlinkSync('real', join(folder, 'link'))
    await using source = await openFileSource(real)
    await write(source, join(folder, 'link/a'), embedded(growing(5000)), (written) => written.commit([]))
    expect(statSync(real).size).toBe(8000)
    expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true)
  })

  it('an output that is a link to the input is replaced, and the input stays', async () => {
    const folder = tempFolder()
    const input = put(join(folder, 'a'), noise(5000))
    await mkdir(join(folder, 'out'))
    symlinkSync('../a', join(folder, 'out/a'))
    await using source = await openFileSource(input)
    await write(source, join(folder, 'out/a'), embedded(growing(5000)), (written) => written.commit([]))
    expect(lstatSync(join(folder, 'out/a')).isSymbolicLink()).toBe(false)
    expect(Buffer.compare(readFileSync(input), noise(5000))).toBe(0)
  })

  it('an output that is another name of the input is replaced, and the input stays', async () => {
    const folder = tempFolder()
    const input = put(join(folder, 'a'), noise(9 * MB))
    await mkdir(join(folder, 'out'))
    linkSync(input, join(folder, 'out/a'))
    await using source = await openFileSource(input)
    await write(source, join(folder, 'out/a'), embedded(growing(9 * MB)), (written) => written.commit([]))
    expect(Buffer.compare(readFileSync(input), noise(9 * MB))).toBe(0)
  })
})

describe('a file that changes while it is signed', () => {
  const touch = (path: string, size: number): void => writeFileSync(path, noise(size, 99))

  it.each([5000, 9 * MB])('before it is written: nothing is left (%d bytes)', async (size) => {
    const folder = tempFolder()
    const input = put(join(folder, 'a'), noise(size))
    for (const target of [input, join(folder, 'out/a')]) {
      for (const embedding of [embedded(growing(size)), { content: rewriting(size), sideFile: SIDE }, detached]) {
        if (embedding.content === null && target === input) continue
        await using source = await openFileSource(input)
        touch(input, size)
        await expect(fileOutput({ source, target }).write(embedding)).rejects.toMatchObject({ code: 'FILE_CHANGED' })
        expect(names(folder)).toEqual(['a'])
        expect(Buffer.compare(readFileSync(input), noise(size, 99))).toBe(0)
      }
    }
  })

  it.each<[string, number, Embedding]>([
    ['a small file', 5000, embedded(growing(5000))],
    ['a large file', 9 * MB, embedded(moving(9 * MB))],
    ['a detached signature', 5000, detached],
  ])('before it is committed, %s: nothing is left, the change stays', async (_, size, embedding) => {
    const folder = tempFolder()
    const input = put(join(folder, 'a'), noise(size))
    await using source = await openFileSource(input)
    await write(source, input, embedding, async (written) => {
      touch(input, size)
      await expect(written.commit([{ suffix: '.sigstore.json', bytes: RECORD }])).rejects.toMatchObject({
        code: 'FILE_CHANGED',
      })
      await written.discard()
    })
    expect(names(folder)).toEqual(['a'])
    expect(Buffer.compare(readFileSync(input), noise(size, 99))).toBe(0)
  })

  it('while it is edited where it stands: what was built anew is not rolled back', async () => {
    const folder = tempFolder()
    const input = put(join(folder, 'a'), noise(9 * MB))
    await using source = await openFileSource(input)
    await write(source, input, embedded(growing(9 * MB)), async (written) => {
      touch(input, 10 * MB)
      await expect(written.commit([{ suffix: '.sigstore.json', bytes: RECORD }])).rejects.toMatchObject({
        code: 'FILE_CHANGED',
      })
      await written.discard()
    })
    expect(names(folder)).toEqual(['a'])
    expect(Buffer.compare(readFileSync(input), noise(10 * MB, 99))).toBe(0)
  })
})

describe('targets that are none', () => {
  it('a directory', async () => {
    const folder = tempFolder()
    await using source = await openFileSource(put(join(folder, 'a'), noise(100)))
    put(join(folder, 'out/a/x'))
    const output = fileOutput({ source, target: join(folder, 'out/a') })
    await expect(output.write(embedded([range(0, 100)]))).rejects.toMatchObject({
      code: 'PATH_IS_DIRECTORY',
      exitCode: 2,
    })
    expect(names(join(folder, 'out'))).toEqual(['a'])
  })

  it('below a file', async () => {
    const folder = tempFolder()
    await using source = await openFileSource(put(join(folder, 'a'), noise(100)))
    put(join(folder, 'out'))
    const output = fileOutput({ source, target: join(folder, 'out/a') })
    await expect(output.write(embedded([range(0, 100)]))).rejects.toMatchObject({
      code: 'NOT_A_DIRECTORY',
      exitCode: 2,
    })
    expect(names(folder)).toEqual(['a', 'out'])
  })

  it('a device', async () => {
    await using source = await openFileSource(put(join(tempFolder(), 'a'), noise(100)))
    const output = fileOutput({ source, target: '/dev/null' })
    await expect(output.write(embedded([range(0, 100)]))).rejects.toMatchObject({ code: 'NOT_A_FILE', exitCode: 2 })
  })

  it('a side file or record that is a directory: the signed file does not appear', async () => {
    const folder = tempFolder()
    await using source = await openFileSource(put(join(folder, 'a'), noise(100)))
    for (const name of ['a.sigstore.json', 'a.p7s']) {
      const out = join(folder, `out-${name}`)
      put(join(out, name, 'x'))
      await write(source, join(out, 'a'), detached, async (written) => {
        await expect(written.commit([{ suffix: '.sigstore.json', bytes: RECORD }])).rejects.toMatchObject({
          name: 'FilesError',
          code: 'PATH_IS_DIRECTORY',
        })
        await written.discard()
      })
      expect(names(out)).toEqual([name])
    }
  })
})

it('an aborted signal leaves nothing', async () => {
  const folder = tempFolder()
  await using source = await openFileSource(put(join(folder, 'a'), noise(5000)))
  const output = fileOutput({ source, target: join(folder, 'out/a') })
  await expect(output.write(embedded([range(0, 10)]), AbortSignal.abort())).rejects.toMatchObject({ code: 'ABORTED' })
  expect(names(folder)).toEqual(['a'])
})

it('many outputs make and take back the same new folder at once', async () => {
  const folder = tempFolder()
  const inputs = Array.from({ length: 30 }, (_, i) => put(join(folder, `in/${i}`), noise(100, i)))
  await Promise.all(
    inputs.map(async (input, i) => {
      await using source = await openFileSource(input)
      const written = await fileOutput({ source, target: join(folder, `out/deep/${i}`) }).write(detached)
      await (i % 3 === 0 ? written.commit([{ suffix: '.sigstore.json', bytes: RECORD }]) : written.discard())
    }),
  )
  expect(names(join(folder, 'out/deep'))).toHaveLength(30)
})

it('a name as long as the file system takes is signed, its record is refused whole', async () => {
  const folder = tempFolder()
  const name = 'n'.repeat(255)
  const input = put(join(folder, name), noise(100))
  await using source = await openFileSource(input)
  await write(source, input, embedded([range(0, 10)]), (written) => written.commit([]))
  expect(statSync(input).size).toBe(10)
  await using again = await openFileSource(input)
  await write(again, input, embedded([range(0, 5)]), async (written) => {
    await expect(written.commit([{ suffix: '.sigstore.json', bytes: RECORD }])).rejects.toMatchObject({
      code: 'IO_FAILED',
    })
    await written.discard()
  })
  expect(names(folder)).toEqual([name])
  expect(statSync(input).size).toBe(10)
})
