import { readSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { CoreError, createDigester, type DigestPart, inflateExactly } from '@chancery/core'
import { assertGoing, type CancelFlag } from './cancel.ts'
import type { DigestGroup } from './digest-plan.ts'
import { inflateStream } from './inflate-stream.ts'
import { CHUNK } from './read-buffer.ts'

/** Entries up to this size, deflated and inflated, are inflated in one call. */
const INFLATE_WHOLE = CHUNK
/** How long the calling thread may be kept from its other work, in milliseconds. */
const BREATH = 5

/** Where a thread reads, and how it is stopped. */
export interface HashContext {
  readonly fd: number
  readonly cancel: CancelFlag
  /** Filled again and again; the context hashes one thing after the other. */
  readonly buffer: Uint8Array
  /** The thread has timers and sockets to serve: it lets them have their turn. */
  readonly shared: boolean
  /** The file's bytes, where they are in memory already: then nothing is read. */
  readonly whole?: Uint8Array | undefined
}

/**
 * The digests of `groups` over an open file, group by group and algorithm by algorithm. Holds one buffer, and garbage only of what is inflated.
 * @throws CoreError FILE_CHANGED where the file ends early, COMPRESSED_DATA_CORRUPT, ABORTED
 */
export async function hashGroups(groups: readonly DigestGroup[], context: HashContext): Promise<Uint8Array[]> {
  const digests: Uint8Array[] = []
  let breathed = performance.now()
  for (const group of groups) {
    const digesters = group.algorithms.map(createDigester)
    const update = (bytes: Uint8Array): void => {
      for (const digester of digesters) digester.update(bytes)
    }
    for (const part of group.parts) {
      if (isLongInflation(part)) {
        const deflated = chunks(part.start, part.end, context)
        await inflateStream(deflated, part.end - part.start, part.size, group.label ?? undefined, update)
        continue
      }
      for (const bytes of partBytes(part, group.label ?? undefined, context)) {
        update(bytes)
        if (context.shared && performance.now() - breathed > BREATH) {
          await setImmediate()
          breathed = performance.now()
        }
      }
    }
    for (const digester of digesters) digests.push(digester.digest())
  }
  return digests
}

function isLongInflation(part: DigestPart): part is DigestPart & { kind: 'inflate' } {
  return part.kind === 'inflate' && Math.max(part.end - part.start, part.size) > INFLATE_WHOLE
}

function* partBytes(part: DigestPart, label: string | undefined, context: HashContext): Generator<Uint8Array> {
  switch (part.kind) {
    case 'bytes':
      yield part.bytes
      return
    case 'range':
      yield* chunks(part.start, part.end, context)
      return
    case 'inflate': {
      assertGoing(context.cancel)
      const deflated = bytesAt(part.start, part.end, context)
      const inflated = inflateExactly(deflated, part.size, label)
      yield inflated
      release(inflated)
    }
  }
}

/**
 * Gives the memory of a buffer back at once. Left to the collector, which does not see what buffers hold, the entries of an archive pile up to
 * hundreds of megabytes.
 */
function release({ buffer }: Uint8Array): void {
  // Smaller ones lie in Node's pool, with others.
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0)
}

/** The bytes from `start` to `end`: each chunk is gone when the next is asked for. */
function* chunks(start: number, end: number, context: HashContext): Generator<Uint8Array> {
  for (let at = start; at < end; ) {
    assertGoing(context.cancel)
    const chunk = bytesAt(at, Math.min(end, at + context.buffer.length), context)
    yield chunk
    at += chunk.length
  }
}

/** At most as many as the buffer has room for. */
function bytesAt(start: number, end: number, { fd, buffer, whole }: HashContext): Uint8Array {
  if (whole !== undefined) return whole.subarray(start, end)
  const into = buffer.subarray(0, end - start)
  readFully(fd, into, start)
  return into
}

/** @throws CoreError FILE_CHANGED where the file ends early */
export function readFully(fd: number, into: Uint8Array, position: number): void {
  for (let done = 0; done < into.length; ) {
    const count = readSync(fd, into, done, into.length - done, position + done)
    if (count === 0) throw new CoreError('FILE_CHANGED', `the file ends at ${position + done} now`)
    done += count
  }
}
