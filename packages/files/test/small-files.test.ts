import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { utf8 } from '@chancery/core'
import { describe, expect, it } from 'vitest'
import { readBytes, readText, writeFileDurable } from '../src/index.ts'
import { names, noise, put, tempFolder } from './temp-folder.ts'

describe('readBytes', () => {
  it('reads a whole file, into plain bytes', async () => {
    for (const size of [0, 1, 65_536, 200_000]) {
      const bytes = await readBytes(put(join(tempFolder(), 'a'), noise(size)))
      expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype)
      expect(Buffer.compare(bytes, noise(size))).toBe(0)
    }
  })

  it('reads what fits its limit exactly, and refuses a byte more', async () => {
    const path = put(join(tempFolder(), 'a'), noise(100))
    expect(await readBytes(path, 100)).toHaveLength(100)
    await expect(readBytes(path, 99)).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
      exitCode: 2,
      details: { path, limit: 99 },
    })
  })

  it.skipIf(process.platform === 'win32')('reads a pipe to its end, and stops at an endless device', async () => {
    const pipe = join(tempFolder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    const writer = spawn('sh', ['-c', `{ printf one; sleep 0.1; printf two; } > ${pipe}`])
    expect(Buffer.from(await readBytes(pipe)).toString()).toBe('onetwo')
    writer.kill()
    await expect(readBytes('/dev/zero', 1000)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' })
  })

  it.each([
    ['nothing', 'FILE_NOT_FOUND', 2, (path: string) => path],
    ['a directory', 'PATH_IS_DIRECTORY', 2, (path: string) => put(join(path, 'x'))],
    ['a link to nowhere', 'FILE_NOT_FOUND', 2, (path: string) => symlinkSync('nowhere', path)],
  ])('refuses %s', async (_, code, exitCode, make) => {
    const path = join(tempFolder(), 'it')
    make(path)
    await expect(readBytes(path)).rejects.toMatchObject({ name: 'FilesError', code, exitCode })
  })

  it('refuses a path through a file', async () => {
    const path = put(join(tempFolder(), 'a'))
    await expect(readBytes(join(path, 'b'))).rejects.toMatchObject({ code: 'NOT_A_DIRECTORY', exitCode: 2 })
  })
})

describe('readText', () => {
  it('reads UTF-8 and takes its byte order mark off', async () => {
    const folder = tempFolder()
    expect(await readText(put(join(folder, 'a'), 'schön\n'))).toBe('schön\n')
    expect(await readText(put(join(folder, 'b'), '\uFEFFa\uFEFF'))).toBe('a\uFEFF')
  })

  it('refuses what is not UTF-8', async () => {
    const path = put(join(tempFolder(), 'a'), Uint8Array.of(0x61, 0xff))
    await expect(readText(path)).rejects.toMatchObject({ code: 'FILE_NOT_TEXT', exitCode: 2 })
  })
})

describe('writeFileDurable', () => {
  it('makes a file and the folders above it, and nothing else', async () => {
    const folder = tempFolder()
    await writeFileDurable(join(folder, 'x/y/a'), utf8('one'))
    expect(readFileSync(join(folder, 'x/y/a'), 'utf8')).toBe('one')
    expect(names(join(folder, 'x/y'))).toEqual(['a'])
  })

  it('gives a secret its mode from the first moment, and keeps the mode of what it replaces', async () => {
    const path = join(tempFolder(), 'pin')
    await writeFileDurable(path, utf8('1'), 0o600)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    chmodSync(path, 0o640)
    await writeFileDurable(path, utf8('2'))
    expect(statSync(path).mode & 0o777).toBe(0o640)
    await writeFileDurable(path, utf8('3'), 0o600)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readFileSync(path, 'utf8')).toBe('3')
  })

  it('refuses a directory, and a folder that is a file', async () => {
    const folder = tempFolder()
    put(join(folder, 'd/x'))
    await expect(writeFileDurable(join(folder, 'd'), utf8('1'))).rejects.toMatchObject({ code: 'PATH_IS_DIRECTORY' })
    await expect(writeFileDurable(join(folder, 'd/x/y'), utf8('1'))).rejects.toMatchObject({ code: 'NOT_A_DIRECTORY' })
    expect(names(folder)).toEqual(['d'])
    expect(names(join(folder, 'd'))).toEqual(['x'])
  })
})
