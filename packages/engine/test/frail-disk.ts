import { posix } from 'node:path'
import { FilesError } from '@chancery/files'
import type { LogFileSystem } from '@chancery/tlog-storage'

/** What ends a writer, instead of a signal. */
export class Stopped extends Error {}

/** What a stop leaves: `kill` all that was done, `power` what was synced and nothing else, `full` all, and room again. */
export type Stop = 'kill' | 'power' | 'full'

type Content = ReadonlyMap<string, Uint8Array>

/** A disk in memory that stops whoever writes to it: at the step at which `left` is used up, in the middle of a write if need be. */
export class FrailDisk implements LogFileSystem {
  readonly name = 'a frail disk'
  left: number = Number.POSITIVE_INFINITY
  readonly #stop: Stop
  readonly #files: Map<string, Uint8Array>
  readonly #folders: Set<string>
  /** Under the names that are synced. */
  readonly #durable: Map<string, Uint8Array>
  #off = false

  constructor(stop: Stop, files: Content = new Map()) {
    this.#stop = stop
    this.#files = new Map(files)
    this.#durable = new Map(files)
    this.#folders = new Set([...files.keys()].flatMap(foldersOf))
  }

  /** What the next writer finds. */
  survivor(): FrailDisk {
    return new FrailDisk(this.#stop, this.#stop === 'power' ? this.#durable : this.#files)
  }

  async read(path: string): Promise<Uint8Array | null> {
    return this.#files.get(path) ?? null
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    this.#step()
    this.#files.set(path, bytes.slice(0, bytes.length / 2))
    this.#step()
    this.#files.set(path, Uint8Array.from(bytes))
  }

  async rename(from: string, to: string): Promise<void> {
    this.#step()
    this.#files.set(to, this.#files.get(from) as Uint8Array)
    this.#files.delete(from)
  }

  async makeFolder(path: string): Promise<boolean> {
    this.#step()
    if (this.#folders.has(path)) return false
    this.#folders.add(path)
    return true
  }

  async syncFolder(path: string): Promise<void> {
    this.#step()
    for (const name of this.#durable.keys()) if (isIn(name, path) && !this.#files.has(name)) this.#durable.delete(name)
    for (const [name, bytes] of this.#files) if (isIn(name, path)) this.#durable.set(name, bytes)
  }

  async list(path: string): Promise<readonly string[]> {
    const below = [...this.#files.keys(), ...this.#folders].filter((name) => isIn(name, path))
    return below.map((name) => posix.basename(name))
  }

  async removeFolder(path: string): Promise<void> {
    this.#step()
    for (const name of this.#files.keys()) if (isIn(name, path)) this.#files.delete(name)
    this.#folders.delete(path)
  }

  async remove(path: string): Promise<void> {
    this.#step()
    this.#files.delete(path)
  }

  #step(): void {
    if (this.#off) throw new Stopped()
    if (this.left-- > 0) return
    if (this.#stop === 'full') throw new FilesError('DISK_FULL', 'no space left on the disk')
    this.#off = true
    throw new Stopped()
  }
}

function isIn(name: string, folder: string): boolean {
  return posix.dirname(name) === (folder === '' ? '.' : folder)
}

function foldersOf(path: string): string[] {
  const above = posix.dirname(path)
  return above === '.' ? [] : [above, ...foldersOf(above)]
}
