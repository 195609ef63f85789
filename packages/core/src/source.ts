import type { DigestName, WeakDigestName } from './algorithms.ts'

/** A run of bytes of a source, given literally, or a run of a source that is raw-deflated (RFC 1951). */
export type Part =
  | { readonly kind: 'range'; readonly start: number; readonly end: number }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }

export type DigestPart =
  | Part
  | {
      readonly kind: 'inflate'
      readonly start: number
      readonly end: number /** Bytes after inflating: exactly. */
      readonly size: number
    }

/** `sum16` is the ones' complement sum of little-endian 16-bit words (RFC 1071, before complementing), as two bytes little-endian. */
export type DigestFunction = DigestName | WeakDigestName | 'sum16' | 'crc32'

/**
 * What to hash, as data: formats plan, the host hashes (on several cores where the source is a large file).
 * The parts are hashed one after the other into one digest.
 */
export interface DigestJob {
  readonly algorithm: DigestFunction
  readonly parts: readonly DigestPart[]
  /** What the digest is of, for errors: an entry's name. */
  readonly label?: string
}

/** An artifact that can be read at any place, in constant memory. */
export interface ByteSource {
  /** Bytes. */
  readonly size: number
  /** The file's name without folders; formats use it only where content cannot decide. */
  readonly name: string
  /**
   * Exactly `length` bytes from `start`.
   * @throws CoreError UNEXPECTED_END beyond the end, FILE_CHANGED where the source changed since it was opened
   */
  read(start: number, length: number): Promise<Uint8Array>
  /**
   * The digests of `jobs`, in their order. Equal jobs are hashed once.
   * @throws CoreError COMPRESSED_DATA_CORRUPT where an `inflate` part does not inflate to its size; UNEXPECTED_END, FILE_CHANGED
   */
  digest(jobs: readonly DigestJob[]): Promise<readonly Uint8Array[]>
}

export function range(start: number, end: number): Part {
  return { kind: 'range', start, end }
}

export function literal(bytes: Uint8Array): Part {
  return { kind: 'bytes', bytes }
}

/** The whole source as one job. */
export function wholeDigest(source: ByteSource, algorithm: DigestFunction): DigestJob {
  return { algorithm, parts: [range(0, source.size)] }
}
