import { type Cbor, type CborMap, encodeCbor, isCborMap, isCborTag, parseCbor } from '@chancery/codec'
import type { Random } from './random.ts'

/** What a member may be instead: numbers and labels that mean something to COSE, and where sizes end. */
const VALUES: readonly Cbor[] = [
  null,
  true,
  0,
  1,
  2,
  -1,
  -2,
  -7,
  -8,
  4,
  15,
  18,
  395,
  396,
  Number.MAX_SAFE_INTEGER,
  '',
  '0/3',
  'log.example.com',
  new Uint8Array(),
  new Uint8Array(32),
  new Uint8Array(64),
  [],
  new Map(),
  { tag: 18, value: null },
]

/** One item with one thing in it changed, whole again: also inside byte strings that hold CBOR, as COSE nests it. */
export function rebuildCbor(bytes: Uint8Array, random: Random): Uint8Array {
  return encodeCbor(changed(parseCbor(bytes), random))
}

function changed(value: Cbor, random: Random): Cbor {
  if (random.oneIn(6)) return random.pick(VALUES)
  if (value instanceof Uint8Array) return changedBytes(value, random)
  if (Array.isArray(value)) return changedList(value as readonly Cbor[], random)
  if (isCborMap(value)) return changedMap(value, random)
  if (isCborTag(value)) return { ...value, value: changed(value.value, random) }
  if (typeof value === 'number') return Math.max(-8, value + random.pick([-1, 1, 2, -value]))
  return random.pick(VALUES)
}

function changedBytes(bytes: Uint8Array, random: Random): Cbor {
  const inside = cborIn(bytes)
  if (inside !== null) return encodeCbor(changed(inside, random))
  const copy = Uint8Array.from(bytes)
  if (copy.length > 0) copy[random.below(copy.length)] = random.below(256)
  return random.oneIn(4) ? copy.slice(0, random.below(copy.length)) : copy
}

function cborIn(bytes: Uint8Array): Cbor {
  try {
    const value = parseCbor(bytes)
    return Array.isArray(value) || isCborMap(value) ? value : null
  } catch {
    return null
  }
}

function changedList(list: readonly Cbor[], random: Random): Cbor {
  const at = random.below(list.length)
  switch (random.below(8)) {
    case 0:
      return list.filter((_, index) => index !== at)
    case 1:
      return [...list, list[at] ?? null]
    case 2:
      return [...list].reverse()
    default:
      return list.map((item, index) => (index === at ? changed(item, random) : item))
  }
}

function changedMap(map: CborMap, random: Random): Cbor {
  const entries = [...map]
  const at = random.below(entries.length)
  switch (random.below(8)) {
    case 0:
      return new Map(entries.filter((_, index) => index !== at))
    case 1:
      return new Map([...entries, [random.pick([1, 2, 4, 15, 395, 396, -1, -2, -3, 'x']), random.pick(VALUES)]])
    case 2:
      return new Map(entries.map(([key, item], index) => [index === at ? random.pick([1, 2, 396, -1, -2]) : key, item]))
    default:
      return new Map(entries.map(([key, item], index) => [key, index === at ? changed(item, random) : item]))
  }
}
