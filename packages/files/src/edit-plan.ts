import type { Part } from '@chancery/core'

/** Bytes that go to one place of a file. */
export interface Write {
  readonly at: number
  readonly bytes: Uint8Array
}

/** An edit that leaves every kept byte at its offset: a copy (or clone) of the file, then `writes`, then a cut to `size`. */
export interface Overlay {
  readonly writes: readonly Write[]
  /** Bytes of the result. */
  readonly size: number
}

/** An edit that can be made without a copy: bytes behind the end, then one write near the head. */
export interface InPlacePlan {
  /** Replaced bytes in one run; null where the file only grows. */
  readonly head: { readonly start: number; readonly end: number; readonly writes: readonly Write[] } | null
  /** Appended at the original's end. */
  readonly tail: Uint8Array
}

/** A header run is at most this long... */
export const HEAD_RUN = 512
/** ...and lies within one page: the kernel copies a page's part of a write whole, so no kill can leave half of it. */
export const PAGE = 4096
/** The appended part is kept in the journal too; more than this is no signature. */
export const TAIL_LIMIT: number = 4 * 1024 * 1024

/** The edit as an {@link Overlay}, or null where kept bytes move or leave the source. Pure. */
export function overlayPlan(parts: readonly Part[], size: number): Overlay | null {
  const writes: Write[] = []
  let at = 0
  for (const part of parts) {
    if (part.kind === 'bytes') {
      if (part.bytes.length > 0) writes.push({ at, bytes: part.bytes })
      at += part.bytes.length
      continue
    }
    if (part.start !== at && part.start !== part.end) return null
    if (!(part.start >= 0 && part.start <= part.end && part.end <= size)) return null
    at += part.end - part.start
  }
  return { writes, size: at }
}

/**
 * The plan for an edit that keeps the whole original where it is, but for one short run near the head, and appends a tail: an unsigned PE that
 * gets a signature. null for every other edit; those are written beside the file and renamed. Pure.
 * @param size bytes of the original
 */
export function inPlacePlan(parts: readonly Part[], size: number): InPlacePlan | null {
  const overlay = overlayPlan(parts, size)
  if (overlay === null || overlay.size < size) return null
  const inside: Write[] = []
  const tail = new Uint8Array(overlay.size - size)
  if (tail.length > TAIL_LIMIT) return null
  for (const write of overlay.writes) {
    const end = write.at + write.bytes.length
    if (write.at < size) inside.push({ at: write.at, bytes: write.bytes.subarray(0, size - write.at) })
    if (end > size) {
      const from = Math.max(write.at, size)
      tail.set(write.bytes.subarray(from - write.at), from - size)
    }
  }
  const first = inside[0]
  const last = inside.at(-1)
  if (!first || !last) return { head: null, tail }
  const start = first.at
  const end = last.at + last.bytes.length
  const onePage = Math.floor(start / PAGE) === Math.floor((end - 1) / PAGE)
  return end - start <= HEAD_RUN && onePage ? { head: { start, end, writes: inside }, tail } : null
}
