import { utf8 } from '@chancery/core'
import { Appender, type TileReader, type TreeHead } from '../src/index.ts'

/** A log in memory, with every file that it ever wrote. */
export interface MemoryLog extends TileReader {
  readonly files: Map<string, Uint8Array>
  readonly heads: readonly TreeHead[]
  readonly head: TreeHead
  append(entries: readonly Uint8Array[]): void
}

function memoryLog(): MemoryLog {
  const files = new Map<string, Uint8Array>()
  const appender = Appender.empty()
  const heads: TreeHead[] = [appender.head]
  return {
    files,
    heads,
    get head() {
      return appender.head
    },
    read: async (path) => files.get(path) ?? null,
    append(entries) {
      for (const { path, bytes } of appender.append(entries).files) files.set(path, bytes)
      heads.push(appender.head)
    },
  }
}

export function entryOf(index: number): Uint8Array {
  return utf8(`entry ${index}`)
}

/** In batches of `batch`. */
export function grownLog(
  size: number,
  batch: number = size,
  entry: (index: number) => Uint8Array = entryOf,
): MemoryLog {
  const log = memoryLog()
  for (let from = 0; from < size; from += batch) {
    log.append(Array.from({ length: Math.min(batch, size - from) }, (_, at) => entry(from + at)))
  }
  return log
}

/** MTH of RFC 6962 section 2.1, as it stands there: what everything else is held against. */
export async function plainRoot(leaves: readonly Uint8Array[]): Promise<Uint8Array> {
  const digest = async (...parts: readonly Uint8Array[]): Promise<Uint8Array> =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', Buffer.concat(parts)))
  const mth = async (start: number, end: number): Promise<Uint8Array> => {
    if (end === start) return digest()
    if (end - start === 1) return digest(Uint8Array.of(0), leaves[start] as Uint8Array)
    let k = 1
    while (2 * k < end - start) k *= 2
    return digest(Uint8Array.of(1), await mth(start, start + k), await mth(start + k, end))
  }
  return mth(0, leaves.length)
}
