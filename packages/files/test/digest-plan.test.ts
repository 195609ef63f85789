import { type DigestFunction, type DigestJob, literal, range } from '@chancery/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jobKey, planDigest } from '../src/digest-plan.ts'

const MB = 1024 * 1024
const whole = (algorithm: DigestFunction, size: number): DigestJob => ({ algorithm, parts: [range(0, size)] })

describe('jobKey', () => {
  it('is the same for equal jobs, whatever they are called', () => {
    const bytes = Uint8Array.of(1, 2, 3)
    const job: DigestJob = { algorithm: 'sha256', parts: [range(0, 9), literal(bytes)], label: 'a' }
    expect(jobKey(job)).toBe(jobKey({ ...job, parts: [range(0, 9), literal(Uint8Array.from(bytes))], label: 'b' }))
  })

  it.each<[string, DigestJob]>([
    ['algorithm', { algorithm: 'sha1', parts: [range(0, 9)] }],
    ['range', { algorithm: 'sha256', parts: [range(0, 8)] }],
    ['kind', { algorithm: 'sha256', parts: [{ kind: 'inflate', start: 0, end: 9, size: 9 }] }],
    ['split', { algorithm: 'sha256', parts: [range(0, 4), range(4, 9)] }],
    ['bytes', { algorithm: 'sha256', parts: [range(0, 9), literal(Uint8Array.of(0))] }],
    ['long bytes', { algorithm: 'sha256', parts: [range(0, 9), literal(new Uint8Array(100))] }],
    ['longer bytes', { algorithm: 'sha256', parts: [range(0, 9), literal(new Uint8Array(101))] }],
  ])('differs by %s', (_, job) => {
    expect(jobKey(job)).not.toBe(jobKey(whole('sha256', 9)))
  })
})

describe('planDigest', () => {
  it('lets long digests run side by side, the longest first', () => {
    const plan = planDigest([whole('sha256', 100 * MB), whole('sha512', 200 * MB)])
    expect(plan.batches.map((batch) => batch.groups)).toHaveLength(2)
    expect(plan.batches[0]?.groups[0]?.algorithms).toEqual(['sha512'])
    expect(plan.places).toEqual([
      { batch: 1, at: 0 },
      { batch: 0, at: 0 },
    ])
  })

  it('sends a checksum along with the first digest of the same long run, and other digests on their own', () => {
    const plan = planDigest([whole('sha256', 100 * MB), whole('sum16', 100 * MB), whole('sha512', 100 * MB)])
    const algorithms = plan.batches.flatMap((batch) => batch.groups.map((group) => group.algorithms))
    expect(algorithms).toEqual([['sha256', 'sum16'], ['sha512']])
  })

  it('reads and inflates a short run once for all its algorithms', () => {
    const parts = [{ kind: 'inflate', start: 0, end: 100, size: 300 }] as const
    const plan = planDigest([
      { algorithm: 'sha256', parts, label: 'entry' },
      { algorithm: 'crc32', parts },
    ])
    expect(plan.batches).toHaveLength(1)
    expect(plan.batches[0]?.groups).toEqual([{ parts, algorithms: ['sha256', 'crc32'], label: 'entry' }])
  })

  it('puts thousands of entries into few batches of about the same cost', () => {
    const jobs = Array.from(
      { length: 10_000 },
      (_, i): DigestJob => ({
        algorithm: 'sha256',
        parts: [{ kind: 'inflate', start: i * 5000, end: i * 5000 + 5000, size: 15_000 }],
      }),
    )
    const { batches } = planDigest(jobs)
    expect(batches.length).toBeGreaterThan(8)
    expect(batches.length).toBeLessThan(100)
    expect(batches.flatMap((batch) => batch.groups)).toHaveLength(10_000)
  })

  it('gives every job a place of its own, with its algorithm and parts', () => {
    const job = fc.record({
      algorithm: fc.constantFrom<DigestFunction>('sha256', 'sha1', 'crc32', 'sum16'),
      parts: fc.array(
        fc.tuple(fc.nat(9), fc.nat(40 * MB)).map(([start, length]) => range(start, start + length)),
        { maxLength: 3 },
      ),
    })
    fc.assert(
      fc.property(fc.uniqueArray(job, { selector: jobKey, maxLength: 30 }), (jobs) => {
        const { batches, places } = planDigest(jobs)
        const flat = batches.map(({ groups }) =>
          groups.flatMap((g) => g.algorithms.map((algorithm) => ({ algorithm, parts: g.parts }))),
        )
        expect(new Set(places.map(({ batch, at }) => `${batch}/${at}`)).size).toBe(jobs.length)
        expect(flat.flat()).toHaveLength(jobs.length)
        for (const [i, { batch, at }] of places.entries()) {
          expect(jobKey(flat[batch]?.[at] as DigestJob)).toBe(jobKey(jobs[i] as DigestJob))
        }
      }),
    )
  })
})
