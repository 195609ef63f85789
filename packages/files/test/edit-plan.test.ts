import { applyParts, literal, type Part, range } from '@chancery/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  HEAD_RUN,
  type InPlacePlan,
  inPlacePlan,
  type Overlay,
  overlayPlan,
  PAGE,
  TAIL_LIMIT,
} from '../src/edit-plan.ts'
import { noise } from './temp-folder.ts'

const MB = 1024 * 1024

function applyPlan(source: Uint8Array, plan: InPlacePlan): Uint8Array {
  const result = new Uint8Array(source.length + plan.tail.length)
  result.set(source)
  for (const write of plan.head?.writes ?? []) result.set(write.bytes, write.at)
  result.set(plan.tail, source.length)
  return result
}

function applyOverlay(source: Uint8Array, overlay: Overlay): Uint8Array {
  const result = new Uint8Array(Math.max(overlay.size, source.length))
  result.set(source)
  for (const write of overlay.writes) result.set(write.bytes, write.at)
  return result.subarray(0, overlay.size)
}

/** As Authenticode edits an unsigned PE: checksum, directory entry, certificate table. */
function peParts(size: number, checksumAt = 0x118): Part[] {
  return [
    range(0, checksumAt),
    literal(new Uint8Array(4)),
    range(checksumAt + 4, checksumAt + 76),
    literal(new Uint8Array(8)),
    range(checksumAt + 84, size),
    literal(new Uint8Array(5000)),
  ]
}

describe('inPlacePlan', () => {
  it('takes a PE that gets a signature: one short header run and a tail', () => {
    const plan = inPlacePlan(peParts(10 * MB), 10 * MB)
    expect(plan?.head).toMatchObject({ start: 0x118, end: 0x118 + 84 })
    expect(plan?.tail).toHaveLength(5000)
  })

  it('takes a file that only grows', () => {
    expect(inPlacePlan([range(0, MB), literal(noise(10))], MB)).toEqual({ head: null, tail: noise(10) })
  })

  it.each<[string, Part[]]>([
    ['a replaced signature: the file would be cut', [range(0, MB - 100), literal(noise(40))]],
    [
      'a signature replaced by a longer one: the run before the end is too long',
      [range(0, MB - 1000), literal(noise(4000))],
    ],
    ['bytes that move', [literal(noise(1)), range(0, MB)]],
    ['bytes that are left out', [range(0, 10), range(11, MB), literal(noise(1))]],
    ['bytes that come twice', [range(0, MB), range(0, MB)]],
    ['a range behind the end', [range(0, MB + 1)]],
    ['a run longer than the limit', [literal(noise(HEAD_RUN + 1)), range(HEAD_RUN + 1, MB)]],
    ['two runs that lie far apart', [literal(noise(1)), range(1, 2000), literal(noise(1)), range(2001, MB)]],
    ['a run over a page boundary', [range(0, PAGE - 1), literal(noise(2)), range(PAGE + 1, MB)]],
    ['a tail that is no signature', [range(0, MB), literal(new Uint8Array(TAIL_LIMIT + 1))]],
  ])('refuses %s', (_, parts) => {
    expect(inPlacePlan(parts, MB)).toBeNull()
  })

  it('takes what lies exactly at its limits', () => {
    const start = PAGE - HEAD_RUN
    expect(inPlacePlan([range(0, start), literal(noise(HEAD_RUN)), range(PAGE, MB)], MB)).not.toBeNull()
    expect(inPlacePlan([range(0, MB), literal(new Uint8Array(TAIL_LIMIT))], MB)).not.toBeNull()
  })
})

/** Parts that often, but not always, keep their offsets. */
const edits = fc
  .tuple(
    fc.integer({ min: 1, max: 6000 }),
    fc.array(fc.tuple(fc.nat(6000), fc.nat(300), fc.integer({ min: -1, max: 1 }))),
  )
  .map(([size, steps]) => {
    const parts: Part[] = []
    let at = 0
    for (const [keep, replace, shift] of steps) {
      const end = Math.min(size, at + keep)
      if (end > at) parts.push(range(at, end))
      parts.push(literal(noise(replace, keep + 1)))
      at = Math.min(size, end + replace + (keep % 7 === 0 ? shift : 0))
      if (at < end) at = end
    }
    if (at < size) parts.push(range(at, size))
    return { source: noise(size), parts }
  })

describe('plans are the edit', () => {
  it('makes the same bytes as the parts, whenever it makes a plan', () => {
    let planned = 0
    fc.assert(
      fc.property(edits, ({ source, parts }) => {
        const expected = applyParts(source, parts)
        const overlay = overlayPlan(parts, source.length)
        if (overlay) expect(applyOverlay(source, overlay)).toEqual(expected)
        const plan = inPlacePlan(parts, source.length)
        if (!plan) return
        planned++
        expect(applyPlan(source, plan)).toEqual(expected)
        expect(plan.head === null || plan.head.end - plan.head.start <= HEAD_RUN).toBe(true)
      }),
      { numRuns: 2000 },
    )
    expect(planned).toBeGreaterThan(50)
  })

  it('changes nothing outside the header run and behind the end', () => {
    fc.assert(
      fc.property(edits, ({ source, parts }) => {
        const plan = inPlacePlan(parts, source.length)
        if (!plan) return
        const after = applyParts(source, parts)
        for (let i = 0; i < source.length; i++) {
          const inRun = plan.head !== null && i >= plan.head.start && i < plan.head.end
          if (!inRun && after[i] !== source[i]) throw new Error(`byte ${i}`)
        }
      }),
    )
  })
})
