/** Tells the time that tokens state, and notices where it cannot be right. */
export interface SteadyClock {
  /** Never earlier than it told before; null while the clock stands behind that. */
  now(): Date | null
}

/** What the clock may be corrected by without anybody noticing: tokens then repeat the last time for so long. Milliseconds. */
const SLEW = 1000

/**
 * @param after what was told before, by an earlier process
 */
export function steadyClock(clock: () => Date, after: Date | null = null): SteadyClock {
  let last = after?.getTime() ?? Number.NEGATIVE_INFINITY
  return {
    now() {
      const time = clock().getTime()
      if (time < last - SLEW) return null
      last = Math.max(last, time)
      return new Date(last)
    },
  }
}
