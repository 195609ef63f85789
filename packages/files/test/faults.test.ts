import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { literal, type Part, range, utf8 } from '@chancery/core'
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest'
import { fileOutput, openFileSource, writeFileDurable } from '../src/index.ts'
import { names, noise, put, tempFolder } from './temp-folder.ts'

const MB = 1024 * 1024
const growing = (size: number, tail = 1000): Part[] => [
  range(0, 100),
  literal(noise(8, 7)),
  range(108, size),
  literal(noise(tail, 9)),
]

/** As root, or as a user that may become root without being asked. */
function asRoot(...command: string[]): void {
  const [program, ...args] = process.getuid?.() === 0 ? command : ['sudo', '-n', ...command]
  execFileSync(program as string, args, { stdio: 'pipe' })
}

/** A small disk of its own; where none can be mounted the test says so. */
function smallDisk(context: TestContext, megabytes: number): string {
  const folder = tempFolder()
  try {
    asRoot('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'chancery-test', folder)
  } catch (error) {
    context.skip(`a small disk cannot be mounted: ${String(error)}`)
  }
  onTestFinished(() => asRoot('umount', '-l', folder))
  return folder
}

/** Leaves `bytes` free. */
function fill(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder)
  put(join(folder, 'filler'), new Uint8Array(Math.max(0, bavail * bsize - bytes)))
}

describe('a full disk', () => {
  const cases: [string, number, 'in' | 'out', (size: number) => Part[] | null, number][] = [
    ['a small file in place', 200_000, 'in', growing, 100_000],
    ['a large file in place, where it stands', 9 * MB, 'in', (size) => growing(size, 500_000), 100_000],
    ['a large file in place, copied', 9 * MB, 'in', (size) => [range(1, size)], 3 * MB],
    ['a file into a folder', 200_000, 'out', growing, 100_000],
    ['a large file into a folder', 9 * MB, 'out', growing, 3 * MB],
    ['a detached signature into a folder', 9 * MB, 'out', () => null, 3 * MB],
  ]
  for (const [title, size, place, parts, left] of cases) {
    it(`while writing ${title}: DISK_FULL, and all is as before`, async (context) => {
      const disk = smallDisk(context, 24)
      const input = put(join(disk, 'in/app.exe'), noise(size))
      const before = statSync(input)
      fill(disk, left)
      await using source = await openFileSource(input)
      const output = fileOutput({ source, target: join(disk, place, 'app.exe') })
      const sideFile = { suffix: '.p7s', bytes: utf8('signature') }
      await expect(output.write({ content: parts(size), sideFile })).rejects.toMatchObject({
        name: 'FilesError',
        code: 'DISK_FULL',
        exitCode: 3,
      })
      expect(names(disk)).toEqual(['filler', 'in'])
      expect(names(join(disk, 'in'))).toEqual(['app.exe'])
      expect(Buffer.compare(readFileSync(input), noise(size))).toBe(0)
      expect(statSync(input)).toMatchObject({ ino: before.ino, mode: before.mode, mtimeMs: before.mtimeMs })
    })
  }

  it('at the record: the signed file does not appear', async (context) => {
    const disk = smallDisk(context, 24)
    const input = put(join(disk, 'in/app.exe'), noise(9 * MB))
    await using source = await openFileSource(input)
    const written = await fileOutput({ source, target: input }).write({ content: growing(9 * MB), sideFile: null })
    fill(disk, 0)
    await expect(written.commit([{ suffix: '.sigstore.json', bytes: noise(50_000) }])).rejects.toMatchObject({
      code: 'DISK_FULL',
    })
    await written.discard()
    expect(names(join(disk, 'in'))).toEqual(['app.exe'])
    expect(Buffer.compare(readFileSync(input), noise(9 * MB))).toBe(0)
  })

  it('keeps the old bytes of a small file', async (context) => {
    const disk = smallDisk(context, 1)
    const path = join(disk, 'a')
    await writeFileDurable(path, utf8('old'))
    await expect(writeFileDurable(path, noise(2 * MB))).rejects.toMatchObject({ code: 'DISK_FULL' })
    expect(readFileSync(path, 'utf8')).toBe('old')
    expect(names(disk)).toEqual(['a'])
  })
})

