/** A generator that gives the same numbers for the same seed on every machine: mulberry32. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  u32(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }

  /** A whole number below `limit`. */
  below(limit: number): number {
    return limit <= 1 ? 0 : this.u32() % limit
  }

  /** True once in `times`. */
  oneIn(times: number): boolean {
    return this.below(times) === 0
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T
  }

  bytes(length: number): Uint8Array {
    const words = new Uint32Array(Math.ceil(length / 4))
    for (let i = 0; i < words.length; i++) words[i] = this.u32()
    return new Uint8Array(words.buffer, 0, length)
  }

  /** A place among `length`: near the head or the tail, where structure lies, as often as anywhere. */
  place(length: number): number {
    const near = Math.min(length, 512)
    switch (this.below(4)) {
      case 0:
        return this.below(near)
      case 1:
        return length - 1 - this.below(near)
      default:
        return this.below(length)
    }
  }
}

/** A seed for one input of one target, so that each can be made again without those before it. */
export function inputSeed(seed: number, target: string, index: number): number {
  let hash = 0x811c9dc5 ^ seed
  for (const character of `${target}:${index}`) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  return hash >>> 0
}
