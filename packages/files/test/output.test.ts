import { chmodSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { applyParts, type Part, range, wholeDigest } from '@chancery/core'
import { describe, expect, it } from 'vitest'
import { openFileSource } from '../src/index.ts'
import { detached, embedded, growing, MB, moving, RECORD, rewriting, SIDE, write } from './edits.ts'
import { names, noise, put, tempFolder } from './temp-folder.ts'

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
