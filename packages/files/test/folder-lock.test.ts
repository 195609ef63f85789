import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type FolderLocking, lockFolder } from '../src/index.ts'
import { tempFolder } from './temp-folder.ts'

const NAME = '.out.chancery-lock.tmp'
const GONE = { host: hostname(), pid: 2 ** 30, started: 'then', since: '2026-01-01T00:00:00.000Z' }

function newFolder(): string {
  return join(tempFolder(), 'out')
}

/** A folder with a lock that somebody left. */
const NOBODY = 65534

async function lockedBy(holder: object | string): Promise<string> {
  const folder = newFolder()
  const { lock } = lockOf(await lockFolder(folder))
  writeFileSync(join(folder, 'content'), '')
  await lock[Symbol.asyncDispose]()
  writeFileSync(join(folder, NAME), typeof holder === 'string' ? holder : JSON.stringify(holder))
  return folder
}

function lockOf(locking: FolderLocking): Extract<FolderLocking, { kind: 'locked' }> {
  if (locking.kind === 'busy') throw new Error(`busy: ${JSON.stringify(locking.holder)}`)
  return locking
}

describe('a folder that is locked', () => {
  it('is busy for everybody else, who learn by whom, and free again afterwards', async () => {
    const folder = newFolder()
    const { lock } = lockOf(await lockFolder(folder))
    expect(await lockFolder(folder)).toEqual({
      kind: 'busy',
      holder: {
        host: hostname(),
        pid: process.pid,
        started: expect.any(String),
        since: expect.stringMatching(/^20.*Z$/),
      },
    })
    expect(readdirSync(folder)).toEqual([NAME])
    await lock[Symbol.asyncDispose]()
    const again = lockOf(await lockFolder(folder))
    await again.lock[Symbol.asyncDispose]()
  })

  it('is gone with the lock where it was made for it, and stays where something is in it', async () => {
    const folder = join(newFolder(), 'deep')
    const first = lockOf(await lockFolder(folder))
    await first.lock[Symbol.asyncDispose]()
    expect(existsSync(join(folder, '..'))).toBe(false)
    const second = lockOf(await lockFolder(folder))
    writeFileSync(join(folder, 'content'), '')
    await second.lock[Symbol.asyncDispose]()
    expect(readdirSync(folder)).toEqual(['content'])
  })

  it.each([
    ['a process that is gone', GONE],
    ['a process whose number is another one’s now', { ...GONE, pid: process.pid }],
    ['nobody that can be read', '{"host":'],
    ['a process of a machine that is silent', { ...GONE, host: 'elsewhere' }],
  ])('by %s is taken over', async (_, holder) => {
    const folder = await lockedBy(holder)
    const { lock } = lockOf(await lockFolder(folder, { watch: 20 }))
    expect(JSON.parse(readFileSync(join(folder, NAME), 'utf8'))).toMatchObject({ pid: process.pid })
    await lock[Symbol.asyncDispose]()
    expect(readdirSync(folder)).toEqual(['content'])
  })

  it('by a process of another machine is not, while that gives signs of life', async () => {
    const folder = await lockedBy({ ...GONE, host: 'elsewhere' })
    const beating = setInterval(() => utimesSync(join(folder, NAME), new Date(), new Date()), 10)
    onTestFinished(() => clearInterval(beating))
    expect(await lockFolder(folder, { watch: 200 })).toMatchObject({ kind: 'busy', holder: { host: 'elsewhere' } })
  })

  it('gives such signs', async () => {
    const folder = newFolder()
    await using _ = lockOf(await lockFolder(folder)).lock
    const own = JSON.parse(readFileSync(join(folder, NAME), 'utf8'))
    // As another machine would see it.
    writeFileSync(join(folder, NAME), JSON.stringify({ ...own, host: 'elsewhere' }))
    expect((await lockFolder(folder, { watch: 2500 })).kind).toBe('busy')
  })

  it('is no longer waited for where the signal says so', async () => {
    const folder = await lockedBy({ ...GONE, host: 'elsewhere' })
    await expect(lockFolder(folder, { signal: AbortSignal.timeout(20) })).rejects.toMatchObject({ code: 'ABORTED' })
    expect(readdirSync(folder).sort()).toEqual([NAME, 'content'])
  })

  it.each([
    ['with a dead lock', true],
    ['without a lock', false],
  ])('is never that of two: many at once, %s', async (_, dead) => {
    for (let round = 0; round < 20; round++) {
      const folder = dead ? await lockedBy(GONE) : newFolder()
      const all = await Promise.all(Array.from({ length: 12 }, () => lockFolder(folder)))
      const locked = all.filter((one) => one.kind === 'locked')
      expect(locked.length).toBe(1)
      for (const { lock } of locked) await lock[Symbol.asyncDispose]()
      expect(existsSync(folder) ? readdirSync(folder) : []).toEqual(dead ? ['content'] : [])
    }
  })

  it('by a process that was killed is free at once', async () => {
    const folder = newFolder()
    const program = `import { lockFolder } from '@chancery/files'
      const { kind } = await lockFolder(process.argv[1])
      console.log(kind)
      setInterval(() => {}, 1000)`
    const args = ['--conditions=@chancery/source', '--input-type=module', '-e', program, folder]
    const child = spawn(process.execPath, args, { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'] })
    const [said] = (await once(child.stdout, 'data')) as [Buffer]
    expect(said.toString()).toBe('locked\n')
    expect(await lockFolder(folder)).toMatchObject({ kind: 'busy', holder: { pid: child.pid } })
    child.kill('SIGKILL')
    await once(child, 'close')
    expect(readdirSync(folder)).toEqual([NAME])
    const { lock } = lockOf(await lockFolder(folder))
    await lock[Symbol.asyncDispose]()
  })

  it('cannot be one that nobody may write to', async () => {
    const folder = await lockedBy(GONE)
    chmodSync(folder, 0o555)
    // Root asks for no permission.
    const isRoot = process.geteuid?.() === 0
    if (isRoot) process.seteuid?.(NOBODY)
    try {
      await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' })
    } finally {
      if (isRoot) process.seteuid?.(0)
      chmodSync(folder, 0o700)
    }
  })

  it('cannot be a file', async () => {
    const folder = await lockedBy(GONE)
    await expect(lockFolder(join(folder, 'content'))).rejects.toMatchObject({ code: 'NOT_A_DIRECTORY' })
  })
})
