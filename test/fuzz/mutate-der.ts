import { join, overwrite } from './mutate.ts'
import type { Random } from './random.ts'

interface Element {
  readonly start: number
  readonly content: number
  readonly end: number
}

const TRIES = 20
/** How much deeper it goes, on average, before it changes something. */
const DESCEND = 8

/**
 * Changes a value of DER as a value: its tag, its length, itself once more or not at all. Mostly the lengths around it are made right again,
 * so that the reader gets as far as the value. Bytes before and behind the DER stay.
 */
export function mutateDer(bytes: Uint8Array, random: Random): Uint8Array {
  const root = elementAt(bytes, 0) ?? findElement(bytes, random)
  if (!root) return overwrite(bytes, random.place(bytes.length), random.bytes(1))
  const path = pathTo(bytes, root, random)
  const target = path.at(-1) as Element
  const changed = changedElement(bytes, target, random)
  if (random.oneIn(4)) return replace(bytes, target, changed)
  let inner = changed
  for (let level = path.length - 2; level >= 0; level--) {
    const [outer, below] = [path[level] as Element, path[level + 1] as Element]
    const content = join(bytes.subarray(outer.content, below.start), inner, bytes.subarray(below.end, outer.end))
    inner = encode(bytes[outer.start] as number, content)
  }
  return replace(bytes, root, inner)
}

/** From the root down to an element somewhere inside. OCTET STRINGs and context tags are looked into where they hold DER. */
function pathTo(bytes: Uint8Array, root: Element, random: Random): readonly Element[] {
  const path = [root]
  for (let element = root; !random.oneIn(DESCEND); ) {
    const children = childrenOf(bytes, element)
    if (children.length === 0) break
    element = random.pick(children)
    path.push(element)
  }
  return path
}

function childrenOf(bytes: Uint8Array, { content, end }: Element): readonly Element[] {
  const children: Element[] = []
  for (let at = content; at < end; ) {
    const child = elementAt(bytes, at)
    if (!child || child.end > end) return []
    children.push(child)
    at = child.end
  }
  return children
}

function changedElement(bytes: Uint8Array, { start, content, end }: Element, random: Random): Uint8Array {
  const value = bytes.subarray(content, end)
  const whole = bytes.subarray(start, end)
  const tag = bytes[start] as number
  switch (random.below(9)) {
    case 0:
      return encode(random.oneIn(2) ? tag ^ (1 << random.below(8)) : random.below(256), value)
    case 1:
      return join(Uint8Array.of(tag), lyingLength(value.length, random), value)
    case 2:
      return new Uint8Array()
    case 3:
      return join(whole, whole)
    case 4:
      return encode(tag, new Uint8Array())
    case 5: {
      const other = findElement(bytes, random)
      return other ? bytes.subarray(other.start, other.end) : whole
    }
    case 6:
      return nested(random.pick([0x30, 0x31, 0xa0, 0x24]), whole, random)
    case 7:
      return value.length === 0
        ? encode(tag, random.bytes(1))
        : encode(tag, overwrite(value, random.below(value.length), random.bytes(1)))
    default:
      return encode(tag, random.bytes(random.pick([1, value.length, 200])))
  }
}

/** An element that begins at a random place and ends inside the bytes. */
function findElement(bytes: Uint8Array, random: Random): Element | null {
  for (let tries = 0; tries < TRIES; tries++) {
    const element = elementAt(bytes, random.place(bytes.length))
    if (element) return element
  }
  return null
}

function elementAt(bytes: Uint8Array, start: number): Element | null {
  const [tag, first] = [bytes[start], bytes[start + 1]]
  if (tag === undefined || first === undefined || tag === 0) return null
  const octets = first < 0x80 ? 0 : first & 0x7f
  if (octets > 3 || first === 0x80) return null
  let length = octets === 0 ? first : 0
  for (let i = 0; i < octets; i++) length = length * 256 + (bytes[start + 2 + i] ?? 0)
  const content = start + 2 + octets
  return content + length <= bytes.length ? { start, content, end: content + length } : null
}

function replace(bytes: Uint8Array, { start, end }: Element, by: Uint8Array): Uint8Array {
  return join(bytes.subarray(0, start), by, bytes.subarray(end))
}

function encode(tag: number, value: Uint8Array): Uint8Array {
  const { length } = value
  const octets = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return join(Uint8Array.from([tag, ...octets]), value.subarray(0, 0xffff))
}

function lyingLength(length: number, random: Random): Uint8Array {
  return Uint8Array.from(
    random.pick([
      [0x80],
      [0xff],
      [0x84, 0xff, 0xff, 0xff, 0xff],
      [0x84, 0x7f, 0xff, 0xff, 0xff],
      [0x88, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
      [0x88, 0, 0, 0, 1, 0, 0, 0, 0],
      [0x83, 0, length >> 8, length & 0xff],
      [(length + 1) & 0x7f],
      [(length - 1) & 0x7f],
    ]),
  )
}

/** A value inside of itself, up to a depth that no recursion survives. */
function nested(tag: number, value: Uint8Array, random: Random): Uint8Array {
  let whole = value
  for (let depth = random.pick([1, 10, 100, 5000]); depth > 0 && whole.length < 0xfff0; depth--)
    whole = encode(tag, whole)
  return whole
}
