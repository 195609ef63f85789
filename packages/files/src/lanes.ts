import { statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { hashGroups } from './hash-groups.ts'
import type { LaneTask } from './lane-protocol.ts'
import { withReadBuffer } from './read-buffer.ts'
import { WorkerLane } from './worker-lane.ts'

/** More threads than this wait for the disk, not for a core. */
const MOST_LANES = 4

/** Work up to this cost is done at once on the calling thread: a turn at the lanes would take longer. */
export const INLINE_COST: number = 8 * 1024 * 1024

let lanes: number | null = null

/** One lane for each core, 2 to 4. Asked once: the answer takes reading of what a container allows. */
export function defaultLanes(): number {
  lanes ??= Math.max(2, Math.min(availableParallelism(), MOST_LANES))
  return lanes
}

interface Lane {
  run(task: LaneTask): Promise<readonly Uint8Array[]>
}

interface Waiting {
  readonly task: LaneTask
  readonly limit: number
  readonly resolve: (digests: readonly Uint8Array[]) => void
  readonly reject: (error: unknown) => void
}

/** The calling thread is a lane too: it starts at once, and mostly has nothing else to do. */
const home: Lane = {
  run: ({ fd, groups, cancel }) => withReadBuffer((buffer) => hashGroups(groups, { fd, cancel, buffer, shared: true })),
}
/** The process's threads. They start when there is work for them, and while they have none the process may end. */
const workers = new Set<WorkerLane>()
const busy = new Set<Lane>()
const queue: Waiting[] = []

/**
 * Hashes on the next free lane. Tasks start in the order of their calls.
 * @param limit how many lanes there may be, the calling thread among them
 * @throws what {@link hashGroups} throws; FilesError LANE_FAILED where a thread died
 */
export function runOnLanes(task: LaneTask, limit: number): Promise<readonly Uint8Array[]> {
  return new Promise((resolve, reject) => {
    queue.push({ task, limit, resolve, reject })
    advance()
  })
}

/**
 * Starts a thread where one of these files is too large for the calling thread alone: to load its code takes as long as to log in at a token,
 * and both can be done at once.
 */
export function prepareLanes(paths: readonly string[]): void {
  if (workers.size === 0 && paths.some(isLarge)) addWorker()
}

function isLarge(path: string): boolean {
  try {
    return statSync(path).size > INLINE_COST
  } catch {
    // Whoever opens it says what is wrong with it.
    return false
  }
}

/** Ends the process's hashing threads; what they do fails with LANE_FAILED. The next task starts new ones. */
export async function stopLanes(): Promise<void> {
  await Promise.all([...workers].map((worker) => worker.stop()))
}

function advance(): void {
  for (let next = queue[0]; next !== undefined; next = queue[0]) {
    const lane = freeLane(next.limit)
    if (lane === null) return
    queue.shift()
    const { task, resolve, reject } = next
    busy.add(lane)
    lane
      .run(task)
      .finally(() => {
        busy.delete(lane)
        advance()
      })
      .then(resolve, reject)
  }
}

/** An idle thread before the calling thread, and that before a new thread. */
function freeLane(limit: number): Lane | null {
  if (limit > 1) for (const worker of workers) if (!busy.has(worker)) return worker
  if (!busy.has(home)) return home
  return workers.size + 1 < limit ? addWorker() : null
}

function addWorker(): WorkerLane {
  const worker: WorkerLane = new WorkerLane(() => workers.delete(worker))
  workers.add(worker)
  return worker
}
