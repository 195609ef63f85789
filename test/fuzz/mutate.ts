import { mutateArmored } from './mutate-armored.ts'
import { mutateDer } from './mutate-der.ts'
import { mutateText } from './mutate-text.ts'
import type { Random } from './random.ts'

/** What a target's inputs are made of, so that their structure can lie and not only their bytes. */
export type Grammar = 'bytes' | 'der' | 'text' | 'armored'

export interface Material {
  readonly seeds: readonly Uint8Array[]
  /** One of them is taken for each edit; the same several times is taken more often. */
  readonly grammars: readonly Grammar[]
  /** Words that mean something to the target: markers, keywords, magic numbers. */
  readonly words: readonly string[]
  /** Puts seeds together anew with something changed inside: a ZIP around another manifest. */
  readonly rebuild?: (random: Random) => Uint8Array
}

const MOST_EDITS = 3
/** Inputs stay small: what counts is how many there are. */
const LONGEST = 256 * 1024

/** One input: mutated seeds, mostly; now and then noise, with and without a head that a reader takes for its own. */
export function makeInput(material: Material, random: Random): Uint8Array {
  if (random.oneIn(20)) return random.bytes(random.below(600))
  if (random.oneIn(20)) {
    const head = random.pick(material.seeds)
    return join(head.subarray(0, random.below(Math.min(head.length, 600))), random.bytes(random.below(600)))
  }
  const rebuilt = material.rebuild && !random.oneIn(3) ? material.rebuild(random) : null
  let bytes = rebuilt ?? random.pick(material.seeds)
  // What was rebuilt is changed inside already: mostly its outside stays right, so that a reader gets there.
  const edits = rebuilt ? (random.oneIn(4) ? 1 : 0) : 1 + random.below(MOST_EDITS)
  for (let edit = 0; edit < edits; edit++) bytes = mutateOnce(bytes, material, random)
  return bytes.length > LONGEST ? bytes.slice(0, LONGEST) : Uint8Array.from(bytes)
}

function mutateOnce(bytes: Uint8Array, material: Material, random: Random): Uint8Array {
  if (bytes.length === 0) return random.bytes(random.below(64))
  switch (random.pick(material.grammars)) {
    case 'der':
      return mutateDer(bytes, random)
    case 'text':
      return mutateText(bytes, material.words, random)
    case 'armored':
      return mutateArmored(bytes, random)
    case 'bytes':
      return mutateBytes(bytes, material.seeds, random)
  }
}

/** Where counts, lengths and offsets end to be what they seem. */
const BOUNDARIES: readonly bigint[] = [0n, 7n, 8n, 15n, 16n, 31n, 32n, 53n, 63n, 64n].flatMap((bits) => {
  const power = 1n << bits
  return [power - 2n, power - 1n, power, power + 1n].filter((value) => value >= 0n)
})

export function mutateBytes(bytes: Uint8Array, seeds: readonly Uint8Array[], random: Random): Uint8Array {
  const at = random.place(bytes.length)
  const length = Math.min(bytes.length - at, random.pick([1, 2, 4, 8, 16, 64, 512, bytes.length]))
  switch (random.below(14)) {
    case 0:
    case 1:
    case 10:
    case 11:
      return overwrite(bytes, at, Uint8Array.of((bytes[at] as number) ^ (1 << random.below(8))))
    case 2:
    case 3:
    case 12:
    case 13:
      return overwrite(bytes, at, number(random, BigInt(bytes.length)))
    case 4:
      return overwrite(bytes, at, nudged(bytes.subarray(at, at + random.pick([1, 2, 4])), random))
    case 5:
      return bytes.slice(0, at)
    case 6:
      return join(bytes.subarray(0, at), bytes.subarray(at + length))
    case 7:
      return join(bytes.subarray(0, at + length), bytes.subarray(at))
    case 8: {
      const other = random.pick(seeds)
      const from = random.place(other.length)
      return join(bytes.subarray(0, at), other.subarray(from, from + random.pick([4, 64, 1024, other.length])))
    }
    default:
      return overwrite(
        bytes,
        at,
        random.oneIn(2) ? random.bytes(length) : new Uint8Array(length).fill(random.pick([0, 0xff])),
      )
  }
}

/** A boundary, or the file's own length and its neighbours, in 1, 2, 4 or 8 bytes of either order. */
function number(random: Random, size: bigint): Uint8Array {
  const value = random.oneIn(4) ? size + BigInt(random.below(5)) - 2n : random.pick(BOUNDARIES)
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, value), true)
  const width = random.pick([1, 2, 4, 8])
  return random.oneIn(2) ? bytes.subarray(0, width) : bytes.slice(0, width).reverse()
}

function nudged(bytes: Uint8Array, random: Random): Uint8Array {
  const changed = Uint8Array.from(bytes)
  const at = random.below(changed.length)
  changed[at] = (changed[at] as number) + random.pick([-16, -2, -1, 1, 2, 16])
  return changed
}

export function overwrite(bytes: Uint8Array, at: number, by: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(bytes)
  changed.set(by.subarray(0, changed.length - at), at)
  return changed
}

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
