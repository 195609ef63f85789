import type { ByteSource } from '@chancery/core'

/** Bytes of the source from `start`; null where they would reach behind the limit. Valid until the next call. */
export type Window = (start: number, length: number) => Promise<Uint8Array | null>

const READ = 1024

/**
 * Small reads that mostly go forward (a descriptor, then the next local header) from few reads of the source.
 * @param limit where the readable part ends
 */
export function window(source: ByteSource, limit: number): Window {
  let at = 0
  let held: Uint8Array = new Uint8Array()
  return async (start, length) => {
    if (start + length > limit) return null
    if (start < at || start + length > at + held.length) {
      held = await source.read(start, Math.min(Math.max(length, READ), limit - start))
      at = start
    }
    return held.subarray(start - at, start - at + length)
  }
}
