import { type BigIntStats, closeSync, fstatSync, openSync, read as readFd, readSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import { type ByteSource, CoreError, type DigestJob } from '@chancery/core'
import { assertGoing, cancelFlag, setCancelled } from './cancel.ts'
import { asFilesError, FilesError, onFile } from './errors.ts'
import { readFully } from './hash-groups.ts'
import { defaultLanes } from './lanes.ts'
import { SMALL_FILE, smallFiles } from './read-buffer.ts'
import { SourceDigests } from './source-digests.ts'

/** A file, open for reading. Whoever opened it closes it. */
export interface FileSource extends ByteSource, AsyncDisposable {
  /** As it was named when it was opened. */
  readonly path: string
  /** Permission bits. */
  readonly mode: number
  /** Fills `into` from `start`: `read` without garbage. @throws CoreError UNEXPECTED_END, FILE_CHANGED (a small file's bytes are those it had when it was opened) */
  readInto(start: number, into: Uint8Array): Promise<void>
  /** @throws CoreError FILE_CHANGED where the content, or what the path leads to, is no longer what was opened */
  assertUnchanged(): Promise<void>
  /** Stops what is being hashed and gives the descriptor back; a second call does nothing. */
  close(): Promise<void>
}

export interface FileSourceOptions {
  /** How many threads may hash, the calling one among them: 1 starts no other. Default: one a core, 2 to 4. */
  readonly lanes?: number
  /** What `name` says; the file's own name by default. */
  readonly name?: string
  /** Ends reading and hashing with CoreError ABORTED. */
  readonly signal?: AbortSignal | undefined
}

/** Reads up to this length block the thread for some microseconds; to hand them to another thread would take longer. */
const SYNC_READ = 64 * 1024

const readAsync = promisify(readFd)

/**
 * Opens a regular file (through symbolic links) for reading at any place and for hashing on several threads, in constant memory.
 * @throws FilesError FILE_NOT_FOUND, PATH_IS_DIRECTORY, NOT_A_FILE, PERMISSION_DENIED
 */
export function openFileSource(path: string, options: FileSourceOptions = {}): Promise<FileSource> {
  return onFile(path, async () => {
    // Looked at before it is opened: opening a named pipe waits for its other end.
    assertRegular(statSync(path, { bigint: true }), path)
    const fd = openSync(path, 'r')
    try {
      const stats = fstatSync(fd, { bigint: true })
      assertRegular(stats, path)
      return new OpenFile(path, fd, stats, options)
    } catch (error) {
      closeSync(fd)
      throw error
    }
  })
}

/** Microseconds: four times a file, it need not be another thread's. null where nothing is there. */
function statOf(path: string): BigIntStats | null {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false }) ?? null
  } catch {
    return null
  }
}

function assertRegular(stats: BigIntStats, path: string): void {
  if (stats.isDirectory()) throw new FilesError('PATH_IS_DIRECTORY', `${path}: is a directory`, { details: { path } })
  if (!stats.isFile()) throw new FilesError('NOT_A_FILE', `${path}: is not a regular file`, { details: { path } })
}

class OpenFile implements FileSource {
  readonly path: string
  readonly name: string
  readonly size: number
  readonly mode: number
  readonly #fd: number
  readonly #stats: BigIntStats
  /** The whole file, where it is small: reads give what was there when it was opened; `digest` and `assertUnchanged` ask whether it still is. */
  readonly #buffer: Uint8Array | null
  readonly #whole: Uint8Array | undefined
  readonly #digests: SourceDigests
  readonly #cancel = cancelFlag()
  readonly #signal: AbortSignal | undefined
  readonly #onAbort = (): void => setCancelled(this.#cancel)
  readonly #reading = new Set<Promise<unknown>>()
  #closing: Promise<void> | null = null

