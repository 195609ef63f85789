import { EVENT_KINDS } from './choices.ts'
import type { OperationSpec, OptionSpec } from './option-spec.ts'
import { CONFIG, JSON_FLAG, MODULE } from './shared-options.ts'

/** Not that of the environment: an event is about what it says, and nothing else. */
const KEY: OptionSpec = {
  name: 'key',
  kind: 'text',
  value: 'NAME|URI',
  help: 'the key that it is about: of chancery.yaml, or a pkcs11: URI',
}

const BY: OptionSpec = { name: 'by', kind: 'text', value: 'NAME', help: 'who did it; as asserted, nobody proves it' }
const REASON: OptionSpec = {
  name: 'reason',
  kind: 'text',
  value: 'TEXT',
  help: 'why: one line, at most 1000 characters',
}

export const LOG_RECORD: OperationSpec = {
  name: 'log record',
  summary: 'Record in the log what people did: a key ceremony, a change of policy or of access, an incident',
  operands: 'KIND [FILE...]',
  options: [KEY, MODULE, BY, REASON, CONFIG, JSON_FLAG],
  examples: [
    [
      "chancery log record key-ceremony minutes.pdf --key release --by 'Alice Example' --reason 'yearly rotation'",
      `the log gets a digest that says nothing, log.events the event; kinds: ${EVENT_KINDS.filter((kind) => !['denial', 'erasure'].includes(kind)).join(', ')}`,
    ],
    ['chancery log record policy-change', 'chancery.yaml as it is now; commit what is kept with the change'],
  ],
}

export const LOG_ERASE: OperationSpec = {
  name: 'log erase',
  summary: 'Delete events and leave in the log that they were: their entries stay, and nobody can say what they meant',
  operands: 'FILE...',
  options: [BY, REASON, CONFIG, JSON_FLAG],
  examples: [
    [
      "chancery log erase .chancery/events/20261129T120000.000Z-access-change-0f3c9a1b2d4e5f60.sigstore.json --reason 'GDPR 17'",
      'this copy; delete others too',
    ],
  ],
}
