import { constants, ftruncateSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import type { Part } from '@chancery/core'
import { assertUnaborted } from './cancel.ts'
import type { Overlay } from './edit-plan.ts'
import type { FileSource } from './file-source.ts'
import { withReadBuffer } from './read-buffer.ts'
import { writeFully } from './temp-file.ts'

/** Writes an edit out through one buffer: thousands of short parts cost as many writes as they fill chunks. */
export function writeParts(
  fd: number,
  source: FileSource,
  parts: readonly Part[],
  signal: AbortSignal | undefined,
): Promise<void> {
  return withReadBuffer((buffer) => writeThrough(buffer, fd, source, parts, signal))
}

async function writeThrough(
  buffer: Uint8Array,
  fd: number,
  source: FileSource,
  parts: readonly Part[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const total = parts.reduce((sum, part) => sum + partLength(part), 0)
  let filled = 0
  let position = 0
  const flush = async (): Promise<void> => {
    assertUnaborted(signal)
    writeFully(fd, buffer.subarray(0, filled), position)
    position += filled
    filled = 0
    // The thread has timers and signals to serve: they have their turn after each MiB.
    if (position < total) await setImmediate()
  }
  for (const part of joined(parts)) {
    const length = partLength(part)
    for (let done = 0; done < length; ) {
      if (filled === buffer.length) await flush()
      const step = Math.min(length - done, buffer.length - filled)
      if (part.kind === 'bytes') buffer.set(part.bytes.subarray(done, done + step), filled)
      else await source.readInto(part.start + done, buffer.subarray(filled, filled + step))
      filled += step
      done += step
    }
  }
  await flush()
}

function partLength(part: Part): number {
  return part.kind === 'bytes' ? part.bytes.length : part.end - part.start
}

/** Ranges that follow each other as one: a JAR's untouched entries are one long copy. */
function* joined(parts: readonly Part[]): Generator<Part, void, undefined> {
  let open: (Part & { kind: 'range' }) | null = null
  for (const part of parts) {
    if (part.kind === 'range' && open?.end === part.start) {
      open = { kind: 'range', start: open.start, end: part.end }
      continue
    }
    if (open) yield open
    open = null
    if (part.kind === 'range') open = part
    else yield part
  }
  if (open) yield open
}

/** Lets the kernel copy or clone the file, then lays the new bytes over it. `fd` is `temp`, open for writing. */
export async function copyAndOverlay(fd: number, temp: string, source: FileSource, overlay: Overlay): Promise<void> {
  await copyFile(source.path, temp, constants.COPYFILE_FICLONE)
  if (overlay.size < source.size) ftruncateSync(fd, overlay.size)
  for (const { at, bytes } of overlay.writes) writeFully(fd, bytes, at)
}
