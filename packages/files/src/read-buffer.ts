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

/** Files up to this length are read once, when they are opened: the dozens of short reads of a signing cost more than all of their bytes. */
export const SMALL_FILE: number = 256 * 1024

/** Buffers that are lent: a new one for each of many small files is work for the garbage collector. */
class Pool {
  readonly #make: () => Uint8Array
  readonly #most: number
  readonly #idle: Uint8Array[] = []

  constructor(make: () => Uint8Array, most: number) {
    this.#make = make
    this.#most = most
  }

  take(): Uint8Array {
    return this.#idle.pop() ?? this.#make()
  }

  /** What more are needed for a moment go again. */
  giveBack(buffer: Uint8Array): void {
    if (this.#idle.length < this.#most) this.#idle.push(buffer)
  }
}

/** As many as files are signed at once. */
const chunks = new Pool(readBuffer, 4)
/** Twice as many: the original, and what becomes of it. */
export const smallFiles: Pool = new Pool(() => new Uint8Array(BESIDE + SMALL_FILE).subarray(BESIDE), 8)

/** Lends a buffer as long as `use` runs. */
export async function withReadBuffer<T>(use: (buffer: Uint8Array) => Promise<T>): Promise<T> {
  const buffer = chunks.take()
  try {
    return await use(buffer)
  } finally {
    chunks.giveBack(buffer)
  }
}
