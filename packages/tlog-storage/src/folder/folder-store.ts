import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { lockFolder } from '@chancery/files'
import { TlogStorageError } from '../errors.ts'
import { CHECKPOINT_PATH, type LogStore } from '../log-store.ts'
import { type LogFileSystem, nodeFileSystem } from './file-system.ts'
import { OWN, publish, sweep } from './publish.ts'

const STATE_PATH = `${OWN}/state`

export interface FolderStoreOptions {
  /** How long another process may hold the log, in milliseconds: 30 seconds by default. */
  readonly patience?: number
}

/** A folder that any static web server can serve. */
export function folderStore(dir: string, { patience = 30_000 }: FolderStoreOptions = {}): LogStore {
  return storeIn(nodeFileSystem(dir), () => lockOf(dir, patience))
}

/** @param lock alone decides who writes: files know no comparing */
export function storeIn(system: LogFileSystem, lock: LogStore['lock']): LogStore {
  return {
    name: system.name,
    lock,
    read: (path) => system.read(path),
    async prepare() {
      const [state, checkpoint] = await Promise.all([system.read(STATE_PATH), system.read(CHECKPOINT_PATH)])
      // Tiles alone are what is left of a log.
      if (state !== null || checkpoint !== null || (await system.list('tile')).length > 0) return false
      if (await system.makeFolder(OWN)) await system.syncFolder('')
      return true
    },
    recover: () => sweep(system),
    readState: () => system.read(STATE_PATH),
    /** Durable one after the other: tiles and bundles, then the state. */
    async advance(_, next, files) {
      await publish(system, files)
      await publish(system, [{ path: STATE_PATH, bytes: next }])
      return true
    },
    publishCheckpoint: (bytes) => publish(system, [{ path: CHECKPOINT_PATH, bytes }]),
    async dropPartials(paths) {
      for (const path of paths) await system.removeFolder(`${path}.p`)
    },
    async [Symbol.asyncDispose]() {},
  }
}

async function lockOf(dir: string, patience: number): Promise<AsyncDisposable> {
  const deadline = Date.now() + patience
  for (let pause = 2; ; pause = Math.min(2 * pause, 50)) {
    const locking = await lockFolder(join(dir, OWN))
    if (locking.kind === 'locked') return locking.lock
    if (Date.now() > deadline) {
      const holder = locking.holder ? `process ${locking.holder.pid} on ${locking.holder.host}` : 'another process'
      throw new TlogStorageError('LOG_BUSY', `${holder} writes to the log`, { details: { dir } })
    }
    await sleep(pause)
  }
}
