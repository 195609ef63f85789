import { ChanceryError } from '@chancery/core'
import { FilesError } from '@chancery/files'
import type { LogFileSystem } from '../../src/index.ts'

/** Numbers that look random and come again: mulberry32. */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }
}

class File {
  /** What survives a power failure; null where nothing is known to. */
  durable: Uint8Array | null = null
  bytes: Uint8Array = new Uint8Array()
}

class Folder {
  /** Names as they survive a power failure. */
  readonly durable: Map<string, File | Folder> = new Map()
  readonly names: Map<string, File | Folder> = new Map()
  /** Since the folder was synced, in order. */
  readonly pending: { readonly name: string; readonly node: File | Folder | null }[] = []

  set(name: string, node: File | Folder | null): void {
    if (node) this.names.set(name, node)
    else this.names.delete(name)
    this.pending.push({ name, node })
  }

  sync(): void {
    for (const { name, node } of this.pending.splice(0)) {
      if (node) this.durable.set(name, node)
      else this.durable.delete(name)
    }
  }
}

/** What the simulation ends a writer with. */
class PowerFailure extends Error {}

/**
 * A disk on which nothing is sure but what was synced. `left` counts down with every step of every operation; at 0 the power fails,
 * in the middle of a write if need be, or the disk is full for a while.
 */
export class Disk implements LogFileSystem {
  readonly name = 'a simulated disk'
  readonly root: Folder
  readonly #dice: Dice
  left: number = Number.POSITIVE_INFINITY
  fault: 'power' | 'full' = 'power'
  /** Steps that were done. */
  steps = 0
  #off = false

  constructor(dice: Dice, root: Folder = new Folder()) {
    this.#dice = dice
    this.root = root
  }

  /** As a killed process leaves it: all that was done. */
  afterKill(): Disk {
    return new Disk(this.#dice, copyNow(this.root))
  }

  /** As a power failure leaves it: of what was not synced, names and content come and go as they please. */
  afterPowerFailure(): Disk {
    return new Disk(this.#dice, this.#survivor(this.root))
  }

  async read(path: string): Promise<Uint8Array | null> {
    const node = this.#find(path)
    return node instanceof File ? Uint8Array.from(node.bytes) : null
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    this.#step()
    const { folder, name } = this.#place(path)
    const known = folder.names.get(name)
    const file = known instanceof File ? known : new File()
    if (known !== file) folder.set(name, file)
    file.bytes = new Uint8Array()
    await this.#elsewhere()
    try {
      this.#step()
      file.bytes = Uint8Array.from(bytes)
    } catch (error) {
      file.bytes = bytes.slice(0, this.#dice.below(bytes.length + 1))
      throw error
    }
    await this.#elsewhere()
    this.#step()
    file.durable = file.bytes
  }

  async rename(from: string, to: string): Promise<void> {
    this.#step()
    const [source, target] = [this.#place(from), this.#place(to)]
    const node = source.folder.names.get(source.name)
    if (!node) throw new Error(`${from} is not there`)
    target.folder.set(target.name, node)
    source.folder.set(source.name, null)
  }

  async makeFolder(path: string): Promise<boolean> {
    this.#step()
    const { folder, name } = this.#place(path)
    if (folder.names.has(name)) return false
    folder.set(name, new Folder())
    return true
  }

  async syncFolder(path: string): Promise<void> {
    await this.#elsewhere()
    this.#step()
    const folder = path === '' ? this.root : this.#find(path)
    if (folder instanceof Folder) folder.sync()
  }

  async list(path: string): Promise<readonly string[]> {
    const folder = this.#find(path)
    return folder instanceof Folder ? [...folder.names.keys()] : []
  }

  async remove(path: string): Promise<void> {
    this.#step()
    const { folder, name } = this.#place(path)
    folder.set(name, null)
  }

  async removeFolder(path: string): Promise<void> {
    if (this.#find(path) !== null) await this.remove(path)
  }

  /** As if the file had never been synced. */
  forget(path: string): void {
    const node = this.#find(path)
    if (node instanceof File) node.durable = null
  }

  #step(): void {
    if (this.#off) throw new PowerFailure()
    this.steps++
    if (this.left-- > 0) return
    if (this.fault === 'full') {
      throw new FilesError('DISK_FULL', 'no space left on the disk')
    }
    this.#off = true
    throw new PowerFailure()
  }

  /** Others get a turn: operations overlap. */
  async #elsewhere(): Promise<void> {
    for (let turns = this.#dice.below(4); turns > 0; turns--) await Promise.resolve()
  }

  #find(path: string): File | Folder | null {
    let node: File | Folder = this.root
    for (const name of path.split('/')) {
      const next: File | Folder | undefined = node instanceof Folder ? node.names.get(name) : undefined
      if (!next) return null
      node = next
    }
    return node
  }

  #place(path: string): { folder: Folder; name: string } {
    const at = path.lastIndexOf('/')
    const folder = at < 0 ? this.root : this.#find(path.slice(0, at))
    if (!(folder instanceof Folder)) throw new Error(`${path}: its folder is not there`)
    return { folder, name: path.slice(at + 1) }
  }

  #survivor(folder: Folder): Folder {
    const names = new Map(folder.durable)
    // Of each name some first part of what happened to it, whatever became of the others.
    for (const name of new Set(folder.pending.map((one) => one.name))) {
      const happened = folder.pending.filter((one) => one.name === name)
      const last = happened.slice(0, this.#dice.below(happened.length + 1)).at(-1)
      if (last?.node) names.set(name, last.node)
      else if (last) names.delete(name)
    }
    const survivor = new Folder()
    for (const [name, node] of names)
      survivor.set(name, node instanceof Folder ? this.#survivor(node) : this.#content(node))
    survivor.sync()
    return survivor
  }

  #content(file: File): File {
    const { bytes, durable } = file
    const survivor = new File()
    survivor.bytes = this.#whichContent(bytes, durable)
    survivor.durable = survivor.bytes
    return survivor
  }

  #whichContent(bytes: Uint8Array, durable: Uint8Array | null): Uint8Array {
    if (durable === bytes) return bytes
    switch (this.#dice.below(4)) {
      case 0:
        return durable ?? new Uint8Array()
      case 1:
        return bytes.slice(0, this.#dice.below(bytes.length + 1))
      case 2:
        // Its length was written, and its blocks were not.
        return bytes.map((byte, at) => (at < bytes.length / 2 ? byte : 0))
      default:
        return new Uint8Array(bytes.length)
    }
  }
}

function copyNow(folder: Folder): Folder {
  const copy = new Folder()
  for (const [name, node] of folder.names) {
    if (node instanceof Folder) copy.set(name, copyNow(node))
    else {
      const file = new File()
      file.bytes = node.bytes
      file.durable = node.bytes
      copy.set(name, file)
    }
  }
  copy.sync()
  return copy
}

/** Whether a writer's failure is the simulation's, as it should be. */
export function isSimulated(error: unknown): boolean {
  return error instanceof PowerFailure || (error instanceof ChanceryError && error.code === 'DISK_FULL')
}
