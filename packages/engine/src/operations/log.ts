import type { OperationSpec } from './option-spec.ts'
import { CONFIG, JSON_FLAG } from './shared-options.ts'

export const LOG_INIT: OperationSpec = {
  name: 'log init',
  summary: 'Make the transparency log that chancery.yaml names: empty, with its first checkpoint',
  operands: null,
  options: [
    { name: 'out', kind: 'text', value: 'FILE', help: 'write its verifier key here, for --trust; stdout by default' },
    CONFIG,
    JSON_FLAG,
  ],
  examples: [
    ['chancery log init --out log.vkey', 'log: { dir: log, origin: log.example.com, key: log } in chancery.yaml'],
  ],
}

export const LOG_FLUSH: OperationSpec = {
  name: 'log flush',
  summary: 'Log what was signed while the log was away, and give the records their proofs',
  operands: null,
  options: [CONFIG, JSON_FLAG],
  examples: [['chancery log flush', 'after log: { onFailure: queue } has queued entries; exit 3 while some remain']],
}
