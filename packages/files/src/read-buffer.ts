/**
 * Large allocations begin 16 bytes into a page, and where the kernel copies a page of a file to just there, AMD processors (Zen 3 and 4) take
 * four times as long for it: for a file in memory that is a third of what hashing it costs.
 */
const BESIDE = 128

/** A buffer to read files into. Bytes. */
export function readBuffer(length: number): Uint8Array {
  return new Uint8Array(BESIDE + length).subarray(BESIDE)
}
