/** Bytes that are read at once. */
export const CHUNK: number = 1024 * 1024

/**
 * Large allocations begin 16 bytes into a page, and where the kernel copies a page of a file to just there, AMD processors (Zen 3 and 4) take
 * four times as long for it: for a file in memory that is a third of what hashing it costs.
 */
const BESIDE = 128

/** A buffer of {@link CHUNK} bytes to read files into. */
export function readBuffer(): Uint8Array {
  return new Uint8Array(BESIDE + CHUNK).subarray(BESIDE)
}

const idle: Uint8Array[] = []
/** As many as files are signed at once; what more are needed for a moment go again. */
const MOST_IDLE = 4

/** Lends a buffer as long as `use` runs: a new one for each of many small files is work for the garbage collector. */
export async function withReadBuffer<T>(use: (buffer: Uint8Array) => Promise<T>): Promise<T> {
  const buffer = idle.pop() ?? readBuffer()
  try {
    return await use(buffer)
  } finally {
    if (idle.length < MOST_IDLE) idle.push(buffer)
  }
}
