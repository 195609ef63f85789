import { createHash } from 'node:crypto'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { asFilesError, FilesError, lockFolder, readBytes, writeFileDurable } from '@chancery/files'
import { type Checkpoint, type NoteKey, openNote, parseCheckpoint, TlogError } from '@chancery/tlog'
import { EngineError } from '../errors.ts'

/** What a witness cosigned last, with its own line. */
export interface Cosigned {
  readonly checkpoint: Checkpoint
  /** The signed note. */
  readonly note: Uint8Array
  /** Of its cosignature, in seconds since 1970. */
  readonly time: number
}

/** More forged checkpoints are no more evidence. */
const MAX_EVIDENCE = 100

/** The memory of a witness, in a folder that is its own: a note for each log, which the witness itself has signed. */
export class WitnessState implements AsyncDisposable {
  readonly #dir: string
  readonly #lock: AsyncDisposable
  readonly #latest: Map<string, Cosigned>

  private constructor(dir: string, lock: AsyncDisposable, latest: Map<string, Cosigned>) {
    this.#dir = dir
    this.#lock = lock
    this.#latest = latest
  }

  /** @param key cosigns @throws EngineError WITNESS_STATE_BUSY, WITNESS_STATE_INVALID; FilesError */
  static async open(dir: string, origins: readonly string[], key: NoteKey): Promise<WitnessState> {
    await mkdir(dir, { recursive: true }).catch((error) => {
      throw asFilesError(error, dir)
    })
    const locking = await lockFolder(dir)
    if (locking.kind === 'busy') {
      const who = locking.holder ? `process ${locking.holder.pid} on ${locking.holder.host}` : 'another process'
      throw new EngineError('WITNESS_STATE_BUSY', `${who} witnesses from ${dir}`, { details: { dir } })
    }
    try {
      const latest = new Map<string, Cosigned>()
      for (const origin of origins) {
        const found = await readCosigned(join(dir, fileOf(origin)), origin, key)
        if (found) latest.set(origin, found)
      }
      return new WitnessState(dir, locking.lock, latest)
    } catch (error) {
      await locking.lock[Symbol.asyncDispose]()
      throw error
    }
  }

  latest(origin: string): Cosigned | null {
    return this.#latest.get(origin) ?? null
  }

  /** Durable on return; only then may the cosignature be given away. @throws FilesError */
  async record(origin: string, cosigned: Cosigned): Promise<void> {
    await writeFileDurable(join(this.#dir, fileOf(origin)), cosigned.note)
    this.#latest.set(origin, cosigned)
  }

  /** A checkpoint that the log has signed and that was not cosigned. */
  async keepEvidence(note: Uint8Array): Promise<void> {
    const folder = join(this.#dir, 'evidence')
    if ((await readdir(folder).catch(() => [])).length >= MAX_EVIDENCE) return
    await writeFileDurable(join(folder, `${createHash('sha256').update(note).digest('hex')}.checkpoint`), note)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lock[Symbol.asyncDispose]()
  }
}

/** As witnesses call logs in their URLs: SHA-256 of the origin, hex. */
export function originDigest(origin: string): string {
  return createHash('sha256').update(origin).digest('hex')
}

function fileOf(origin: string): string {
  return `${originDigest(origin)}.checkpoint`
}

async function readCosigned(path: string, origin: string, key: NoteKey): Promise<Cosigned | null> {
  try {
    const note = await readBytes(path)
    const { text, verified } = openNote(note, [key])
    const checkpoint = parseCheckpoint(text)
    if (checkpoint.origin === origin) return { checkpoint, note, time: verified[0]?.time ?? 0 }
  } catch (cause) {
    if (cause instanceof FilesError && cause.code === 'FILE_NOT_FOUND') return null
    if (!(cause instanceof TlogError)) throw cause
    throw new EngineError('WITNESS_STATE_INVALID', `${path}: ${cause.message}`, { cause, details: { path } })
  }
  throw new EngineError('WITNESS_STATE_INVALID', `${path} is of another log than ${origin}`, { details: { path } })
}
