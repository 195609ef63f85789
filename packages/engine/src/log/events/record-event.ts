import type { RecordIdentity, Subject } from '@chancery/attest'
import { EVENT_KINDS, type EventKind } from '@chancery/attest/events'
import { expandFiles } from '@chancery/files'
import { hashFiles } from '../../attest-subjects.ts'
import { type CommonOptions, type Context, openContext } from '../../context.ts'
import { EngineError } from '../../errors.ts'
import { KeyRing } from '../../key-ring.ts'
import { configuredLog } from '../log-run.ts'
import { type EventDraft, EventLog, type RecordedEvent } from './event-log.ts'
import { policyChange } from './policy-change.ts'
import { keySubject } from './subjects.ts'

export interface RecordEventOptions extends CommonOptions {
  readonly kind: EventKind
  /** Paths and globs of what tells of it: minutes, a policy, a decision. Only their digests are recorded. */
  readonly files: readonly string[]
  /** The key that it is about: of the configuration, or a pkcs11: URI. */
  readonly key?: string | undefined
  readonly module?: string | undefined
  /** Who did it, or says so. */
  readonly by?: string | undefined
  readonly reason?: string | undefined
  /** Who asks; by default what the environment says. */
  readonly identity?: RecordIdentity | undefined
}

export interface RecordEventReport extends RecordedEvent {
  readonly version: 1
  readonly subjects: readonly Subject[]
}

/**
 * Records what people did.
 * @throws EngineError OPTION_INVALID, LOG_NOT_CONFIGURED, ATTESTATION_KEY_MISSING, KEY_UNKNOWN; AttestError EVENT_INVALID; FilesError; what keeps it
 *   from being logged
 */
export async function recordEvent(options: RecordEventOptions): Promise<RecordEventReport> {
  const { kind } = options
  if (EVENT_KINDS[kind].by === 'tool')
    throw new EngineError('OPTION_INVALID', `${kind}: is recorded by whoever does it, and not by hand`)
  const context = await openContext(options)
  assertRecordable(context)
  await using keys = new KeyRing(context)
  const subjects = await hashFiles(context, await filesOf(context, options))
  const key = options.key === undefined ? null : (await keys.open(options.key, { module: options.module })).info
  const said = [...subjects, ...(key ? [keySubject(key.name, key.publicKey)] : [])]
  if (said.length === 0 && kind !== 'policy-change') {
    throw new EngineError('OPTION_INVALID', `nothing says what the ${kind} is about: FILE, or --key`)
  }
  const events = (await EventLog.open(context, keys, options.identity)) as EventLog
  const draft: EventDraft =
    said.length > 0 ? { kind, subjects: said, key } : (await policyChange(context, keys, events.info)).draft
  const { by, reason } = options
  const recorded = await events.record(
    { ...draft, source: 'person', assertedBy: by ?? null, reason: reason ?? null },
    context.signal,
  )
  return { version: 1, ...recorded, subjects: draft.subjects }
}

/** @throws EngineError LOG_NOT_CONFIGURED, ATTESTATION_KEY_MISSING */
export function assertRecordable(context: Context): void {
  configuredLog(context)
  if (context.config.keys.attestation) return
  throw new EngineError('ATTESTATION_KEY_MISSING', 'events are signed by keys.attestation, which is not configured')
}

async function filesOf({ cwd }: Context, { files }: RecordEventOptions): ReturnType<typeof expandFiles> {
  return files.length === 0 ? [] : await expandFiles(files, { cwd, sideFileSuffixes: [] })
}
