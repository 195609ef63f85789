import type { Digester } from './memory-source.ts'

/** Ones' complement sum of 16-bit little-endian words, as PE's CheckSum needs it; an odd last byte counts as a word. Two bytes, little-endian. */
export class Sum16 implements Digester {
  #sum = 0
  /** Odd boundaries between updates carry one byte over. */
  #odd: number | null = null

  update(bytes: Uint8Array): void {
    let at = 0
    if (this.#odd !== null && bytes.length > 0) {
      this.#sum += this.#odd | ((bytes[at++] as number) << 8)
      this.#odd = null
    }
    for (vector ??= loadVector(); bytes.length - at >= LANES; ) {
      const length = Math.min(vector.memory.length, bytes.length - at) & -LANES
      vector.memory.set(bytes.subarray(at, at + length))
      this.#sum += vector.sum(length) >>> 0
      at += length
    }
    for (; at < bytes.length; at += 2) {
      const low = bytes[at] as number
      if (at + 1 < bytes.length) this.#sum += low | ((bytes[at + 1] as number) << 8)
      else this.#odd = low
    }
    this.#sum = folded(this.#sum)
  }

  digest(): Uint8Array {
    const sum = folded(this.#sum + (this.#odd ?? 0))
    return Uint8Array.of(sum & 0xff, sum >>> 8)
  }
}

/** 2^16 is 1 modulo 65535; a sum that is not nought never folds to nought. */
function folded(sum: number): number {
  return sum > 0xffff ? sum % 0xffff || 0xffff : sum
}

/** Bytes that one vector holds. */
const LANES = 16

interface Vector {
  /** One page: the words of so many bytes sum up to less than 2^32. */
  readonly memory: Uint8Array
  /** Sum of the 16-bit words of the first `length` bytes, a multiple of {@link LANES} and at least that. A signed 32-bit integer. */
  sum(length: number): number
}

let vector: Vector | null = null

/**
 * ```wat
 * (module
 *   (memory (export "m") 1)
 *   (func (export "s") (param $at i32) (result i32) (local $sums v128)
 *     (loop
 *       (local.set $sums (i32x4.add
 *         (local.get $sums)
 *         (i32x4.extadd_pairwise_i16x8_u (v128.load (local.tee $at (i32.sub (local.get $at) (i32.const 16)))))))
 *       (br_if 0 (local.get $at)))
 *     (i32.add (i32.add (i32.add
 *       (i32x4.extract_lane 0 (local.get $sums)) (i32x4.extract_lane 1 (local.get $sums)))
 *       (i32x4.extract_lane 2 (local.get $sums))) (i32x4.extract_lane 3 (local.get $sums)))))
 * ```
 * Three times as fast as a loop over a Uint32Array, the copy included: beside SHA-256 the sum hardly shows any more.
 */
const CODE =
  'AGFzbQEAAAABBgFgAX8BfwMCAQAFAwEAAQcJAgFtAgABcwAACjgBNgEBewNAIABBEGsiAP0ABAD9fyAB/a4BIQEgAA0ACyAB/RsAIAH9GwFqIAH9GwJqIAH9GwNqCw=='

/** What of it is used here: the type definitions of the language and of Node leave it to those of browsers. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: unknown }
}

function loadVector(): Vector {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(CODE, 'base64')))
  const { m, s } = exports as { m: { readonly buffer: ArrayBuffer }; s: Vector['sum'] }
  return { memory: new Uint8Array(m.buffer), sum: s }
}
