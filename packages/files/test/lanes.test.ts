import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { wholeDigest } from '@chancery/core'
import { rolldown } from 'rolldown'
import { afterAll, describe, expect, it } from 'vitest'
import { cancelFlag } from '../src/cancel.ts'
import { defaultLanes, openFileSource, stopLanes } from '../src/index.ts'
import { decodeFailure, encodeFailure } from '../src/lane-protocol.ts'
import { runOnLanes } from '../src/lanes.ts'
import { noise, put, tempFolder } from './temp-folder.ts'

const MB = 1024 * 1024
const INDEX = new URL('../src/index.ts', import.meta.url)

afterAll(stopLanes)

/** Runs a program that imports us in a process of its own, from source. */
function run(
  program: string,
  ...args: string[]
): { status: number | null; signal: string | null; stdout: string; stderr: string } {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@chancery/source', '--input-type=module', '-e', program, '--', ...args],
    { encoding: 'utf8', timeout: 30_000 },
  )
  return { status, signal, stdout: stdout.trim(), stderr }
}

const HASH = `
  import { openFileSource } from ${JSON.stringify(INDEX.href)}
  const source = await openFileSource(process.argv[1])
  const parts = [{ kind: 'range', start: 0, end: source.size }]
  const digests = await source.digest([{ algorithm: 'sha512', parts }, { algorithm: 'sha256', parts }, { algorithm: 'sha1', parts }])
  console.log(digests.map((digest) => Buffer.from(digest).toString('hex')).join())
`

describe('threads', () => {
  it('are two to four by default', () => {
    expect(defaultLanes()).toBeGreaterThanOrEqual(2)
    expect(defaultLanes()).toBeLessThanOrEqual(4)
  })

  it('keep the process alive while they hash and let it end when they are done', () => {
    const bytes = noise(20 * MB)
    const { status, signal, stdout } = run(HASH, put(join(tempFolder(), 'a'), bytes))
    expect({ status, signal }).toEqual({ status: 0, signal: null })
    expect(stdout.split(',').map((digest) => digest.length)).toEqual([128, 64, 40])
  })

  it('fail what they hash when they are stopped, and start again', async () => {
    await using source = await openFileSource(put(join(tempFolder(), 'a'), noise(64 * MB)))
    const jobs = [wholeDigest(source, 'sha512'), wholeDigest(source, 'sha384')]
    const digest = expect(source.digest(jobs)).rejects.toMatchObject({ code: 'LANE_FAILED', family: 'environment' })
    await stopLanes()
    await digest
    await using again = await openFileSource(source.path)
    expect(await again.digest(jobs)).toHaveLength(2)
  })

  it('hash for many sources at once', async () => {
    const bytes = noise(10 * MB)
    const folder = tempFolder()
    const digests = await Promise.all(
      Array.from({ length: 8 }, async (_, i) => {
        await using source = await openFileSource(put(join(folder, `${i}`), bytes))
        return await source.digest([wholeDigest(source, 'sha256')])
      }),
    )
    expect(new Set(digests.map(([digest]) => Buffer.from(digest as Uint8Array).toString('hex'))).size).toBe(1)
  })

  it('tell a system error as what it is', async () => {
    const groups = [{ parts: [{ kind: 'range', start: 0, end: 1 }], algorithms: ['sha256'], label: null }] as const
    const tasks = [1, 2, 3].map(() => runOnLanes({ fd: 999_999, groups, cancel: cancelFlag() }, 3))
    for (const task of await Promise.allSettled(tasks)) expect(task).toMatchObject({ reason: { code: 'EBADF' } })
  })

  it('keep the message of a defect', () => {
    const failure = structuredClone(encodeFailure(new TypeError('a defect')))
    expect(decodeFailure(failure)).toMatchObject({ message: 'a defect', stack: expect.stringContaining('lanes.test') })
  })
})

describe('memory', () => {
  it.skipIf(process.platform !== 'linux')('of hashing does not grow with the file', () => {
    // Not maxRSS: that of a child begins with what its parent had when it was started.
    const program = `import { readFileSync } from 'node:fs'; ${HASH}
      console.log(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'latin1'))[1])`
    const file = put(join(tempFolder(), 'a'), noise(300 * MB))
    expect(Number(run(program, file).stdout.split('\n')[1])).toBeLessThan(150 * 1024)
  })
})

describe('a bundle', () => {
  it('finds its threads in lane-worker.js beside its index.js, without conditions or sources', async () => {
    const folder = tempFolder()
    const bundle = await rolldown({
      input: { index: INDEX.pathname, 'lane-worker': new URL('../src/lane-worker.ts', import.meta.url).pathname },
      platform: 'node',
      resolve: { conditionNames: ['@chancery/source', 'node', 'import', 'default'] },
      logLevel: 'silent',
    })
    await bundle.write({ dir: folder, format: 'esm' })
    await bundle.close()
    put(join(folder, 'package.json'), '{"type":"module"}')
    const file = put(join(folder, 'data'), noise(20 * MB))
    const program = HASH.replace(INDEX.href, pathToFileURL(join(folder, 'index.js')).href)
    const bundled = spawnSync(process.execPath, ['--input-type=module', '-e', program, '--', file], {
      encoding: 'utf8',
    })
    expect(bundled.stderr).toBe('')
    expect(bundled.stdout.trim()).toBe(run(HASH, file).stdout)
  })
})
