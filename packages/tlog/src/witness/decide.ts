import { equalBytes, utf8 } from '@chancery/core'
import { type OpenedCheckpoint, openCheckpoint } from '../checkpoint.ts'
import { parseCheckpoint } from '../checkpoint-text.ts'
import { TlogError } from '../errors.ts'
import { emptyRoot } from '../merkle/hash.ts'
import { verifyConsistency } from '../merkle/proof.ts'
import type { NoteKey } from '../note/key.ts'
import { parseNote } from '../note/note.ts'
import type { TreeHead } from '../tiles/tree-head.ts'
import { type AddCheckpoint, parseAddCheckpoint } from './message.ts'

/** A log that a witness watches. */
export interface WatchedLog {
  readonly origin: string
  readonly keys: readonly NoteKey[]
}

export type WitnessRefusal = {
  readonly kind: 'refused'
  readonly status: 400 | 403 | 404 | 409 | 422
  readonly contentType: 'text/plain; charset=utf-8' | 'text/x.tlog.size'
  readonly body: Uint8Array
  readonly reason: string
  /** Signed by the log and yet refused: evidence to be kept. */
  readonly evidence: OpenedCheckpoint | null
}

export type WitnessDecision =
  /** Record `checkpoint` as the newest of its origin, if that is still `latest`; then, and only then, cosign it. */
  { readonly kind: 'cosign'; readonly checkpoint: OpenedCheckpoint; readonly latest: TreeHead | null } | WitnessRefusal

/**
 * What a witness does with a request (c2sp.org/tlog-witness). Looking up what it has seen and recording what it decided must be one step:
 * else two requests roll each other back.
 * @param latest what the witness cosigned last for an origin; null for nothing
 */
export function decideAddCheckpoint(
  request: Uint8Array,
  logs: readonly WatchedLog[],
  latest: (origin: string) => TreeHead | null,
): WitnessDecision {
  const parsed = attempt(() => {
    const message = parseAddCheckpoint(request)
    return { message, origin: parseCheckpoint(parseNote(message.checkpoint).text).origin }
  })
  if (parsed instanceof TlogError) return refuse(400, parsed.message)
  const { message, origin } = parsed
  const log = logs.find((one) => one.origin === origin)
  if (!log) return refuse(404, 'the origin is not watched here')
  const checkpoint = attempt(() => openCheckpoint(message.checkpoint, log))
  if (checkpoint instanceof TlogError) return refuse(403, checkpoint.message)
  return decide(message, checkpoint, latest(origin))
}

function decide({ old, proof }: AddCheckpoint, checkpoint: OpenedCheckpoint, latest: TreeHead | null): WitnessDecision {
  if (old > checkpoint.size) return refuse(400, 'the old size is beyond the checkpoint', checkpoint)
  const seen = latest?.size ?? 0
  if (old !== seen) {
    const body = utf8(`${seen}\n`)
    const reason = `${seen} entries were cosigned last`
    return { kind: 'refused', status: 409, contentType: 'text/x.tlog.size', body, reason, evidence: null }
  }
  const older = latest ?? { size: 0, root: emptyRoot() }
  const inconsistent = attempt(() => verifyConsistency(proof, older, checkpoint))
  if (inconsistent instanceof TlogError) return refuse(422, inconsistent.message, checkpoint)
  return { kind: 'cosign', checkpoint, latest }
}

/** Whether what a witness has recorded is still what a decision was made upon. */
export function isSameHead(a: TreeHead | null, b: TreeHead | null): boolean {
  return a === null || b === null ? a === b : a.size === b.size && equalBytes(a.root, b.root)
}

function refuse(
  status: 400 | 403 | 404 | 422,
  reason: string,
  evidence: OpenedCheckpoint | null = null,
): WitnessRefusal {
  return {
    kind: 'refused',
    status,
    contentType: 'text/plain; charset=utf-8',
    body: utf8(`${reason}\n`),
    reason,
    evidence,
  }
}

function attempt<T>(work: () => T): T | TlogError {
  try {
    return work()
  } catch (error) {
    if (error instanceof TlogError) return error
    throw error
  }
}
