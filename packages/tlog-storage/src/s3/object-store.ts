/**
 * What a log asks of an object store, and all that it relies on: objects are read whole and as they were last written, and a write takes place under its
 * condition or not at all, whoever else writes.
 */
export interface ObjectStore extends AsyncDisposable {
  /** Bucket and prefix, for people. */
  readonly name: string
  /**
   * @param maxBytes an object that has more is none of ours
   * @returns null where there is none
   * @throws TlogStorageError LOG_STORE_UNAVAILABLE, LOG_STORE_REFUSED, LOG_DAMAGED; CoreError ABORTED
   */
  get(key: string, maxBytes: number, signal?: AbortSignal): Promise<StoredObject | null>
  /**
   * Durable on return. Where it throws, the object may be written all the same, also later.
   * @returns the tag of what is there now; null where the condition did not hold. It may not have held because the same write took place before, and its answer was lost.
   * @throws TlogStorageError LOG_STORE_UNAVAILABLE, LOG_STORE_REFUSED
   */
  put(key: string, bytes: Uint8Array, options: PutOptions): Promise<string | null>
  /** What is not there is removed. */
  remove(keys: readonly string[]): Promise<void>
  /** Below a prefix, in order, at most a thousand. */
  list(prefix: string): Promise<readonly ListedObject[]>
}

export interface StoredObject {
  readonly bytes: Uint8Array
  /** Of this content: another one has another. */
  readonly tag: string
  /** As it was put; null where none was. */
  readonly mark: string | null
}

export interface ListedObject {
  readonly key: string
  /** When it was written, by the clock of the store; milliseconds since 1970. */
  readonly written: number
}

export interface PutOptions {
  readonly condition: PutCondition
  readonly type: string
  readonly cache: string
  /** Kept beside the content. */
  readonly mark?: string
}

export type PutCondition =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unchanged'; readonly tag: string }
  | { readonly kind: 'none' }

export const ABSENT: PutCondition = { kind: 'absent' }

/** There is nothing, or what was read. */
export function asRead(found: { readonly tag: string } | null): PutCondition {
  return found === null ? ABSENT : { kind: 'unchanged', tag: found.tag }
}

/** Of the writer's own objects. */
export const PRIVATE = { type: 'application/octet-stream', cache: 'no-store' } as const
