import { isJsonObject, type PlainData } from '@chancery/core'
import { AttestError } from '../errors.ts'
import type { RecordIdentity } from '../record.ts'
import type { Statement, Subject } from '../statement.ts'
import { type EventKind, isEventKind } from './kinds.ts'
import { eventProblems } from './rules.ts'

/** predicateType of events; docs/schema/event.v1.json is its schema. */
export const EVENT_TYPE = 'urn:chancery:event:v1'

/** Bytes. What cannot be guessed from the leaf of the log once the event is erased. */
export const SALT_LENGTH = 16

/** Something that happened, beside signatures, and that nobody should be able to deny later. */
export interface Event {
  readonly kind: EventKind
  /** Random, {@link SALT_LENGTH} bytes, lower-case hex. */
  readonly salt: string
  /** RFC 3339, by the clock of whoever recorded it: nothing proves it. */
  readonly recordedAt: string
  readonly clock: 'local'
  /** Whether the tool records what it does, or a person what people did. */
  readonly source: 'tool' | 'person'
  readonly identity: RecordIdentity
  /** Whom somebody named; nobody proved it. */
  readonly assertedBy: string | null
  /** Stable: `DENIED`. */
  readonly code: string | null
  readonly reason: string | null
  /** The key that it is about. */
  readonly key: { readonly name: string; readonly fingerprint: string } | null
  /** What else this kind knows: docs/events.md lists it. */
  readonly details: Readonly<Record<string, string | number>>
  /** Only of an erasure. */
  readonly erased: ErasedEntry | null
  readonly log: { readonly origin: string; readonly onFailure: 'error' | 'queue' }
  readonly tool: { readonly name: string; readonly version: string }
}

/** The entry whose event is gone. */
export interface ErasedEntry {
  readonly index: number
  /** SHA-256 of the entry, hex. */
  readonly entry: string
}

/** @throws AttestError EVENT_INVALID with everything that is wrong */
export function eventStatement(event: Event, subjects: readonly Subject[]): Statement {
  const predicate = { ...event } as unknown as PlainData
  const problems = eventProblems(predicate)
  if (problems.length > 0) throw new AttestError('EVENT_INVALID', problems.join('; '), { details: { problems } })
  return { subjects, predicateType: EVENT_TYPE, predicate }
}

/**
 * The event in a statement.
 * @returns null where the statement is another one
 * @throws AttestError EVENT_KIND_UNKNOWN, EVENT_MALFORMED
 */
export function parseEvent({ predicateType, predicate }: Statement): Event | null {
  if (predicateType !== EVENT_TYPE) return null
  const kind = isJsonObject(predicate) ? predicate.kind : null
  if (typeof kind === 'string' && !isEventKind(kind)) {
    throw new AttestError('EVENT_KIND_UNKNOWN', `an event of the kind ${JSON.stringify(kind.slice(0, 64))}`)
  }
  const problems = eventProblems(predicate)
  if (problems.length > 0) throw new AttestError('EVENT_MALFORMED', problems.join('; '), { details: { problems } })
  return predicate as unknown as Event
}
