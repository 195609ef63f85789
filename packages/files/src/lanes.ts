import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { FilesError } from './errors.ts'
import { decodeFailure, type LaneReply, type LaneTask } from './lane-protocol.ts'

/** More threads than this wait for the disk, not for a core. */
const MOST_LANES = 4

/** One thread for each core, 2 to 4. */
export function defaultLanes(): number {
  return Math.max(2, Math.min(availableParallelism(), MOST_LANES))
}

interface Waiting {
  readonly task: LaneTask
  readonly limit: number
  readonly resolve: (digests: readonly Uint8Array[]) => void
  readonly reject: (error: Error) => void
}

interface Lane {
  readonly worker: Worker
  job: Waiting | null
}

/** The process's threads. They start when there is work, and while they have none the process may end. */
const lanes = new Set<Lane>()
const queue: Waiting[] = []

/**
 * Hashes on the next free thread. Tasks start in the order of their calls.
 * @param limit how many threads there may be
 * @throws CoreError as {@link hashGroups}; FilesError LANE_FAILED where the thread died
 */
export function runOnLanes(task: LaneTask, limit: number): Promise<readonly Uint8Array[]> {
  return new Promise((resolve, reject) => {
    queue.push({ task, limit, resolve, reject })
    advance()
  })
}

/** Ends the threads, and what they do with LANE_FAILED. The next task starts new ones. */
export async function stopLanes(): Promise<void> {
  await Promise.all([...lanes].map((lane) => lane.worker.terminate()))
}

function advance(): void {
  for (let next = queue[0]; next !== undefined; next = queue[0]) {
    const lane = [...lanes].find(({ job }) => job === null) ?? (lanes.size < next.limit ? startLane() : null)
    if (lane === null) return
    queue.shift()
    lane.job = next
    // Whoever awaits a digest awaits this thread; an idle one must not keep the process alive.
    lane.worker.ref()
    lane.worker.postMessage(next.task)
  }
}

function startLane(): Lane {
  const worker = new Worker(workerFile(), {
    name: 'chancery-lane',
    // A thread that hashes has no use for PINs and tokens, nor for what --import or --inspect did to the process.
    env: {},
    execArgv: runsFromSource() ? ['--conditions=@chancery/source'] : [],
  })
  const lane: Lane = { worker, job: null }
  lanes.add(lane)
  worker.unref()
  worker.on('message', (reply: LaneReply) => {
    const job = lane.job
    lane.job = null
    worker.unref()
    if (reply.kind === 'digests') job?.resolve(reply.digests)
    else job?.reject(decodeFailure(reply.failure))
    advance()
  })
  worker.on('error', (cause) => lose(lane, cause))
  worker.on('exit', () => lose(lane, undefined))
  return lane
}

function lose(lane: Lane, cause: unknown): void {
  if (!lanes.delete(lane)) return
  lane.job?.reject(new FilesError('LANE_FAILED', 'a hashing thread ended before its work did', { cause }))
  lane.job = null
  advance()
}

/** The thread's code stands beside this file, under the same extension: as source, compiled, or in a bundle. */
function workerFile(): URL {
  return new URL(`./lane-worker${runsFromSource() ? '.ts' : '.js'}`, import.meta.url)
}

function runsFromSource(): boolean {
  return new URL(import.meta.url).pathname.endsWith('.ts')
}
