/** Events of the log that are no signatures: an entry point of its own, for a signing without a log needs none of it. */
export { type ErasedEntry, EVENT_TYPE, type Event, eventStatement, parseEvent, SALT_LENGTH } from './events/event.ts'
export { EVENT_KINDS, type EventKind, isEventKind } from './events/kinds.ts'
export { MAX_REASON } from './events/rules.ts'
