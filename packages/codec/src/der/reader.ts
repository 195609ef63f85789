import { concat } from '@chancery/core'
import { CodecError } from '../errors.ts'
import { TAG } from './tags.ts'

/** One type-length-value (X.690). Views into the bytes that were parsed, never copies, so that hashes cover what was read. */
export interface Der {
  /** The identifier octet. Tags beyond 30 do not occur in what we read and are refused. */
  readonly tag: number
  /** The whole encoding. */
  readonly bytes: Uint8Array
  /** The contents octets; of an indefinite-length value without its end-of-contents. */
  readonly content: Uint8Array
}

const MAX_DEPTH = 32
/** Members of one value. Bounds the memory that a hostile file can ask for; revocation lists are read with {@link eachChild}. */
const MAX_CHILDREN = 100_000

/**
 * Exactly one value; BER's indefinite length is read too, because CMS made by streaming tools has it.
 * @throws CodecError DER_MALFORMED, DER_TRAILING_BYTES, DER_UNEXPECTED_TAG
 */
export function parseDer(bytes: Uint8Array, field: string, tag?: number): Der {
  const node = readAt(bytes, 0, field, 0)
  if (node.bytes.length !== bytes.length) {
    throw new CodecError('DER_TRAILING_BYTES', `${field}: ${bytes.length - node.bytes.length} bytes after its end`)
  }
  if (tag !== undefined) expectTag(node, tag, field)
  return node
}

/** The value at the start of `bytes`; what follows it is the caller's. */
export function parseDerPrefix(bytes: Uint8Array, field: string): Der {
  return readAt(bytes, 0, field, 0)
}

/** The values inside a constructed one. */
export function childrenOf(node: Der, field: string): readonly Der[] {
  const children: Der[] = []
  for (const child of eachChild(node, field)) {
    if (children.length === MAX_CHILDREN) throw new CodecError('DER_MALFORMED', `${field}: has too many members`)
    children.push(child)
  }
  return children
}

/** The same one after the other, for values with more members than fit comfortably in memory at once. */
export function* eachChild(node: Der, field: string): Generator<Der, void, undefined> {
  if ((node.tag & 0x20) === 0) throw new CodecError('DER_UNEXPECTED_TAG', `${field}: is not constructed`)
  for (let at = 0; at < node.content.length; ) {
    const child = readAt(node.content, at, field, 0)
    yield child
    at += child.bytes.length
  }
}

/** Reads the members of a SEQUENCE in order; every read names its field. */
export class DerCursor {
  readonly #children: readonly Der[]
  readonly #field: string
  #next = 0

  constructor(node: Der, field: string, tag: number = TAG.sequence) {
    expectTag(node, tag, field)
    this.#children = childrenOf(node, field)
    this.#field = field
  }

  peek(): Der | null {
    return this.#children[this.#next] ?? null
  }

  take(field: string, tag?: number): Der {
    const node = this.peek()
    if (!node) throw new CodecError('DER_MALFORMED', `${this.#field}.${field}: is missing`)
    if (tag !== undefined) expectTag(node, tag, `${this.#field}.${field}`)
    this.#next++
    return node
  }

  /** null where the next member has another tag, or there is none. */
  optional(tag: number): Der | null {
    const node = this.peek()
    if (node?.tag !== tag) return null
    this.#next++
    return node
  }

  rest(): readonly Der[] {
    const rest = this.#children.slice(this.#next)
    this.#next = this.#children.length
    return rest
  }

  end(): void {
    if (this.peek()) throw new CodecError('DER_MALFORMED', `${this.#field}: has a member too many`)
  }
}

export function expectTag(node: Der, tag: number, field: string): void {
  if (node.tag !== tag) {
    const hex = (value: number): string => `0x${value.toString(16).padStart(2, '0')}`
    throw new CodecError('DER_UNEXPECTED_TAG', `${field}: tag ${hex(node.tag)} where ${hex(tag)} belongs`)
  }
}

/** Contents of an OCTET STRING, also where BER has cut it in segments (X.690 section 8.7.3). */
export function octetsOf(node: Der, field: string): Uint8Array {
  if (node.tag === TAG.constructedOctetString) {
    const segments = childrenOf(node, field)
    for (const segment of segments) expectTag(segment, TAG.octetString, field)
    return concat(...segments.map((segment) => segment.content))
  }
  expectTag(node, TAG.octetString, field)
  return node.content
}

function readAt(bytes: Uint8Array, at: number, field: string, depth: number): Der {
  const fail = (why: string): never => {
    throw new CodecError('DER_MALFORMED', `${field}: ${why}`)
  }
  if (depth > MAX_DEPTH) return fail('nested too deep')
  const tag = bytes[at]
  const first = bytes[at + 1]
  if (tag === undefined || first === undefined) return fail('ends inside a tag or length')
  if ((tag & 0x1f) === 0x1f) return fail('has a tag number beyond 30')
  let header = 2
  let length = first
  if (first === 0x80) {
    if ((tag & 0x20) === 0) return fail('has no length')
    return readIndefinite(bytes, at, tag, field, depth)
  }
  if (first > 0x80) {
    const count = first & 0x7f
    if (count > 6) return fail('has a length beyond any file')
    header += count
    length = 0
    for (let i = 0; i < count; i++) {
      const digit = bytes[at + 2 + i]
      if (digit === undefined) return fail('ends inside a length')
      length = length * 256 + digit
    }
  }
  const start = at + header
  if (length > bytes.length - start) return fail(`needs ${length} bytes, ${Math.max(0, bytes.length - start)} left`)
  return { tag, bytes: bytes.subarray(at, start + length), content: bytes.subarray(start, start + length) }
}

function readIndefinite(bytes: Uint8Array, at: number, tag: number, field: string, depth: number): Der {
  let next = at + 2
  for (;;) {
    if (bytes[next] === 0 && bytes[next + 1] === 0) {
      return { tag, bytes: bytes.subarray(at, next + 2), content: bytes.subarray(at + 2, next) }
    }
    next += readAt(bytes, next, field, depth + 1).bytes.length
  }
}
