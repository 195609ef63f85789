import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { concurrently } from '../src/concurrently.ts'

describe('concurrently', () => {
  it('keeps the order of the items and the limit', async () => {
    let running = 0
    let most = 0
    const results = await concurrently([30, 5, 20, 1, 1], 2, async (delay, index) => {
      most = Math.max(most, ++running)
      await sleep(delay)
      running--
      return index
    })
    expect([results, most]).toEqual([[0, 1, 2, 3, 4], 2])
  })

  it('takes no items, and a limit above their number', async () => {
    expect(await concurrently([], 4, async () => 1)).toEqual([])
    expect(await concurrently([1], 100, async (item) => item)).toEqual([1])
  })

  it('where one throws, begins no other and lets those under way end before it throws', async () => {
    const ended: number[] = []
    const begun: number[] = []
    const run = concurrently([0, 1, 2, 3], 2, async (item) => {
      begun.push(item)
      if (item === 0) throw new TypeError('defect')
      await sleep(20)
      ended.push(item)
    })
    await expect(run).rejects.toThrow(TypeError)
    expect([begun, ended]).toEqual([[0, 1], [1]])
  })
})
