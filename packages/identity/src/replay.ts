import type { Replay } from './verify.ts'

/** Uses of tokens in this process, each kept until its token has expired. Only tokens that verified get in, so its size is bounded by what issuers issue. */
export function memoryReplay(clock: () => Date = () => new Date()): Replay {
  const used = new Map<string, number>()
  let sweepAt = 1024
  return {
    seen(id, until) {
      const now = clock().getTime()
      if (used.size >= sweepAt) {
        for (const [one, end] of used) if (end <= now) used.delete(one)
        sweepAt = Math.max(1024, 2 * used.size)
      }
      if ((used.get(id) ?? 0) > now) return true
      used.set(id, until.getTime())
      return false
    },
  }
}
