import { parentPort } from 'node:worker_threads'
import { hashGroups } from './hash-groups.ts'
import { encodeFailure, type LaneReply, type LaneTask } from './lane-protocol.ts'
import { readBuffer } from './read-buffer.ts'

/** A thread that hashes: the entry point that worker-lane.ts starts. It is given one task at a time. */
const buffer = readBuffer()
const port = parentPort
if (port === null) throw new Error('lane-worker is started as a thread')

port.on('message', ({ fd, groups, cancel }: LaneTask) => {
  hashGroups(groups, { fd, cancel, buffer, shared: false }).then(
    (digests) => port.postMessage({ kind: 'digests', digests } satisfies LaneReply),
    (error: unknown) => port.postMessage({ kind: 'failed', failure: encodeFailure(error) } satisfies LaneReply),
  )
})
