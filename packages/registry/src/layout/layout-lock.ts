import { lockFolder } from '@chancery/files'
import { RegistryError } from '../errors.ts'
import { pause } from '../transport.ts'

/** Milliseconds between two looks at a layout that somebody else is writing to. */
const LOOK = 20
const PATIENCE = 60_000

export interface LockedPlace {
  /** What is locked; made for the time where it is not there. */
  readonly folder: string
  /** In messages. */
  readonly location: string
  readonly patienceMs?: number | undefined
}

/** In this process first, then between processes: index.json has one writer at a time. */
const queues = new Map<string, Promise<unknown>>()

/** @throws RegistryError LAYOUT_BUSY; CoreError ABORTED */
export async function withLock<T>(
  place: LockedPlace,
  signal: AbortSignal | undefined,
  job: () => Promise<T>,
): Promise<T> {
  const { folder } = place
  const before = queues.get(folder)
  const mine = (async () => {
    await before?.catch(() => {})
    await using _ = await lock(place, signal)
    return await job()
  })()
  queues.set(folder, mine)
  try {
    return await mine
  } finally {
    if (queues.get(folder) === mine) queues.delete(folder)
  }
}

async function lock(place: LockedPlace, signal?: AbortSignal): Promise<AsyncDisposable> {
  const { folder, location, patienceMs = PATIENCE } = place
  for (const until = performance.now() + patienceMs; ; ) {
    const locking = await lockFolder(folder, { signal })
    if (locking.kind === 'locked') return locking.lock
    if (performance.now() > until) {
      const details = { pid: locking.holder?.pid ?? null, host: locking.holder?.host ?? null }
      throw new RegistryError('LAYOUT_BUSY', `${location} is being written to by another process`, { details })
    }
    await pause(LOOK * (0.5 + Math.random()), signal)
  }
}
