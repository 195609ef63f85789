import type { LogFile, TileReader } from '@chancery/tlog'

/**
 * Where a log is kept, and all that its writer relies on. What stands at a tile's path is the same for ever, and read without asking who else is there;
 * who goes on from where is decided by `advance`.
 */
export interface LogStore extends TileReader, AsyncDisposable {
  /** For people: a folder, an address. Holds no secret. */
  readonly name: string
  /** Makes room for a log. False where there is one, or what is left of one: another one of its name would be a fork. */
  prepare(): Promise<boolean>
  /**
   * Gives turns to writers, of other processes as well. Where it can be lost on the way (another machine takes over from one that is silent), `advance` still holds.
   * @throws TlogStorageError LOG_BUSY
   */
  lock(): Promise<AsyncDisposable>
  /** What a killed writer left half done is finished, or taken away. */
  recover(): Promise<void>
  /** What `advance` last put there, with all its files; null: there is no log. */
  readState(): Promise<Uint8Array | null>
  /**
   * From one state to the next, durable on return, and whole even where the writer is killed. Nothing of it is seen where the state is no longer `previous`.
   * @param previous null: there is none yet
   * @returns false where another writer was faster
   */
  advance(previous: Uint8Array | null, next: Uint8Array, files: readonly LogFile[]): Promise<boolean>
  /**
   * Makes a checkpoint the one that is shown, durable on return.
   * @param replaces asked about the one that is shown, where several may write at once: whether this is to take its place
   */
  publishCheckpoint(checkpoint: Uint8Array, replaces: (shown: Uint8Array) => boolean): Promise<void>
  /** Takes away the partial ones of full tiles (`tile/0/000`): they are superfluous. Where that fails, nothing is lost. */
  dropPartials(paths: readonly string[]): Promise<void>
}

/** Where the checkpoint is read. */
export const CHECKPOINT_PATH = 'checkpoint'