/** A process without root's rights, which ask for no permission. */
const AS_NOBODY = `
  if (process.getuid() === 0) {
    process.setgid(65534)
    process.setuid(65534)
  }
  const { expandFiles, fileOutput, openFileSource } = await import(${JSON.stringify(new URL('../src/index.ts', import.meta.url).href)})
  const [work, ...args] = process.argv.slice(1)
  const works = {
    async sign(input, target, size) {
      await using source = await openFileSource(input)
      const content = [{ kind: 'range', start: 0, end: Number(size) }, { kind: 'bytes', bytes: new Uint8Array(100) }]
      await (await fileOutput({ source, target }).write({ content, sideFile: null })).commit([])
    },
    expand: (cwd, pattern) => expandFiles([pattern], { cwd }),
  }
  const outcome = await works[work](...args).then(() => 'done', ({ name, code, exitCode }) => ({ name, code, exitCode }))
  console.log(JSON.stringify(outcome))
`

function asNobody(work: 'sign' | 'expand', ...args: (string | number)[]): unknown {
  const options = [
    '--conditions=@chancery/source',
    '--input-type=module',
    '-e',
    AS_NOBODY,
    '--',
    work,
    ...args.map(String),
  ]
  return JSON.parse(
    execFileSync(process.execPath, options, { cwd: fileURLToPath(new URL('..', import.meta.url)) }).toString(),
  )
}

/** For everyone to read, and for root alone to write. */
function readable(folder: string): string {
  chmodSync(folder, 0o555)
  onTestFinished(() => chmodSync(folder, 0o755))
  return folder
}

describe('no permission', () => {
  const denied = { name: 'FilesError', code: 'PERMISSION_DENIED', exitCode: 3 }

  it('to read the file', () => {
    const folder = tempFolder()
    const input = put(join(folder, 'a'), noise(100))
    chmodSync(input, 0)
    expect(asNobody('sign', input, join(readable(folder), 'out/a'), 100)).toMatchObject(denied)
  })

  it('to look into a folder that a glob meets', () => {
    const folder = tempFolder()
    put(join(folder, 'closed/b'))
    put(join(folder, 'a'))
    chmodSync(join(folder, 'closed'), 0)
    expect(asNobody('expand', readable(folder), '**')).toMatchObject(denied)
    expect(asNobody('expand', folder, '*')).toBe('done')
  })

  it.each([100, 9 * MB])('to write to the folder: nothing is left, nothing changed (%d bytes)', (size) => {
    const folder = tempFolder()
    const input = put(join(folder, 'a'), noise(size))
    chmodSync(input, 0o666)
    readable(folder)
    for (const target of [input, join(folder, 'b'), join(folder, 'out/a')]) {
      expect(asNobody('sign', input, target, size)).toMatchObject(denied)
      expect(names(folder)).toEqual(['a'])
      expect(Buffer.compare(readFileSync(input), noise(size))).toBe(0)
    }
  })

  it("to write to a large file, but to its folder: it is replaced, without its owner's special rights", () => {
    const folder = tempFolder()
    chmodSync(folder, 0o777)
    const input = put(join(folder, 'a'), noise(9 * MB))
    const { uid } = statSync(input)
    chmodSync(input, 0o4555)
    expect(asNobody('sign', input, input, 9 * MB)).toBe('done')
    const mine = statSync(input)
    expect(mine.size).toBe(9 * MB + 100)
    expect(mine.mode & 0o7777).toBe(mine.uid === uid ? 0o4555 : 0o555)
    expect(names(folder)).toEqual(['a'])
  })

  it('on a disk that is read-only', async (context) => {
    const disk = smallDisk(context, 24)
    const inputs = [put(join(disk, 'a'), noise(100)), put(join(disk, 'b'), noise(9 * MB))]
    mkdirSync(join(disk, 'out'))
    asRoot('mount', '-o', 'remount,ro', disk)
    for (const input of inputs) {
      await using source = await openFileSource(input)
      for (const target of [input, join(disk, 'out/a'), join(disk, 'new/a')]) {
        const output = fileOutput({ source, target })
        await expect(output.write({ content: growing(source.size), sideFile: null })).rejects.toMatchObject(denied)
      }
    }
    expect(names(disk)).toEqual(['a', 'b', 'out'])
  })
})
