/** A tree, in short: how many entries it has, and the hash over them all. */
export interface TreeHead {
  readonly size: number
  readonly root: Uint8Array
}

/** @throws TypeError */
export function assertSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) throw new TypeError(`${size} is no size of a tree`)
}