  constructor(path: string, fd: number, stats: BigIntStats, options: FileSourceOptions) {
    this.path = path
    this.name = options.name ?? basename(path)
    this.size = Number(stats.size)
    this.mode = Number(stats.mode) & 0o7777
    this.#fd = fd
    this.#stats = stats
    this.#buffer = this.size <= SMALL_FILE ? smallFiles.take() : null
    this.#whole = this.#buffer?.subarray(0, this.size)
    this.#digests = new SourceDigests(fd, this.#whole, options.lanes ?? defaultLanes(), this.#cancel)
    this.#signal = options.signal
    if (this.#whole) this.#readWhole(this.#whole)
    this.#signal?.addEventListener('abort', this.#onAbort, { once: true })
    if (this.#signal?.aborted) this.#onAbort()
  }

  #readWhole(whole: Uint8Array): void {
    try {
      readFully(this.#fd, whole, 0)
      this.#assertContent()
    } catch (error) {
      throw this.#named(error)
    }
  }

  async read(start: number, length: number): Promise<Uint8Array> {
    this.#assertInside(start, start + length)
    const bytes = new Uint8Array(length)
    await this.readInto(start, bytes)
    return bytes
  }

  async readInto(start: number, into: Uint8Array): Promise<void> {
    this.#assertOpen()
    this.#assertInside(start, start + into.length)
    if (this.#whole) return into.set(this.#whole.subarray(start, start + into.length))
    if (into.length <= SYNC_READ) return this.#fill(start, into)
    const reading = this.#fill(start, into)
    this.#reading.add(reading)
    try {
      await reading
    } finally {
      this.#reading.delete(reading)
    }
  }

  async digest(jobs: readonly DigestJob[]): Promise<readonly Uint8Array[]> {
    this.#assertOpen()
    for (const { parts } of jobs) {
      for (const part of parts) if (part.kind !== 'bytes') this.#assertInside(part.start, part.end)
    }
    try {
      const digests = await this.#digests.digest(jobs)
      if (this.#closing === null) this.#assertContent()
      // Copies: a caller that writes into a digest must not change what the next one gets.
      return digests.map((digest) => Uint8Array.from(digest))
    } catch (error) {
      throw this.#named(error)
    }
  }

  async assertUnchanged(): Promise<void> {
    this.#assertOpen()
    this.#assertContent()
    const now = statOf(this.path)
    if (now === null || now.dev !== this.#stats.dev || now.ino !== this.#stats.ino) throw this.#changed('was replaced')
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #close(): Promise<void> {
    setCancelled(this.#cancel)
    this.#signal?.removeEventListener('abort', this.#onAbort)
    // Threads read through this descriptor: its number must not go to another file before they have stopped.
    await Promise.allSettled([this.#digests.settled(), ...this.#reading])
    closeSync(this.#fd)
    if (this.#buffer) smallFiles.giveBack(this.#buffer)
  }

  async #fill(start: number, into: Uint8Array): Promise<void> {
    try {
      for (let done = 0; done < into.length; ) {
        const left = into.length - done
        const count =
          into.length <= SYNC_READ
            ? readSync(this.#fd, into, done, left, start + done)
            : (await readAsync(this.#fd, into, done, left, start + done)).bytesRead
        if (count === 0) throw this.#changed(`ends at ${start + done} now`)
        done += count
      }
      this.#assertContent()
    } catch (error) {
      throw this.#named(error)
    }
  }

  #assertOpen(): void {
    if (this.#closing !== null) throw new TypeError(`${this.path}: the source is closed`)
    assertGoing(this.#cancel)
  }

  #assertInside(start: number, end: number): void {
    if (start >= 0 && start <= end && end <= this.size && Number.isSafeInteger(start) && Number.isSafeInteger(end))
      return
    throw new CoreError('UNEXPECTED_END', `bytes ${start} to ${end}: ${this.path} has ${this.size}`)
  }

  /** A system call of two microseconds. Sees whatever changed the times or the length; ctime also sees an mtime that was set back. */
  #assertContent(): void {
    const now = fstatSync(this.#fd, { bigint: true })
    const then = this.#stats
    if (now.size !== then.size || now.mtimeNs !== then.mtimeNs || now.ctimeNs !== then.ctimeNs) {
      throw this.#changed('changed')
    }
  }

  #changed(how: string): CoreError {
    return new CoreError('FILE_CHANGED', `${this.path}: ${how} since it was opened`, { details: { path: this.path } })
  }

  /** What happened to a descriptor, told of the file. */
  #named(error: unknown): unknown {
    if (error instanceof CoreError && error.code === 'FILE_CHANGED' && error.details.path === undefined) {
      return this.#changed('was cut short')
    }
    return asFilesError(error, this.path)
  }
}
