import { linkSync, lstatSync, readFileSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { applyParts, type Embedding, range } from '@chancery/core'
import { describe, expect, it } from 'vitest'
import { fileOutput, openFileSource } from '../src/index.ts'
import { detached, embedded, growing, MB, moving, RECORD, rewriting, SIDE, write } from './edits.ts'
import { names, noise, put, tempFolder } from './temp-folder.ts'

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
      code: 'NAME_TOO_LONG',
    })
    await written.discard()
  })
  expect(names(folder)).toEqual([name])
  expect(statSync(input).size).toBe(10)
})
