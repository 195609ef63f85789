import { ChanceryError } from '@chancery/core'
import type { Context } from '../../context.ts'
import { EngineError } from '../../errors.ts'
import type { KeyRing } from '../../key-ring.ts'
import { type EventDraft, EventLog, type RecordedEvent } from './event-log.ts'

/** Acts of those who run it, which are entries of the log where there is one. */
export interface Acts {
  /** Why nothing is recorded, though a log is configured; null where it is, or none is. */
  readonly unrecorded: string | null
  /** Before what cannot be undone or seen by others. @returns null where nothing is recorded @throws as EventLog */
  record(draft: EventDraft): Promise<RecordedEvent | null>
  /** After what has happened already, and cannot be told before. @throws EngineError EVENT_NOT_RECORDED with what kept it from being logged */
  recordDone(draft: EventDraft): Promise<RecordedEvent | null>
}

/**
 * Opened before the act: what could not be recorded is not done. A key of ours that its token does not have yet is no reason to do nothing: somebody
 * is making keys before there is a log, and the log's first entry will name them.
 * @throws as EventLog.open
 */
export async function openActs(context: Context, keys: KeyRing): Promise<Acts> {
  const { events, unrecorded } = await openOnceThere(context, keys)
  return {
    unrecorded,
    record: async (draft) => events && (await events.record(draft, context.signal)),
    // Whoever wants to stop comes too late.
    recordDone: (draft) => telling(draft, async () => events && (await events.record(draft))),
  }
}

/** For what has to be done before there is a log. @throws EngineError EVENT_NOT_RECORDED */
export function recordDone(context: Context, keys: KeyRing, draft: EventDraft): Promise<RecordedEvent | null> {
  return telling(draft, async () => (await openOnceThere(context, keys)).events?.record(draft) ?? null)
}

async function telling(draft: EventDraft, record: () => Promise<RecordedEvent | null>): Promise<RecordedEvent | null> {
  try {
    return await record()
  } catch (cause) {
    if (!(cause instanceof ChanceryError)) throw cause
    const what = draft.subjects.map(({ name }) => name).join(', ')
    throw new EngineError('EVENT_NOT_RECORDED', `${what}: done, and the log has no ${draft.kind}: ${cause.message}`, {
      cause,
      details: { kind: draft.kind, because: cause.code },
    })
  }
}

async function openOnceThere(
  context: Context,
  keys: KeyRing,
): Promise<{ readonly events: EventLog | null; readonly unrecorded: string | null }> {
  try {
    return { events: await EventLog.open(context, keys), unrecorded: null }
  } catch (error) {
    if (!(error instanceof ChanceryError) || error.code !== 'KEY_NOT_FOUND') throw error
    return { events: null, unrecorded: error.message }
  }
}
