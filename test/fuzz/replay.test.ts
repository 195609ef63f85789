import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { judge, LIMITS } from './judge.ts'
import { makeInput } from './mutate.ts'
import { inputSeed, Random } from './random.ts'
import type { Target } from './target.ts'
import { TARGETS } from './targets.ts'

const CRASHES = join(import.meta.dirname, 'crashes')

describe.for(TARGETS)('$id', (target) => {
  const folder = join(CRASHES, target.id)
  const crashes = existsSync(folder) ? readdirSync(folder) : []

  test('reads its seeds: what is mutated gets past the first check', async () => {
    const { seeds } = target.material()
    const words = await Promise.all(seeds.map(async (seed) => judge(target, seed)))
    const good = words.filter(
      (one) => one.kind === 'ended' && /^(verified|read|path \d|CHAIN_UNTRUSTED)$/.test(one.word),
    )
    expect(good, JSON.stringify(words)).not.toHaveLength(0)
    expect(words.filter((one) => one.kind === 'crash')).toEqual([])
  })

  test('the same seed makes the same input', () => {
    const input = (): Uint8Array => makeInput(target.material(), new Random(inputSeed(7, target.id, 3)))
    expect(input()).toEqual(input())
  })

  test.for(crashes)('ends well with %s, which once crashed it', async (name) => {
    expect(await judge(target, new Uint8Array(readFileSync(join(folder, name))))).toMatchObject({ kind: 'ended' })
  })
})

test('crashes are of targets that there are', () => {
  const folders = existsSync(CRASHES) ? readdirSync(CRASHES) : []
  expect(folders.filter((name) => !TARGETS.some(({ id }) => id === name))).toEqual([])
})

describe('the judge', () => {
  const target = (run: Target['run']): Target => ({ ...(TARGETS[0] as Target), run })

  test('calls anything but a typed error a crash', async () => {
    const judgement = await judge(
      target(async () => {
        throw new RangeError('offset is out of bounds')
      }),
      new Uint8Array(),
    )
    expect(judgement).toMatchObject({ kind: 'crash', why: expect.stringContaining('RangeError') })
  })

  test('calls too much work a crash', async () => {
    const slow = async (): Promise<string> => {
      const before = process.cpuUsage()
      while (process.cpuUsage(before).user < 2e5);
      return 'done'
    }
    expect(await judge(target(slow), new Uint8Array(), { ...LIMITS, seconds: 0.1 })).toMatchObject({
      kind: 'crash',
      why: expect.stringContaining('took'),
    })
  })

  test('calls too much memory a crash', async () => {
    const greedy = async (): Promise<string> => {
      // Beyond what the process has had already, garbage and all.
      const held = process.resourceUsage().maxRSS * 1024 - process.memoryUsage().rss
      return String(new Uint8Array(held + 100 * 2 ** 20).fill(1).length)
    }
    expect(await judge(target(greedy), new Uint8Array(), { ...LIMITS, mebibytes: 50 })).toMatchObject({
      kind: 'crash',
      why: expect.stringContaining('MiB'),
    })
  })
})
