import { CoreError } from '@chancery/core'

/** A flag that threads see at once: shared memory, which a message carries as it is. */
export type CancelFlag = Int32Array<SharedArrayBuffer>

export function cancelFlag(): CancelFlag {
  return new Int32Array(new SharedArrayBuffer(4))
}

export function setCancelled(flag: CancelFlag): void {
  Atomics.store(flag, 0, 1)
}

/** @throws CoreError ABORTED */
export function assertGoing(flag: CancelFlag): void {
  if (Atomics.load(flag, 0) !== 0) throw new CoreError('ABORTED', 'reading was stopped')
}

/** @throws CoreError ABORTED */
export function assertUnaborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new CoreError('ABORTED', 'stopped before the file was written', { cause: signal.reason })
}
