import { randomBytes } from 'node:crypto'
import type { StoredObject } from './object-store.ts'

/** Batches that stand beside the state, newest first: who lost the answer to a write finds out, even where others have gone on from it. */
const HISTORY = 40

export function newBatch(): string {
  return randomBytes(8).toString('hex')
}

/** None where it was copied there, and not written by us. */
export function batchesOf(state: StoredObject | null): readonly string[] {
  return state?.mark?.match(/[0-9a-f]{16}/g) ?? []
}

/** The mark of the state that follows. */
export function grown(from: StoredObject | null, batch: string): string {
  return [batch, ...batchesOf(from)].slice(0, HISTORY).join(' ')
}

/** Whether all batches since an earlier state are known: what is not among them did not take place. */
export function isVisible(now: StoredObject | null, from: StoredObject | null): boolean {
  const [last] = batchesOf(from)
  const batches = batchesOf(now)
  return batches.length < HISTORY || (last !== undefined && batches.includes(last))
}
