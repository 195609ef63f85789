import type { LogReceipt } from '@chancery/attest'
import type { NoteKey } from '@chancery/tlog'

/** Where entries of a log go: what is written to by one's own hand, or asked to be. */
export interface LogWriter extends AsyncDisposable {
  /** Verifies its checkpoints. */
  readonly key: NoteKey
  /** @throws whatever would keep every entry from being added */
  assertReady(): Promise<void>
  /** An entry and the proof that it is in the log. @throws what keeps it from being there, or from being proved; CoreError ABORTED */
  add(entry: Uint8Array, signal?: AbortSignal): Promise<LogReceipt>
}
