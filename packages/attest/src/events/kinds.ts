/** What an event of the log can be about. */
export type EventKind =
  | 'denial'
  | 'policy-change'
  | 'key-ceremony'
  | 'key-generated'
  | 'key-retired'
  | 'certificate-requested'
  | 'key-certificate'
  | 'log-created'
  | 'trust-root-made'
  | 'trust-root-rotated'
  | 'access-change'
  | 'incident'
  | 'administration'
  | 'erasure'

interface EventKindFacts {
  /** Who records it: the tool that does it, people, or either. */
  readonly by: 'tool' | 'person' | 'either'
  /** For people. */
  readonly what: string
}

/** docs/events.md says more of each. */
export const EVENT_KINDS: Readonly<Record<EventKind, EventKindFacts>> = {
  denial: { by: 'tool', what: 'a signature was refused by policy' },
  'policy-change': { by: 'either', what: 'what says how is signed is another than before' },
  'key-ceremony': { by: 'person', what: 'people made, moved, activated or destroyed a key together' },
  'key-generated': { by: 'either', what: 'a key pair was made on a token' },
  'key-retired': { by: 'person', what: 'a key is not used any more' },
  'certificate-requested': { by: 'either', what: 'a key signed a request for its certificate' },
  'key-certificate': { by: 'either', what: 'a certificate was put beside its key' },
  'log-created': { by: 'either', what: 'a transparency log was made' },
  'trust-root-made': { by: 'either', what: 'a trusted root was made' },
  'trust-root-rotated': { by: 'either', what: 'whom a trusted root names was changed' },
  'access-change': { by: 'person', what: 'somebody got rights, or lost them' },
  incident: { by: 'person', what: 'something went wrong that others may have to know of' },
  administration: { by: 'person', what: 'any other act of those who run it' },
  erasure: { by: 'tool', what: 'what an entry is about was deleted on purpose' },
}

export function isEventKind(kind: string): kind is EventKind {
  return Object.hasOwn(EVENT_KINDS, kind)
}
