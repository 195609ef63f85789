import { readSync } from 'node:fs'
import { CoreError, createDigester, type Digester, type DigestPart, inflateExactly } from '@chancery/core'
import { assertGoing, type CancelFlag } from './cancel.ts'
import type { DigestGroup } from './digest-plan.ts'
import { inflateStream } from './inflate-stream.ts'

/** Bytes that are read at once. */
export const CHUNK: number = 1024 * 1024
/** Entries up to this size, deflated and inflated, are inflated in one call. */
const INFLATE_WHOLE = CHUNK

/**
 * The digests of `groups` over an open file, group by group and algorithm by algorithm.
 * Runs on whichever thread calls it and blocks it while it reads; holds one buffer, and garbage only for what is inflated.
 * @throws CoreError FILE_CHANGED where the file ends early, COMPRESSED_DATA_CORRUPT, ABORTED
 */
export async function hashGroups(
  fd: number,
  groups: readonly DigestGroup[],
  cancel: CancelFlag,
  buffer: Uint8Array = new Uint8Array(CHUNK),
): Promise<Uint8Array[]> {
  const digests: Uint8Array[] = []
  for (const group of groups) {
    const digesters = group.algorithms.map(createDigester)
    for (const part of group.parts) {
      const inflating = hashPart(fd, part, digesters, group.label ?? undefined, cancel, buffer)
      // Only long inflation waits; a tick for each of ten thousand entries would not be free.
      if (inflating) await inflating
    }
    for (const digester of digesters) digests.push(digester.digest())
  }
  return digests
}

function hashPart(
  fd: number,
  part: DigestPart,
  digesters: readonly Digester[],
  label: string | undefined,
  cancel: CancelFlag,
  buffer: Uint8Array,
): Promise<void> | null {
  switch (part.kind) {
    case 'bytes':
      update(digesters, part.bytes)
      return null
    case 'range':
      for (const chunk of chunks(fd, part.start, part.end, cancel, buffer)) update(digesters, chunk)
      return null
    case 'inflate': {
      const length = part.end - part.start
      if (length > buffer.length || length > INFLATE_WHOLE || part.size > INFLATE_WHOLE) {
        const deflated = chunks(fd, part.start, part.end, cancel, buffer)
        return inflateStream(deflated, length, part.size, label, (bytes) => update(digesters, bytes))
      }
      assertGoing(cancel)
      const deflated = buffer.subarray(0, length)
      readFully(fd, deflated, part.start)
      update(digesters, inflateExactly(deflated, part.size, label))
      return null
    }
  }
}

function update(digesters: readonly Digester[], bytes: Uint8Array): void {
  for (const digester of digesters) digester.update(bytes)
}

/** The bytes from `start` to `end`, in `buffer` again and again: each chunk is gone when the next is asked for. */
function* chunks(
  fd: number,
  start: number,
  end: number,
  cancel: CancelFlag,
  buffer: Uint8Array,
): Generator<Uint8Array, void, undefined> {
  for (let at = start; at < end; ) {
    assertGoing(cancel)
    const chunk = end - at >= buffer.length ? buffer : buffer.subarray(0, end - at)
    readFully(fd, chunk, at)
    yield chunk
    at += chunk.length
  }
}

function readFully(fd: number, into: Uint8Array, position: number): void {
  let done = 0
  while (done < into.length) {
    const count = readSync(fd, into, done, into.length - done, position + done)
    if (count === 0) throw new CoreError('FILE_CHANGED', `the file ends at ${position + done} now`)
    done += count
  }
}
